#include "json_keys.hpp"

namespace terrarium::json {

/// Interned strings live for ever on some versions of CPython (3.12), and keys come from outside: so many at most.
constexpr uint32_t most_interned_keys = 4096;

/// Where the UTF-8 bytes of a string are, in memory of the string; NULL when out of memory. GIL held.
static const uint8_t *utf8_bytes(PyObject *string) {
    if (PyUnicode_IS_COMPACT_ASCII(string)) return static_cast<const uint8_t *>(PyUnicode_DATA(string));
    const char *bytes = PyUnicode_AsUTF8AndSize(string, nullptr);
    if (bytes == nullptr) PyErr_Clear();
    return reinterpret_cast<const uint8_t *>(bytes);
}

void intern_key(terrarium_codec &codec, KeyEntry &entry) {
    if (codec.interned_keys >= most_interned_keys) return;
    codec.interned_keys++;
    PyObject *key = Py_NewRef(entry.key);
    PyUnicode_InternInPlace(&key);
    const uint8_t *bytes = utf8_bytes(key);
    if (bytes == nullptr) {
        Py_DECREF(key);
        return;
    }
    entry.bytes = bytes;
    Py_SETREF(entry.key, key);
}

void remember_key(terrarium_codec &codec, PyObject *key, size_t length, uint32_t hash) {
    const uint8_t *bytes = utf8_bytes(key);
    if (bytes == nullptr) return;
    // Strings keep their hash: computed once here, not once a dictionary.
    if (PyObject_Hash(key) == -1) {
        PyErr_Clear();
        return;
    }
    KeyEntry &entry = codec.keys[hash % key_entries];
    PyObject *old = entry.key;
    entry = {Py_NewRef(key), bytes, hash, static_cast<uint8_t>(length), 0};
    Py_XDECREF(old);
}

}  // namespace terrarium::json
