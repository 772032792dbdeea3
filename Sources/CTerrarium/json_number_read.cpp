#include "json_number_read.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "json_powers.hpp"

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

bool round_decimal(uint64_t mantissa, int64_t exponent, double &value) {
    if (mantissa == 0) {
        value = 0;
        return true;
    }
    // Results that are subnormal, or too large, are left to the slow way.
    if (exponent < -307 || exponent > 308) return false;
    int power = static_cast<int>(exponent);
    Power ten = powers[power - first_power];
    // The method needs the powers rounded down, and its error bound the exact ones exact.
    if (power < -27 || power > 55) {
        if (ten.low-- == 0) ten.high--;
    }
    int zeros = __builtin_clzll(mantissa);
    uint64_t shifted = mantissa << zeros;
    unsigned __int128 product = static_cast<unsigned __int128>(shifted) * ten.high;
    uint64_t high = static_cast<uint64_t>(product >> 64), low = static_cast<uint64_t>(product);
    // 55 bits decide: 53, one to round, and one that may be zero at the top. When the rest of the upper half is all ones
    // the lower half of the power may carry into them.
    constexpr uint64_t rest = ~uint64_t{0} >> 55;
    if ((high & rest) == rest) {
        uint64_t carry = static_cast<uint64_t>((static_cast<unsigned __int128>(shifted) * ten.low) >> 64);
        low += carry;
        if (low < carry) high++;
        if (low == ~uint64_t{0}) return false;
    }
    int top = static_cast<int>(high >> 63);
    int shift = top + 64 - 55;
    uint64_t bits = high >> shift;
    int binary = binary_exponent(power) + 63 + top - zeros + 1023;
    if (binary <= 0) return false;
    // Halfway between two doubles exactly, which only small powers can be: to even.
    if (low <= 1 && power >= -4 && power <= 23 && (bits & 3) == 1 && bits << shift == high) bits &= ~uint64_t{1};
    bits = (bits + (bits & 1)) >> 1;
    if (bits >> 53 != 0) {
        bits >>= 1;
        binary++;
    }
    if (binary >= 0x7ff) return false;
    value = __builtin_bit_cast(double, static_cast<uint64_t>(binary) << 52 | (bits & ((uint64_t{1} << 52) - 1)));
    return true;
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
