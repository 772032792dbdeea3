#ifndef TERRARIUM_PACKED_H
#define TERRARIUM_PACKED_H

#include <Python.h>

#include "buffer.h"
#include "include/terrarium_limits.h"
#include "json.h"

#ifdef __cplusplus
extern "C" {
#endif

// Packed values: what the typed wire carries. One value is a tag byte and its payload; numbers are little-endian and
// not aligned, lengths and counts are 32 bits.
//
// | tag | value | payload |
// |---|---|---|
// | 0x00 | `None` | |
// | 0x01, 0x02 | `False`, `True` | |
// | 0x03 | `int` of 64 bits | 8 bytes |
// | 0x04 | `int` of 128 bits | 16 bytes, two's complement |
// | 0x05 | `int` of 128 bits without sign | 16 bytes |
// | 0x06 | `int` of more bits; from Python only | |
// | 0x07 | `float` | 8 bytes, IEEE 754 |
// | 0x08 | `str` | length, UTF-8 |
// | 0x09 | `bytes` | length, bytes |
// | 0x0A, 0x0B, 0x0C | `list`, `tuple`, `set` | count, values |
// | 0x0D | `dict` with keys of type `str` | count, then for each entry: length and UTF-8 of the key, value |
// | 0x0E | `datetime.datetime` | microseconds from 1970-01-01T00:00:00Z, 64 bits with sign |
// | 0x0F | `datetime.timedelta` | microseconds, 64 bits with sign |
// | 0x10 | `uuid.UUID` | 16 bytes as RFC 9562 has them |
// | 0x11 | `decimal.Decimal` | length, ASCII as `str()` writes it |
//
// Of the limits, those on depth and bytes apply.

/// Reads a message of arguments: one tuple, which spreads to positional arguments. The depth that it counts as is one.
/// On refusal fills status, detail and offset of `error`, sets its path to `$`, and leaves nothing to release. The
/// offset is that of the tag of the value in question; of the length of a key that is in question; the message's length
/// when a value is missing at its end.
///
/// An exception is set exactly when the status is `terrarium_json_raised`. The arguments are released with
/// `terrarium_json_arguments_release`. GIL held; runs Python code of the standard library for dates, UUIDs and decimal
/// numbers.
terrarium_json_status terrarium_packed_decode_arguments(
    terrarium_codec *_Nonnull codec, const uint8_t *_Nonnull bytes, size_t length,
    const terrarium_limits *_Nonnull limits, terrarium_json_arguments *_Nonnull arguments,
    terrarium_json_error *_Nonnull error);

/// Reads a message of one value: a new reference, or NULL with `error` filled as by
/// `terrarium_packed_decode_arguments`. GIL held; runs Python code likewise.
PyObject *_Nullable terrarium_packed_decode(
    terrarium_codec *_Nonnull codec, const uint8_t *_Nonnull bytes, size_t length,
    const terrarium_limits *_Nonnull limits, terrarium_json_error *_Nonnull error);

/// Appends `value` (borrowed) to `out`, as `terrarium_json_encode` does: the same types, the same failures with a path,
/// the same Python code that may run. A message has less than 4 GiB.
///
/// Beyond what JSON takes there are NaN and infinities, `bytes`, `bytearray` and contiguous `memoryview`, sets, and
/// `decimal.Decimal`. Dates have a time zone, or are refused like `date` and `time`.
terrarium_json_status terrarium_packed_encode(
    terrarium_codec *_Nonnull codec, PyObject *_Nonnull value, const terrarium_limits *_Nonnull limits,
    terrarium_buffer *_Nonnull out, terrarium_json_error *_Nonnull error);

/// Writes a plain value (`int` of 60 bits, `float`, `bool`, `None`, short ASCII `str`) that has at most `room` bytes. How
/// many it has; 0 when it is something else. GIL held; runs no Python code.
size_t terrarium_packed_encode_plain(PyObject *_Nonnull value, uint8_t *_Nonnull out, size_t room);

#ifdef __cplusplus
}
#endif

#endif
