#include "json_number_read.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace terrarium::json {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the digits of big integers are moved as little-endian words");

/// Makes a non-negative `int` of words, lowest first: a new reference, or NULL with an exception set. GIL held.
static PyObject *integer_from_words(const uint64_t *words, size_t count) {
#if PY_VERSION_HEX >= 0x030d0000
    return PyLong_FromUnsignedNativeBytes(words, count * sizeof(uint64_t), Py_ASNATIVEBYTES_LITTLE_ENDIAN);
#else
    return _PyLong_FromByteArray(reinterpret_cast<const unsigned char *>(words), count * sizeof(uint64_t), 1, 0);
#endif
}

PyObject *read_big_integer(const uint8_t *digits, size_t count, bool negative, Refusal &refusal) {
    // 19 digits need less than one word.
    size_t capacity = count / exact_digits + 1;
    uint64_t few[16];
    uint64_t *words = few;
    if (capacity > sizeof few / sizeof *few) {
        words = static_cast<uint64_t *>(malloc(capacity * sizeof(uint64_t)));
        if (words == nullptr) {
            refusal = {terrarium_json_memory, digits, "no memory for a number"};
            return nullptr;
        }
    }
    size_t used = 0;
    const uint8_t *end = digits + count;
    size_t part = count % exact_digits == 0 ? exact_digits : count % exact_digits;
    for (const uint8_t *bytes = digits; bytes < end; bytes += part, part = exact_digits) {
        if (bytes != digits) part = exact_digits;
        uint64_t carry = 0, scale = 1;
        for (size_t i = 0; i < part; i++) {
            carry = carry * 10 + static_cast<uint64_t>(bytes[i] - '0');
            scale *= 10;
        }
        for (size_t i = 0; i < used; i++) {
            unsigned __int128 product = static_cast<unsigned __int128>(words[i]) * scale + carry;
            words[i] = static_cast<uint64_t>(product);
            carry = static_cast<uint64_t>(product >> 64);
        }
        if (carry != 0) words[used++] = carry;
    }
    PyObject *number = integer_from_words(words, used);
    if (words != few) free(words);
    if (number != nullptr && negative) Py_SETREF(number, PyNumber_Negative(number));
    if (number == nullptr) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, digits, "no memory for a number"};
    }
    return number;
}

/// Rounds a literal with CPython's own conversion, for what the standard library leaves open (results too large or
/// too small) or lacks. `out_of_memory` tells the only failure. GIL held.
static double round_with_python(const uint8_t *start, const uint8_t *end, bool &out_of_memory) {
    size_t length = static_cast<size_t>(end - start);
    char few[64];
    char *text = length < sizeof few ? few : static_cast<char *>(malloc(length + 1));
    double value = -1;
    out_of_memory = text == nullptr;
    if (text != nullptr) {
        memcpy(text, start, length);
        text[length] = 0;
        // Without an exception to raise on overflow the result is an infinity.
        value = PyOS_string_to_double(text, nullptr, nullptr);
        if (value == -1.0 && PyErr_Occurred() != nullptr) {
            PyErr_Clear();
            out_of_memory = true;
        }
        if (text != few) free(text);
    }
    return value;
}

PyObject *read_long_float(const uint8_t *start, const uint8_t *end, Refusal &refusal) {
    double value = 0;
    bool out_of_memory = false;
#if defined(__cpp_lib_to_chars)
    auto result = std::from_chars(
        reinterpret_cast<const char *>(start), reinterpret_cast<const char *>(end), value, std::chars_format::general);
    if (result.ec != std::errc()) value = round_with_python(start, end, out_of_memory);
#else
    // Older versions of libc++ convert integers only.
    value = round_with_python(start, end, out_of_memory);
#endif
    if (std::isinf(value)) {
        refusal = {terrarium_json_number, start, "a number that no double can hold"};
        return nullptr;
    }
    PyObject *number = out_of_memory ? nullptr : PyFloat_FromDouble(value);
    if (number == nullptr) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, start, "no memory for a number"};
    }
    return number;
}

}  // namespace terrarium::json
