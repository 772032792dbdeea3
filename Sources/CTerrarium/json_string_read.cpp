#include "json_string_read.hpp"

#include "json_utf8.hpp"

namespace terrarium::json {

/// Bytes that the escape letter after a backslash stands for; 0 for letters that are none, and for `u`.
static inline uint8_t escaped_byte(uint8_t letter) {
    switch (letter) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/// The value of a hexadecimal digit; -1 for what is none.
static inline int hex_digit(uint8_t digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    uint8_t lower = digit | 0x20;
    if (lower >= 'a' && lower <= 'f') return lower - 'a' + 10;
    return -1;
}

/// Reads four hexadecimal digits; -1 with `bad` set to the first byte that is none (`end` when the text stops).
static int32_t read_hex4(const uint8_t *bytes, const uint8_t *end, const uint8_t *&bad) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = bytes + i < end ? hex_digit(bytes[i]) : -1;
        if (digit < 0) {
            bad = bytes + i;
            return -1;
        }
        value = value << 4 | digit;
    }
    return value;
}

constexpr const char *text_ends = "the text ends inside a string";

/// Reads the escape at `bytes` (a backslash) and moves behind it: its code point, or -1 with `refusal` filled.
static int32_t read_escape(const uint8_t *&bytes, const uint8_t *end, Refusal &refusal) {
    const uint8_t *start = bytes;
    if (end - bytes < 2) {
        refusal = {terrarium_json_syntax, end, text_ends};
        return -1;
    }
    uint8_t letter = bytes[1];
    if (letter != 'u') {
        uint8_t byte = escaped_byte(letter);
        if (byte == 0) {
            refusal = {terrarium_json_syntax, bytes + 1, "not an escape that JSON has"};
            return -1;
        }
        bytes += 2;
        return byte;
    }
    const uint8_t *bad = nullptr;
    int32_t code = read_hex4(bytes + 2, end, bad);
    if (code < 0) {
        refusal = {terrarium_json_syntax, bad, bad == end ? text_ends : "expected a hexadecimal digit"};
        return -1;
    }
    bytes += 6;
    if (code < 0xd800 || code > 0xdfff) return code;
    constexpr const char *lone = "half of a surrogate pair";
    if (code >= 0xdc00) {
        refusal = {terrarium_json_surrogate, start, lone};
        return -1;
    }
    if (bytes == end || (end - bytes == 1 && bytes[0] == '\\')) {
        refusal = {terrarium_json_syntax, end, text_ends};
        return -1;
    }
    if (bytes[0] != '\\' || bytes[1] != 'u') {
        refusal = {terrarium_json_surrogate, start, lone};
        return -1;
    }
    int32_t low = read_hex4(bytes + 2, end, bad);
    if (low < 0) {
        refusal = {terrarium_json_syntax, bad, bad == end ? text_ends : "expected a hexadecimal digit"};
        return -1;
    }
    if (low < 0xdc00 || low > 0xdfff) {
        refusal = {terrarium_json_surrogate, start, lone};
        return -1;
    }
    bytes += 6;
    return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

/// Finds out what is wrong with UTF-8 that `measure_utf8` refused.
static void explain_utf8(const uint8_t *bytes, const uint8_t *end, Refusal &refusal) {
    while (bytes < end) {
        if (*bytes < 0x80) {
            bytes++;
            continue;
        }
        const uint8_t *bad = nullptr;
        size_t length = utf8_sequence(bytes, end, bad);
        if (length == 0) {
            refusal = {terrarium_json_encoding, bad, "not UTF-8"};
            if (bad == end) refusal = {terrarium_json_syntax, end, text_ends};
            return;
        }
        bytes += length;
    }
    refusal = {terrarium_json_syntax, end, text_ends};
}

/// Writes one stretch of validated UTF-8 as characters of the width of `Character`.
template <typename Character>
static Character *widen(Character *out, const uint8_t *bytes, const uint8_t *end) {
    while (bytes < end) {
        if (*bytes >= 0x80) {
            do {
                *out++ = static_cast<Character>(take_code_point(bytes));
            } while (bytes < end && *bytes >= 0x80);
            continue;
        }
        if (static_cast<size_t>(end - bytes) >= block_bytes) {
            Block block = load_block(bytes);
            uint64_t high = gather(__builtin_bit_cast(Block, block >= 0x80));
            size_t plain = high == 0 ? block_bytes : first_in_mask(high);
            // Characters behind `plain` are written again, rightly, by what follows: each of them has at least one
            // byte left in the text, but fewer characters than bytes may be left in the string, so copy exactly.
            if (plain == block_bytes) {
                using Wide = Character __attribute__((ext_vector_type(block_bytes)));
                Wide wide = __builtin_convertvector(block, Wide);
                memcpy(out, &wide, sizeof wide);
            } else {
                for (size_t i = 0; i < plain; i++) out[i] = bytes[i];
            }
            out += plain;
            bytes += plain;
            continue;
        }
        *out++ = *bytes++;
    }
    return out;
}

/// Writes a validated string literal as characters of one width.
template <typename Character>
static void fill(Character *out, const uint8_t *bytes, const uint8_t *stop, const uint8_t *end) {
    Refusal ignored;
    while (bytes < stop) {
        const uint8_t *backslash = static_cast<const uint8_t *>(memchr(bytes, '\\', static_cast<size_t>(stop - bytes)));
        if (backslash == nullptr) backslash = stop;
        out = widen(out, bytes, backslash);
        bytes = backslash;
        while (bytes < stop && *bytes == '\\') {
            *out++ = static_cast<Character>(read_escape(bytes, end, ignored));
        }
    }
}

PyObject *read_uncommon_string(
    const uint8_t *start, const uint8_t *special, const uint8_t *end, const uint8_t *&next, Refusal &refusal) {
    Utf8Measure measure;
    measure.characters = static_cast<size_t>(special - start);
    const uint8_t *bytes = special;
    for (;;) {
        const uint8_t *stop = measure_utf8(bytes, end, measure);
        if (stop == nullptr) {
            explain_utf8(bytes, end, refusal);
            return nullptr;
        }
        bytes = stop;
        if (bytes == end) {
            refusal = {terrarium_json_syntax, end, text_ends};
            return nullptr;
        }
        if (*bytes == '"') break;
        if (*bytes != '\\') {
            refusal = {terrarium_json_syntax, bytes, "a control character inside a string"};
            return nullptr;
        }
        while (bytes < end && *bytes == '\\') {
            int32_t code = read_escape(bytes, end, refusal);
            if (code < 0) return nullptr;
            measure.characters++;
            measure.non_ascii |= code >= 0x80;
            measure.wide |= code >= 0x100;
            measure.astral |= code >= 0x10000;
        }
    }
    next = bytes + 1;
    if (measure.characters == 1) {
        const uint8_t *only = start;
        uint32_t code = *start == '\\' ? static_cast<uint32_t>(read_escape(only, end, refusal))
                        : *start < 0x80 ? *start : take_code_point(only);
        PyObject *string = PyUnicode_FromOrdinal(static_cast<int>(code));
        if (string == nullptr) {
            PyErr_Clear();
            refusal = {terrarium_json_memory, start, "no memory for a string"};
        }
        return string;
    }
    Py_UCS4 widest = measure.astral ? 0x10ffff : measure.wide ? 0xffff : measure.non_ascii ? 0xff : 0x7f;
    PyObject *string = PyUnicode_New(static_cast<Py_ssize_t>(measure.characters), widest);
    if (string == nullptr) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, start, "no memory for a string"};
        return nullptr;
    }
    void *data = PyUnicode_DATA(string);
    if (measure.astral) {
        fill(static_cast<Py_UCS4 *>(data), start, bytes, end);
    } else if (measure.wide) {
        fill(static_cast<Py_UCS2 *>(data), start, bytes, end);
    } else {
        fill(static_cast<Py_UCS1 *>(data), start, bytes, end);
    }
    return string;
}

}  // namespace terrarium::json
