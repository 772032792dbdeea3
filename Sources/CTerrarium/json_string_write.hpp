#ifndef TERRARIUM_JSON_STRING_WRITE_HPP
#define TERRARIUM_JSON_STRING_WRITE_HPP

#include <Python.h>

#include "json_writer.hpp"

// `str` to string literals, and to UTF-8 as it is.
namespace terrarium::json {

static_assert(sizeof(PyASCIIObject) >= block_bytes, "the bytes before a string's data are read");

/// The longest string that is written in one go.
constexpr size_t short_string = 256;

/// Bytes of one escaped character, at most.
constexpr size_t longest_escape = 6;

/// What the bytes of a string are.
enum class Form { ascii, latin, utf8 };

/// Writes bytes of one form, UTF-8 known to be valid, with escapes where they are needed, no quotes. There is room for
/// `longest_escape` bytes each and a block more.
template <Form form> uint8_t *write_escaped(uint8_t *out, const uint8_t *bytes, size_t length);

/// Writes a string that is not short ASCII in compact form: any `str`, also of a subclass, read from its storage. Leaves
/// `value_slack`. False with the writer's status set. GIL held.
bool write_uncommon_string(Writer &writer, PyObject *string);

/// Writes any `str`, also of a subclass, read from its storage, as UTF-8 without quotes and escapes; `length` receives the
/// bytes. Leaves `value_slack`. False with the writer's status set. GIL held.
bool write_utf8(Writer &writer, PyObject *string, size_t &length);

/// Writes ASCII of at most `short_string` bytes, a compact string's data, with the room that `write_escaped` asks for. With
/// `escapes`, what has to be escaped is left to that.
template <bool escapes = true> inline uint8_t *write_short(uint8_t *out, const uint8_t *bytes, size_t length) {
    if (length <= block_bytes) {
        if (TERRARIUM_UNLIKELY(length == 0)) return out;
        // The sixteen bytes that end with the string: what is before it belongs to the same object. So one path for all
        // lengths, in place of branches that cannot be predicted.
        const uint8_t *back = bytes + length - block_bytes;
        size_t before = block_bytes - length;
        uint64_t mask = special_mask<true>(load_block(back)) >> before * mask_bits;
        unsigned __int128 text;
        memcpy(&text, back, block_bytes);
        text >>= 8 * before;
        memcpy(out, &text, block_bytes);
        if constexpr (!escapes) return out + length;
        return TERRARIUM_LIKELY(mask == 0) ? out + length : write_escaped<Form::ascii>(out, bytes, length);
    }
    size_t last = length - block_bytes;
    for (size_t i = 0; i < last; i += block_bytes) {
        Block block = load_block(bytes + i);
        store_block(out + i, block);
        if (TERRARIUM_UNLIKELY(escapes && special_mask<true>(block) != 0)) return write_escaped<Form::ascii>(out + i, bytes + i, length - i);
    }
    Block tail = load_block(bytes + last);
    store_block(out + last, tail);
    if constexpr (!escapes) return out + length;
    uint64_t mask = special_mask<true>(tail);
    return TERRARIUM_LIKELY(mask == 0) ? out + length : write_escaped<Form::ascii>(out + last, bytes + last, block_bytes);
}

/// Writes a `str` (borrowed), of a subclass too, as a literal in quotes, and the character `after` if there is one. Leaves
/// `value_slack` but for that. False with the writer's status set. GIL held.
template <char after = 0> __attribute__((always_inline)) inline bool write_string(Writer &writer, PyObject *string) {
    if (TERRARIUM_LIKELY(PyUnicode_IS_COMPACT_ASCII(string))) {
        size_t length = static_cast<size_t>(PyUnicode_GET_LENGTH(string));
        if (TERRARIUM_LIKELY(length <= short_string)) {
            if (TERRARIUM_UNLIKELY(!writer.reserve(length * longest_escape + block_bytes + 2 + value_slack))) return false;
            const uint8_t *bytes = reinterpret_cast<const uint8_t *>(reinterpret_cast<PyASCIIObject *>(string) + 1);
            uint8_t *out = writer.cursor;
            *out++ = '"';
            out = write_short(out, bytes, length);
            *out++ = '"';
            if (after != 0) *out++ = after;
            writer.cursor = out;
            return true;
        }
    }
    if (TERRARIUM_UNLIKELY(!write_uncommon_string(writer, string))) return false;
    if (after != 0) writer.put(after);
    return true;
}

}  // namespace terrarium::json

#endif
