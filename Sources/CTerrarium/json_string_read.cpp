#include "json_string_read.hpp"

#include "json_utf8.hpp"

namespace terrarium::json {

/// Bytes that the escape letter after a backslash stands for; 0 for letters that are none, and for `u`.
static inline uint8_t escaped_byte(uint8_t letter) {
    struct Table {
        uint8_t of[256] = {};
        constexpr Table() {
            of['"'] = '"';
            of['\\'] = '\\';
            of['/'] = '/';
            of['b'] = '\b';
            of['f'] = '\f';
            of['n'] = '\n';
            of['r'] = '\r';
            of['t'] = '\t';
        }
    };
    static constexpr Table bytes;
    return bytes.of[letter];
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
    while (end - bytes >= static_cast<ptrdiff_t>(block_bytes)) {
        if (*bytes < 0x80) {
            Block block = load_block(bytes);
            uint64_t high = gather(__builtin_bit_cast(Block, block >= 0x80));
            if (high == 0) {
                using Wide = Character __attribute__((ext_vector_type(block_bytes)));
                Wide wide = __builtin_convertvector(block, Wide);
                memcpy(out, &wide, sizeof wide);
                out += block_bytes;
                bytes += block_bytes;
                continue;
            }
            // In other scripts, a space or two.
            do {
                *out++ = *bytes++;
            } while (*bytes < 0x80);
        }
        // Sequences of one length follow each other: four of two bytes, or two of three.
        while (end - bytes >= 8) {
            uint64_t words;
            memcpy(&words, bytes, 8);
            if ((words & 0x0000c0c0f0c0c0f0) == 0x00008080e08080e0) {
                out[0] = static_cast<Character>((words & 0x0f) << 12 | (words >> 2 & 0xfc0) | (words >> 16 & 0x3f));
                words >>= 24;
                out[1] = static_cast<Character>((words & 0x0f) << 12 | (words >> 2 & 0xfc0) | (words >> 16 & 0x3f));
                out += 2;
                bytes += 6;
            } else if ((words & 0xc0e0c0e0c0e0c0e0) == 0x80c080c080c080c0) {
                words = (words & 0x001f001f001f001f) << 6 | (words >> 8 & 0x003f003f003f003f);
                for (int i = 0; i < 4; i++) out[i] = static_cast<Character>(words >> 16 * i & 0xffff);
                out += 4;
                bytes += 8;
            } else {
                break;
            }
        }
        // Four bytes are read at once, so not those at the end.
        while (end - bytes >= 4) {
            uint32_t word;
            memcpy(&word, bytes, 4);
            if ((word & 0xe0) == 0xc0) {
                *out++ = static_cast<Character>((word & 0x1f) << 6 | (word >> 8 & 0x3f));
                bytes += 2;
            } else if ((word & 0xf0) == 0xe0) {
                *out++ = static_cast<Character>((word & 0x0f) << 12 | (word >> 2 & 0xfc0) | (word >> 16 & 0x3f));
                bytes += 3;
            } else if ((word & 0x80) != 0) {
                *out++ = static_cast<Character>(take_code_point(bytes));
            } else {
                break;
            }
        }
    }
    while (bytes < end) {
        if (*bytes < 0x80) {
            *out++ = *bytes++;
        } else {
            *out++ = static_cast<Character>(take_code_point(bytes));
        }
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

/// Bytes of a string with escapes that is put together on the stack.
constexpr size_t short_escaped = 1024;

/// Reads a string literal that is ASCII and short, with escapes of ASCII characters: most that have escapes at all. NULL
/// without a refusal for all others.
static PyObject *read_escaped_ascii(
    const uint8_t *start, const uint8_t *special, const uint8_t *end, const uint8_t *&next) {
    uint8_t text[short_escaped + block_bytes];
    size_t length = static_cast<size_t>(special - start);
    if (length > short_escaped) return nullptr;
    memcpy(text, start, length);
    const uint8_t *bytes = special;
    for (;;) {
        if (end - bytes < static_cast<ptrdiff_t>(block_bytes) || length > short_escaped - block_bytes) return nullptr;
        if (*bytes == '\\') {
            uint8_t byte = escaped_byte(bytes[1]);
            if (byte == 0) return nullptr;
            text[length++] = byte;
            bytes += 2;
            continue;
        }
        Block block = load_block(bytes);
        store_block(text + length, block);
        uint64_t mask = special_mask<true>(block);
        size_t plain = mask == 0 ? block_bytes : first_in_mask(mask);
        length += plain;
        bytes += plain;
        if (mask == 0 || *bytes == '\\') continue;
        if (*bytes != '"') return nullptr;
        next = bytes + 1;
        return make_ascii(text, length);
    }
}

PyObject *read_uncommon_string(
    const uint8_t *start, const uint8_t *special, const uint8_t *end, const uint8_t *&next, Refusal &refusal) {
    if (special < end && *special == '\\') {
        PyObject *string = read_escaped_ascii(start, special, end, next);
        if (string != nullptr) return string;
        PyErr_Clear();
    }
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
