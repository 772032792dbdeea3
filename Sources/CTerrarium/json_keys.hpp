#ifndef TERRARIUM_JSON_KEYS_HPP
#define TERRARIUM_JSON_KEYS_HPP

#include "json_codec.hpp"
#include "json_scan.hpp"

// Object keys repeat: a table of the last ones saves making and hashing them. One slot a hash, so that its size is
// bounded whatever keys come.
namespace terrarium::json {

/// A hash of the bytes that is cheap rather than strong: equal hashes only cost a slot of the table.
inline uint32_t key_hash(const uint8_t *bytes, size_t length) {
    uint64_t head = 0, tail = 0;
    if (length >= 8) {
        memcpy(&head, bytes, 8);
        memcpy(&tail, bytes + length - 8, 8);
    } else if (length >= 4) {
        memcpy(&head, bytes, 4);
        memcpy(&tail, bytes + length - 4, 4);
    } else if (length != 0) {
        head = bytes[0];
        tail = bytes[length / 2] | static_cast<uint64_t>(bytes[length - 1]) << 8;
    }
    uint64_t mixed = (head ^ (tail << 31 | tail >> 33)) + length;
    mixed *= 0x9e3779b97f4a7c15;
    return static_cast<uint32_t>(mixed >> 32);
}

/// Whether two byte strings of one length, at most `longest_cached_key`, are equal.
inline bool same_bytes(const uint8_t *left, const uint8_t *right, size_t length) {
    if (length >= 8) {
        uint64_t a, b;
        for (size_t i = 0; i + 8 < length; i += 8) {
            memcpy(&a, left + i, 8);
            memcpy(&b, right + i, 8);
            if (a != b) return false;
        }
        memcpy(&a, left + length - 8, 8);
        memcpy(&b, right + length - 8, 8);
        return a == b;
    }
    if (length >= 4) {
        uint32_t a, b, c, d;
        memcpy(&a, left, 4);
        memcpy(&b, right, 4);
        memcpy(&c, left + length - 4, 4);
        memcpy(&d, right + length - 4, 4);
        return a == b && c == d;
    }
    for (size_t i = 0; i < length; i++) {
        if (left[i] != right[i]) return false;
    }
    return true;
}

constexpr uint8_t uses_before_interning = 8;

/// Replaces a key that keeps coming by the interned string of the same text, which is the one that Python code
/// has in its constants: looking it up in a dictionary then compares addresses. GIL held.
void intern_key(terrarium_codec &codec, KeyEntry &entry);

/// The remembered key of these bytes: a new reference, or NULL without an exception when it is not remembered. GIL held.
inline PyObject *find_key(terrarium_codec &codec, const uint8_t *bytes, size_t length, uint32_t hash) {
    KeyEntry &entry = codec.keys[hash % key_entries];
    if (TERRARIUM_UNLIKELY(entry.hash != hash || entry.length != length || entry.key == nullptr)) return nullptr;
    if (TERRARIUM_UNLIKELY(!same_bytes(entry.bytes, bytes, length))) return nullptr;
    if (TERRARIUM_UNLIKELY(entry.uses < uses_before_interning)) {
        if (++entry.uses == uses_before_interning) intern_key(codec, entry);
    }
    return Py_NewRef(entry.key);
}

/// Remembers a key (borrowed) of at most `longest_cached_key` bytes in place of the one in its slot. GIL held.
void remember_key(terrarium_codec &codec, PyObject *key, size_t length, uint32_t hash);

}  // namespace terrarium::json

#endif
