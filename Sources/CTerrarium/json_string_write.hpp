#ifndef TERRARIUM_JSON_STRING_WRITE_HPP
#define TERRARIUM_JSON_STRING_WRITE_HPP

#include <Python.h>

#include "json_writer.hpp"

// `str` to string literals.
namespace terrarium::json {

/// Room that every writing function finds reserved when it starts and leaves for what follows a value: punctuation.
constexpr size_t value_slack = 8;

/// The longest string that is written in one go.
constexpr size_t short_string = 256;

/// Bytes of one escaped character, at most.
constexpr size_t longest_escape = 6;

/// Writes ASCII (or, with `ascii` false, UTF-8 known to be valid) with escapes where they are needed, no quotes. There
/// is room for `longest_escape` bytes each and a block more.
template <bool ascii> uint8_t *write_escaped(uint8_t *out, const uint8_t *bytes, size_t length);

/// Writes a string that is not short ASCII in compact form: any `str`, also of a subclass, read from its storage. Leaves
/// `value_slack`. False with the writer's status set. GIL held.
bool write_uncommon_string(Writer &writer, PyObject *string);

/// Copies plain ASCII of at most `short_string` bytes; NULL when something has to be escaped. Reads nothing but the
/// bytes, and writes nothing past them.
inline uint8_t *copy_plain(uint8_t *out, const uint8_t *bytes, size_t length) {
    if (length >= block_bytes) {
        Block found = {};
        size_t i = 0;
        for (; i + block_bytes <= length; i += block_bytes) {
            Block block = load_block(bytes + i);
            store_block(out + i, block);
            found |= special_bytes<true>(block);
        }
        Block tail = load_block(bytes + length - block_bytes);
        store_block(out + length - block_bytes, tail);
        found |= special_bytes<true>(tail);
        return gather(found) == 0 ? out + length : nullptr;
    }
    if (length >= 8) {
        uint64_t head, tail;
        memcpy(&head, bytes, 8);
        memcpy(&tail, bytes + length - 8, 8);
        if (TERRARIUM_UNLIKELY(may_have_special(head) | may_have_special(tail))) return nullptr;
        memcpy(out, &head, 8);
        memcpy(out + length - 8, &tail, 8);
        return out + length;
    }
    if (length >= 4) {
        uint32_t head, tail;
        memcpy(&head, bytes, 4);
        memcpy(&tail, bytes + length - 4, 4);
        if (TERRARIUM_UNLIKELY(may_have_special(static_cast<uint64_t>(tail) << 32 | head))) return nullptr;
        memcpy(out, &head, 4);
        memcpy(out + length - 4, &tail, 4);
        return out + length;
    }
    for (size_t i = 0; i < length; i++) {
        if (TERRARIUM_UNLIKELY(is_special<true>(bytes[i]))) return nullptr;
        out[i] = bytes[i];
    }
    return out + length;
}

/// Writes a `str` (borrowed), of a subclass too, as a literal in quotes. Leaves `value_slack`. False with the writer's
/// status set. GIL held.
inline bool write_string(Writer &writer, PyObject *string) {
    if (TERRARIUM_LIKELY(PyUnicode_IS_COMPACT_ASCII(string))) {
        size_t length = static_cast<size_t>(PyUnicode_GET_LENGTH(string));
        if (TERRARIUM_LIKELY(length <= short_string)) {
            if (TERRARIUM_UNLIKELY(!writer.reserve(length * longest_escape + block_bytes + 2 + value_slack))) return false;
            const uint8_t *bytes = reinterpret_cast<const uint8_t *>(reinterpret_cast<PyASCIIObject *>(string) + 1);
            uint8_t *out = writer.cursor;
            *out++ = '"';
            uint8_t *behind = copy_plain(out, bytes, length);
            if (TERRARIUM_UNLIKELY(behind == nullptr)) behind = write_escaped<true>(out, bytes, length);
            *behind++ = '"';
            writer.cursor = behind;
            return true;
        }
    }
    return write_uncommon_string(writer, string);
}

}  // namespace terrarium::json

#endif
