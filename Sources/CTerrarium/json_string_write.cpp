#include "json_string_write.hpp"

namespace terrarium::json {

/// What is written for one byte: its escape, or itself.
struct Spelling {
    char text[7];
    uint8_t length;
};

/// What is written for each byte; as a character of Latin-1 from 0x80, or with `utf8` as a part of one.
struct Spellings {
    Spelling of[256];

    constexpr Spellings(bool utf8) : of() {
        constexpr char digits[] = "0123456789abcdef";
        for (int byte = 0; byte < 256; byte++) {
            Spelling &spelling = of[byte];
            if (byte < 0x20) {
                spelling = {{'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15], 0}, 6};
            } else if (byte >= 0x80 && !utf8) {
                spelling = {{static_cast<char>(0xc0 | byte >> 6), static_cast<char>(0x80 | (byte & 0x3f)), 0, 0, 0, 0, 0}, 2};
            } else {
                spelling = {{static_cast<char>(byte), 0, 0, 0, 0, 0, 0}, 1};
            }
        }
        constexpr char letters[][2] = {{'"', '"'},  {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'},
                                       {'\n', 'n'}, {'\r', 'r'},  {'\t', 't'}};
        for (auto &letter : letters) {
            of[static_cast<uint8_t>(letter[0])] = {{'\\', letter[1], 0, 0, 0, 0, 0}, 2};
        }
    }
};

static constexpr Spellings utf8_spellings(true), latin_spellings(false);

/// Writes a byte, escaped if it has to be; eight bytes are touched.
template <bool utf8> static inline uint8_t *put_spelled(uint8_t *out, uint8_t byte) {
    const Spelling &spelling = (utf8 ? utf8_spellings : latin_spellings).of[byte];
    memcpy(out, &spelling, 8);
    return out + spelling.length;
}

template <Form form> uint8_t *write_escaped(uint8_t *out, const uint8_t *bytes, size_t length) {
    constexpr bool stop_at_non_ascii = form != Form::utf8, utf8 = form == Form::utf8;
    const uint8_t *end = bytes + length;
    bool whole_block = length >= block_bytes;
    while (static_cast<size_t>(end - bytes) >= block_bytes) {
        Block block = load_block(bytes);
        store_block(out, block);
        uint64_t mask = special_mask<stop_at_non_ascii>(block);
        if (mask == 0) {
            bytes += block_bytes;
            out += block_bytes;
            continue;
        }
        size_t plain = first_in_mask(mask);
        out = put_spelled<utf8>(out + plain, bytes[plain]);
        bytes += plain + 1;
    }
    size_t left = static_cast<size_t>(end - bytes);
    if (left != 0 && whole_block) {
        // The block that ends here: when its part that is left is plain, it is copied as one.
        uint64_t mask = special_mask<stop_at_non_ascii>(load_block(end - block_bytes)) >> (block_bytes - left) * mask_bits;
        if (mask == 0) {
            unsigned __int128 text;
            memcpy(&text, end - block_bytes, block_bytes);
            text >>= 8 * (block_bytes - left);
            memcpy(out, &text, block_bytes);
            return out + left;
        }
    }
    for (; bytes < end; bytes++) out = put_spelled<utf8>(out, *bytes);
    return out;
}

template uint8_t *write_escaped<Form::ascii>(uint8_t *out, const uint8_t *bytes, size_t length);
template uint8_t *write_escaped<Form::utf8>(uint8_t *out, const uint8_t *bytes, size_t length);
template uint8_t *write_escaped<Form::latin>(uint8_t *out, const uint8_t *bytes, size_t length);

/// Sixteen characters as bytes, when all are ASCII and, with `escapes`, need none. False leaves `out` as it was.
template <bool escapes, typename Character> static inline bool put_plain_block(uint8_t *out, const Character *characters) {
    using Wide = Character __attribute__((ext_vector_type(block_bytes)));
    Wide wide;
    memcpy(&wide, characters, sizeof wide);
    Character all = static_cast<Character>(__builtin_reduce_or(wide));
    if (all >= 0x80) return false;
    using Bytes = uint8_t __attribute__((ext_vector_type(block_bytes)));
    Bytes narrow = __builtin_convertvector(wide, Bytes);
    Block block = __builtin_bit_cast(Block, narrow);
    if (escapes && special_mask<true>(block) != 0) return false;
    store_block(out, block);
    return true;
}

/// Writes characters of one width as UTF-8, with escapes where they are needed or without; NULL at a lone surrogate. There
/// is room for `longest_escape` bytes each and a block.
template <bool escapes, typename Character>
static uint8_t *write_characters(uint8_t *out, const Character *characters, size_t count) {
    const Character *end = characters + count;
    while (characters < end) {
        if (*characters < 0x80 && static_cast<size_t>(end - characters) >= block_bytes &&
            put_plain_block<escapes>(out, characters)) {
            out += block_bytes;
            characters += block_bytes;
            continue;
        }
        // Alphabets mix with ASCII at every space: one path for both, without a branch.
        uint32_t code = *characters;
        for (int budget = block_bytes; code < 0x800 && budget > 0; budget--) {
            uint32_t pair = 0x80c0 | code >> 6 | (code & 0x3f) << 8;
            bool ascii = code < 0x80;
            if (TERRARIUM_UNLIKELY(escapes && ((code < 0x20) | (code == '"') | (code == '\\')))) {
                out = put_spelled<true>(out, static_cast<uint8_t>(code));
            } else {
                uint16_t bytes = static_cast<uint16_t>(__builtin_unpredictable(ascii) ? code : pair);
                memcpy(out, &bytes, 2);
                out += 2 - ascii;
            }
            if (++characters == end) return out;
            code = *characters;
        }
        while (code >= 0x800) {
            if (sizeof(Character) <= 2 || code < 0x10000) {
                if (TERRARIUM_UNLIKELY((code & 0xf800) == 0xd800)) return nullptr;
                // A fourth byte is written and then overwritten.
                uint32_t triple = 0x8080e0 | code >> 12 | (code >> 6 & 0x3f) << 8 | (code & 0x3f) << 16;
                memcpy(out, &triple, 4);
                out += 3;
            } else {
                uint32_t quad =
                    0x808080f0 | code >> 18 | (code >> 12 & 0x3f) << 8 | (code >> 6 & 0x3f) << 16 | (code & 0x3f) << 24;
                memcpy(out, &quad, 4);
                out += 4;
            }
            if (++characters == end) return out;
            code = *characters;
        }
    }
    return out;
}

/// Characters that are written between two looks at the room that is left.
constexpr size_t chunk = 1024;

/// Writes any number of characters, a chunk at a time, with `write` for each. Leaves room for a closing quote.
template <typename Character, typename Write>
static bool write_chunks(Writer &writer, const Character *characters, size_t count, Write write) {
    while (count != 0) {
        size_t part = count < chunk ? count : chunk;
        if (!writer.reserve(part * longest_escape + block_bytes + 2 + value_slack)) return false;
        uint8_t *out = write(writer.cursor, characters, part);
        if (TERRARIUM_UNLIKELY(out == nullptr)) {
            writer.status = terrarium_json_surrogate;
            return false;
        }
        writer.cursor = out;
        characters += part;
        count -= part;
    }
    return true;
}

/// The UTF-8 form that a string keeps of itself when something has asked for it; NULL when it has none. GIL held.
static const uint8_t *kept_utf8(PyObject *string, size_t &length) {
    if (!PyUnicode_IS_COMPACT(string) || PyUnicode_IS_ASCII(string)) return nullptr;
    auto *compact = reinterpret_cast<PyCompactUnicodeObject *>(string);
    length = static_cast<size_t>(compact->utf8_length);
    return reinterpret_cast<const uint8_t *>(compact->utf8);
}

/// Writes the characters of any `str`: with escapes behind an opening quote, or as they are.
template <bool escapes> static bool write_text(Writer &writer, PyObject *string) {
#if PY_VERSION_HEX < 0x030c0000
    // Strings that old extension modules made may not have their characters yet.
    if (PyUnicode_READY(string) != 0) {
        PyErr_Clear();
        writer.status = terrarium_json_memory;
        return false;
    }
#endif
    size_t count = static_cast<size_t>(PyUnicode_GET_LENGTH(string));
    // No character is less than a byte: a string that cannot fit is not copied first.
    constexpr size_t quotes = escapes ? 2 : 0;
    if (!writer.allows(count + quotes) || !writer.reserve(count + quotes + value_slack)) return false;
    if (escapes) writer.put('"');
    const void *data = PyUnicode_DATA(string);
    const uint8_t *bytes = static_cast<const uint8_t *>(data);
    size_t kept = 0;
    if (PyUnicode_IS_ASCII(string)) {
        if (!escapes) return writer.append(bytes, count);
        return write_chunks(writer, bytes, count, write_escaped<Form::ascii>);
    }
    if (const uint8_t *utf8 = kept_utf8(string, kept)) {
        if (!escapes) return writer.append(utf8, kept);
        return writer.allows(kept + quotes) && write_chunks(writer, utf8, kept, write_escaped<Form::utf8>);
    }
    if (PyUnicode_KIND(string) == PyUnicode_1BYTE_KIND) {
        return write_chunks(writer, bytes, count, escapes ? write_escaped<Form::latin> : write_characters<false, Py_UCS1>);
    }
    if (PyUnicode_KIND(string) == PyUnicode_2BYTE_KIND) {
        return write_chunks(writer, static_cast<const Py_UCS2 *>(data), count, write_characters<escapes, Py_UCS2>);
    }
    return write_chunks(writer, static_cast<const Py_UCS4 *>(data), count, write_characters<escapes, Py_UCS4>);
}

bool write_uncommon_string(Writer &writer, PyObject *string) {
    if (!write_text<true>(writer, string) || !writer.reserve(1 + value_slack)) return false;
    writer.put('"');
    return true;
}

bool write_utf8(Writer &writer, PyObject *string, size_t &length) {
    size_t start = writer.written();
    if (!write_text<false>(writer, string)) return false;
    length = writer.written() - start;
    return true;
}

}  // namespace terrarium::json
