#ifndef TERRARIUM_JSON_STRING_READ_HPP
#define TERRARIUM_JSON_STRING_READ_HPP

#include "json.h"
#include "json_scan.hpp"

// String literals to `str`.
namespace terrarium::json {

/// Why and where a piece of text was refused.
struct Refusal {
    terrarium_json_status status;
    const uint8_t *at;
    const char *detail;
};

/// Makes a `str` of ASCII bytes: a new reference, or NULL with MemoryError set. GIL held.
inline PyObject *make_ascii(const uint8_t *bytes, size_t length) {
    // Strings of no and of one character exist once in an interpreter.
    if (TERRARIUM_UNLIKELY(length < 2)) {
        return length == 0 ? PyUnicode_New(0, 0) : PyUnicode_FromOrdinal(bytes[0]);
    }
    PyObject *string = PyUnicode_New(static_cast<Py_ssize_t>(length), 0x7f);
    if (TERRARIUM_LIKELY(string != nullptr)) {
        copy_short(reinterpret_cast<uint8_t *>(reinterpret_cast<PyASCIIObject *>(string) + 1), bytes, length);
    }
    return string;
}

/// Reads a string literal that has escapes, or anything but ASCII, or that is not well formed. `start` is behind the
/// opening quote, `special` the first byte from there that is not plain ASCII; `next` receives what is behind the
/// closing quote. A new reference; NULL with `refusal` filled and no exception set. GIL held.
PyObject *read_uncommon_string(
    const uint8_t *start, const uint8_t *special, const uint8_t *end, const uint8_t *&next, Refusal &refusal);

/// Reads a string literal whose opening quote is before `start`; `next` receives what is behind the closing quote.
/// A new reference; NULL with `refusal` filled and no exception set. GIL held.
inline PyObject *read_string(const uint8_t *start, const uint8_t *end, const uint8_t *&next, Refusal &refusal) {
    const uint8_t *special = find_special<true>(start, end);
    if (TERRARIUM_LIKELY(special < end && *special == '"')) {
        PyObject *string = make_ascii(start, static_cast<size_t>(special - start));
        next = special + 1;
        if (TERRARIUM_UNLIKELY(string == nullptr)) {
            PyErr_Clear();
            refusal = {terrarium_json_memory, start, "no memory for a string"};
        }
        return string;
    }
    return read_uncommon_string(start, special, end, next, refusal);
}

}  // namespace terrarium::json

#endif
