#ifndef TERRARIUM_JSON_NUMBER_READ_HPP
#define TERRARIUM_JSON_NUMBER_READ_HPP

#include "json_string_read.hpp"

// Number literals to `int` and `float`.
namespace terrarium::json {

/// Digits that a `uint64_t` holds whatever they are.
constexpr size_t exact_digits = 19;

/// Makes an `int` of more digits than a machine integer has: a new reference, or NULL with `refusal` filled and no
/// exception set. Python's own limit on digits does not apply. GIL held.
PyObject *read_big_integer(const uint8_t *digits, size_t count, bool negative, Refusal &refusal);

/// Makes the `float` nearest to the literal from `start` to `end`, which is well formed: a new reference, or NULL with
/// `refusal` filled and no exception set. GIL held.
PyObject *read_long_float(const uint8_t *start, const uint8_t *end, Refusal &refusal);

/// The double nearest to `mantissa` times 10^`exponent`; false, for few, when this quick way cannot tell (D. Lemire, "Number
/// parsing at a gigabyte per second", 2021). No Python, no GIL.
bool round_decimal(uint64_t mantissa, int64_t exponent, double &value);

inline bool is_digit(uint8_t byte) { return static_cast<uint8_t>(byte - '0') < 10; }

constexpr uint64_t whole_powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

/// Appends decimal digits to `value`, which wraps around past `exact_digits`; returns what is behind the digits.
inline const uint8_t *take_digits(const uint8_t *bytes, const uint8_t *end, uint64_t &value) {
    while (TERRARIUM_LIKELY(end - bytes >= 8)) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        // The bytes of digits become their values; a byte that is no digit gets its top bit set. It may disturb bytes
        // behind it, which do not matter.
        word ^= 0x3030303030303030;
        uint64_t others = ((word + 0x7676767676767676) | word) & 0x8080808080808080;
        size_t count = others == 0 ? 8 : static_cast<size_t>(__builtin_ctzll(others)) / 8;
        if (count == 0) return bytes;
        // Behind zeros that take the place of the digits that are missing, eight digits are added up in pairs.
        word <<= 64 - 8 * count;
        word = word * 10 + (word >> 8);
        word = ((word & 0x000000ff000000ff) * 0x000f424000000064 +
                ((word >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32;
        value = value * whole_powers[count] + static_cast<uint32_t>(word);
        bytes += count;
        if (count != 8) return bytes;
    }
    while (bytes < end && is_digit(*bytes)) value = value * 10 + static_cast<uint64_t>(*bytes++ - '0');
    return bytes;
}

/// Powers of ten that a double holds exactly.
constexpr double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int largest_exact_power = 22;

/// Reads the rest of a number literal that is not an integer: `mantissa` holds the `digits` integer digits before
/// `bytes`. The same results as `read_number`. GIL held.
__attribute__((always_inline)) inline PyObject *read_fraction(
    const uint8_t *start, const uint8_t *bytes, const uint8_t *end, uint64_t mantissa, size_t digits,
    const uint8_t *&next, Refusal &refusal) {
    int64_t exponent = 0;
    if (*bytes == '.') {
        const uint8_t *fraction = bytes + 1;
        bytes = take_digits(fraction, end, mantissa);
        if (TERRARIUM_UNLIKELY(bytes == fraction)) {
            refusal = {terrarium_json_syntax, bytes, "expected a digit behind the decimal point"};
            return nullptr;
        }
        digits += static_cast<size_t>(bytes - fraction);
        exponent = fraction - bytes;
    }
    if (bytes < end && (*bytes | 0x20) == 'e') {
        bytes++;
        bool negative = bytes < end && *bytes == '-';
        if (bytes < end && (*bytes == '-' || *bytes == '+')) bytes++;
        const uint8_t *first = bytes;
        int64_t written = 0;
        while (bytes < end && is_digit(*bytes)) {
            if (written < 100000) written = written * 10 + (*bytes - '0');
            bytes++;
        }
        if (TERRARIUM_UNLIKELY(bytes == first)) {
            refusal = {terrarium_json_syntax, bytes, "expected a digit in the exponent"};
            return nullptr;
        }
        exponent += negative ? -written : written;
    }
    next = bytes;
    double value = 0;
    if (TERRARIUM_UNLIKELY(digits > exact_digits)) {
        // Zeros in front do not count.
        const uint8_t *first = start + (*start == '-');
        for (; first < bytes && (*first == '0' || *first == '.'); first++) digits -= *first == '0';
        if (digits > exact_digits) return read_long_float(start, bytes, refusal);
    }
    if (mantissa <= uint64_t{1} << 53 && exponent >= -largest_exact_power && exponent <= largest_exact_power) {
        // A mantissa and a power of ten that are both exact give a correctly rounded product or quotient.
        value = static_cast<double>(mantissa);
        value = exponent < 0 ? value / exact_powers[-exponent] : value * exact_powers[exponent];
    } else if (TERRARIUM_UNLIKELY(!round_decimal(mantissa, exponent, value))) {
        return read_long_float(start, bytes, refusal);
    }
    PyObject *number = PyFloat_FromDouble(*start == '-' ? -value : value);
    if (TERRARIUM_UNLIKELY(number == nullptr)) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, start, "no memory for a number"};
    }
    return number;
}

/// Reads the number literal at `start` (a digit or a minus sign); `next` receives what is behind it. A new reference;
/// NULL with `refusal` filled and no exception set. GIL held.
__attribute__((always_inline)) inline PyObject *read_number(
    const uint8_t *start, const uint8_t *end, uint32_t digit_limit, const uint8_t *&next, Refusal &refusal) {
    const uint8_t *first = start + (*start == '-');
    uint64_t value = 0;
    const uint8_t *bytes = take_digits(first, end, value);
    size_t digits = static_cast<size_t>(bytes - first);
    if (TERRARIUM_UNLIKELY(digits == 0)) {
        refusal = {terrarium_json_syntax, bytes, "expected a digit"};
        return nullptr;
    }
    if (TERRARIUM_UNLIKELY(*first == '0' && digits > 1)) {
        refusal = {terrarium_json_syntax, first + 1, "a number cannot start with 0 and another digit"};
        return nullptr;
    }
    if (bytes < end && (*bytes == '.' || (*bytes | 0x20) == 'e')) {
        return read_fraction(start, bytes, end, value, digits, next, refusal);
    }
    next = bytes;
    if (TERRARIUM_UNLIKELY(digits > digit_limit)) {
        refusal = {terrarium_json_number, start, "an integer of too many digits"};
        return nullptr;
    }
    bool negative = first != start;
    PyObject *number;
    if (TERRARIUM_LIKELY(digits <= exact_digits && value <= INT64_MAX)) {
        int64_t small = static_cast<int64_t>(value);
        number = PyLong_FromLongLong(negative ? -small : small);
    } else if (digits <= exact_digits && !negative) {
        number = PyLong_FromUnsignedLongLong(value);
    } else {
        return read_big_integer(first, digits, negative, refusal);
    }
    if (TERRARIUM_UNLIKELY(number == nullptr)) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, start, "no memory for a number"};
    }
    return number;
}

}  // namespace terrarium::json

#endif
