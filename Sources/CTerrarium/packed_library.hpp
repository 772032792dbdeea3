#ifndef TERRARIUM_PACKED_LIBRARY_HPP
#define TERRARIUM_PACKED_LIBRARY_HPP

#include "json_codec.hpp"
#include "json_string_read.hpp"

// Values of the standard library's types from packed values: each a new reference; NULL with status and detail of
// `refusal` filled, and an exception set exactly when the status is `terrarium_json_raised`. A type's module is
// imported when the first value of the type comes. GIL held; runs Python code of the standard library.
namespace terrarium::packed {

/// Says that Python code raised, or that there is no memory, by the exception that is set. NULL.
PyObject *refuse_raised(json::Refusal &refusal);

/// A `datetime.datetime` in UTC, of microseconds from 1970.
PyObject *make_instant(terrarium_codec &codec, int64_t microseconds, json::Refusal &refusal);

/// A `datetime.timedelta`.
PyObject *make_duration(terrarium_codec &codec, int64_t microseconds, json::Refusal &refusal);

/// A `uuid.UUID` of its 16 bytes, highest first.
PyObject *make_uuid(terrarium_codec &codec, const uint8_t *bytes, json::Refusal &refusal);

/// A `decimal.Decimal` of its text. With `hashable`, a signalling NaN is refused.
PyObject *make_decimal(
    terrarium_codec &codec, const uint8_t *text, size_t length, bool hashable, json::Refusal &refusal);

/// An `int` of 16 bytes: a new reference, or NULL with MemoryError set. GIL held; runs no Python code.
PyObject *make_wide_integer(const uint8_t *bytes, bool big_endian, bool has_sign);

}  // namespace terrarium::packed

#endif
