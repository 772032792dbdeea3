#include "json_number_write.hpp"

#include <cstdlib>

namespace terrarium::json {

const char digit_pairs[201] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445"
                              "46474849505152535455565758596061626364656667686970717273747576777879808182838485868788899091"
                              "92939495969798" "99";

/// Copies an `int` as little-endian words of two's complement, `bytes` of them; false when out of memory. GIL held.
static bool copy_words(PyObject *integer, uint64_t *words, size_t bytes) {
#if PY_VERSION_HEX >= 0x030d0000
    return PyLong_AsNativeBytes(
               integer, words, static_cast<Py_ssize_t>(bytes), Py_ASNATIVEBYTES_LITTLE_ENDIAN) >= 0;
#else
    return _PyLong_AsByteArray(
               reinterpret_cast<PyLongObject *>(integer), reinterpret_cast<unsigned char *>(words), bytes, 1, 1) == 0;
#endif
}

/// Words that hold an `int` with its sign. GIL held.
static size_t words_of(PyObject *integer) {
#if PY_VERSION_HEX >= 0x030d0000
    Py_ssize_t bytes = PyLong_AsNativeBytes(integer, nullptr, 0, Py_ASNATIVEBYTES_LITTLE_ENDIAN);
    return bytes < 0 ? 0 : static_cast<size_t>(bytes) / 8 + 1;
#else
    return _PyLong_NumBits(integer) / 64 + 1;
#endif
}

bool write_big_integer(Writer &writer, PyObject *integer, uint32_t digit_limit) {
    // A word is more than 19 digits: far too large integers are refused before any work.
    size_t count = words_of(integer);
    if (count > 2 && (count - 2) * 19 > digit_limit) {
        writer.status = terrarium_json_number;
        return false;
    }
    // A word needs at most 20 digits, which come 19 at a time, lowest first.
    constexpr uint64_t part_scale = 10000000000000000000u;
    size_t part_capacity = count * 20 / 19 + 1;
    uint64_t few[32];
    uint64_t *words = few;
    if (count + part_capacity > sizeof few / sizeof *few) {
        words = static_cast<uint64_t *>(malloc((count + part_capacity) * sizeof(uint64_t)));
    }
    if (words == nullptr || !copy_words(integer, words, count * sizeof(uint64_t))) {
        PyErr_Clear();
        if (words != few) free(words);
        writer.status = terrarium_json_memory;
        return false;
    }
    bool negative = words[count - 1] >> 63 != 0;
    if (negative) {
        uint64_t carry = 1;
        for (size_t i = 0; i < count; i++) {
            words[i] = ~words[i] + carry;
            carry = carry != 0 && words[i] == 0;
        }
    }
    uint64_t *parts = words + count;
    size_t used = 0;
    while (count > 0) {
        uint64_t remainder = 0;
        for (size_t i = count; i-- > 0;) {
            unsigned __int128 dividend = static_cast<unsigned __int128>(remainder) << 64 | words[i];
            words[i] = static_cast<uint64_t>(dividend / part_scale);
            remainder = static_cast<uint64_t>(dividend % part_scale);
        }
        parts[used++] = remainder;
        while (count > 0 && words[count - 1] == 0) count--;
    }
    uint8_t leading[24];
    size_t leading_digits = static_cast<size_t>(put_unsigned(leading, parts[used - 1]) - leading);
    size_t digits = leading_digits + (used - 1) * 19;
    bool written = false;
    if (digits > digit_limit) {
        writer.status = terrarium_json_number;
    } else if (writer.allows(digits + negative) && writer.reserve(digits + longest_number + value_slack)) {
        uint8_t *out = writer.cursor;
        if (negative) *out++ = '-';
        memcpy(out, leading, leading_digits);
        out += leading_digits;
        for (size_t i = used - 1; i-- > 0;) {
            uint64_t part = parts[i];
            uint32_t top = static_cast<uint32_t>(part / 10000000000000000u);
            uint64_t rest = part % 10000000000000000u;
            *out++ = static_cast<uint8_t>('0' + top / 100);
            out = put_pair(out, top % 100);
            out = put_eight(out, static_cast<uint32_t>(rest / 100000000));
            out = put_eight(out, static_cast<uint32_t>(rest % 100000000));
        }
        writer.cursor = out;
        written = true;
    }
    if (words != few) free(words);
    return written;
}

}  // namespace terrarium::json
