#ifndef TERRARIUM_JSON_NUMBER_WRITE_HPP
#define TERRARIUM_JSON_NUMBER_WRITE_HPP

#include <Python.h>

#include "json_double_write.hpp"
#include "json_string_write.hpp"
#include "json_writer.hpp"

// `int` and `float` to number literals.
namespace terrarium::json {

/// Bytes of the longest 64-bit integer or double, at most.
constexpr size_t longest_number = 48;

/// Pairs of digits from 00 to 99.
extern const char digit_pairs[201];

/// Writes two digits.
inline uint8_t *put_pair(uint8_t *out, uint32_t pair) {
    memcpy(out, digit_pairs + 2 * pair, 2);
    return out + 2;
}

/// Writes exactly eight digits.
inline uint8_t *put_eight(uint8_t *out, uint32_t value) {
    uint32_t high = value / 10000, low = value % 10000;
    out = put_pair(out, high / 100);
    out = put_pair(out, high % 100);
    out = put_pair(out, low / 100);
    return put_pair(out, low % 100);
}

/// Writes a number below 10^8 without leading zeros.
inline uint8_t *put_up_to_eight(uint8_t *out, uint32_t value) {
    if (value < 100) {
        if (value >= 10) return put_pair(out, value);
        *out++ = static_cast<uint8_t>('0' + value);
        return out;
    }
    if (value < 10000) {
        uint32_t high = value / 100;
        if (high >= 10) {
            out = put_pair(out, high);
        } else {
            *out++ = static_cast<uint8_t>('0' + high);
        }
        return put_pair(out, value % 100);
    }
    uint32_t high = value / 10000, low = value % 10000;
    if (high < 100) {
        if (high >= 10) {
            out = put_pair(out, high);
        } else {
            *out++ = static_cast<uint8_t>('0' + high);
        }
    } else {
        uint32_t top = high / 100;
        if (top >= 10) {
            out = put_pair(out, top);
        } else {
            *out++ = static_cast<uint8_t>('0' + top);
        }
        out = put_pair(out, high % 100);
    }
    out = put_pair(out, low / 100);
    return put_pair(out, low % 100);
}

/// Writes a number without leading zeros; room for 20 bytes.
inline uint8_t *put_unsigned(uint8_t *out, uint64_t value) {
    if (TERRARIUM_LIKELY(value < 100000000)) return put_up_to_eight(out, static_cast<uint32_t>(value));
    uint64_t high = value / 100000000;
    uint32_t low = static_cast<uint32_t>(value % 100000000);
    if (high < 100000000) {
        out = put_up_to_eight(out, static_cast<uint32_t>(high));
    } else {
        out = put_up_to_eight(out, static_cast<uint32_t>(high / 100000000));
        out = put_eight(out, static_cast<uint32_t>(high % 100000000));
    }
    return put_eight(out, low);
}

/// The value of an `int`, of a subclass too, when it has at most two of CPython's digits (60 bits). GIL held.
inline bool small_integer(PyObject *integer, int64_t &value) {
    static_assert(PyLong_SHIFT == 30, "CPython is built with 30-bit digits on every platform that Terrarium has");
#if PY_VERSION_HEX >= 0x030c0000
    // The tag holds the number of digits above three bits, of which two are 1 less the sign.
    const _PyLongValue &parts = reinterpret_cast<PyLongObject *>(integer)->long_value;
    uintptr_t tag = parts.lv_tag;
    if (TERRARIUM_UNLIKELY(tag >> 3 > 2)) return false;
    int64_t magnitude = parts.ob_digit[0];
    if (tag >> 3 == 2) magnitude |= static_cast<int64_t>(parts.ob_digit[1]) << PyLong_SHIFT;
    value = (1 - static_cast<int64_t>(tag & 3)) * magnitude;
#else
    Py_ssize_t size = Py_SIZE(integer);
    if (TERRARIUM_UNLIKELY(size > 2 || size < -2)) return false;
    const digit *digits = reinterpret_cast<PyLongObject *>(integer)->ob_digit;
    int64_t magnitude = 0;
    if (size != 0) magnitude = digits[0];
    if (size == 2 || size == -2) magnitude |= static_cast<int64_t>(digits[1]) << PyLong_SHIFT;
    value = size < 0 ? -magnitude : magnitude;
#endif
    return true;
}

/// Writes an `int` of more than 60 bits, read from its storage; Python's own limit on digits does not apply. Leaves
/// `value_slack`. False with the writer's status set. GIL held.
bool write_big_integer(Writer &writer, PyObject *integer, uint32_t digit_limit);

/// Writes an `int` (borrowed), of a subclass too, read from its storage, and the character `after` if there is one. Leaves
/// `value_slack` but for that. False with the writer's status set. GIL held.
template <char after = 0> inline bool write_integer(Writer &writer, PyObject *integer, uint32_t digit_limit) {
    int64_t value;
    if (TERRARIUM_UNLIKELY(!small_integer(integer, value) || digit_limit < 20)) {
        if (!write_big_integer(writer, integer, digit_limit)) return false;
        if (after != 0) writer.put(after);
        return true;
    }
    if (TERRARIUM_UNLIKELY(!writer.reserve(longest_number + value_slack))) return false;
    uint8_t *out = writer.cursor;
    uint64_t magnitude = static_cast<uint64_t>(value);
    if (value < 0) {
        *out++ = '-';
        magnitude = 0 - magnitude;
    }
    out = put_unsigned(out, magnitude);
    if (after != 0) *out++ = after;
    writer.cursor = out;
    return true;
}

/// Writes a double with the fewest digits that read back as the same double, always with a point or an exponent, so that
/// it stays a float, and the character `after` if there is one. NaN and infinities set the status
/// `terrarium_json_not_finite`. Leaves `value_slack` but for that. False with the writer's status set.
template <char after = 0> inline bool write_double(Writer &writer, double value) {
    constexpr uint64_t exponent_bits = uint64_t{0x7ff} << 52;
    if (TERRARIUM_UNLIKELY((__builtin_bit_cast(uint64_t, value) & exponent_bits) == exponent_bits)) {
        writer.status = terrarium_json_not_finite;
        return false;
    }
    if (TERRARIUM_UNLIKELY(!writer.reserve(longest_number + value_slack))) return false;
    uint8_t *out = put_double(writer.cursor, value);
    if (after != 0) *out++ = after;
    writer.cursor = out;
    return true;
}

}  // namespace terrarium::json

#endif
