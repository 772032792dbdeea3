#include "json_error.hpp"

#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace terrarium::json {

/// Cuts zero-terminated UTF-8 that was cut anywhere at the end of its last whole character.
static void end_at_character(char *text) {
    size_t length = strlen(text), start = length;
    while (start > 0 && (text[start - 1] & 0xc0) == 0x80) start--;
    if (start == 0 || (text[start - 1] & 0x80) == 0) return;
    auto lead = static_cast<unsigned char>(text[start - 1]);
    size_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (length - (start - 1) < wanted) text[start - 1] = 0;
}

terrarium_json_status describe(
    terrarium_json_error &error, terrarium_json_status status, const char *format, ...) {
    error.status = status;
    error.offset = 0;
    error.path[0] = '$';
    error.path[1] = 0;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error.detail, sizeof error.detail, format, arguments);
    va_end(arguments);
    end_at_character(error.detail);
    return status;
}

/// Writes at most `capacity` bytes of a code point, as JSON spells it in a string; the number of bytes, 0 when they do
/// not fit.
static size_t put_code_point(char *out, size_t capacity, Py_UCS4 code) {
    char bytes[8];
    size_t length = 0;
    if (code == '"' || code == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = static_cast<char>(code);
    } else if (code < 0x20 || code == 0x7f || (code >= 0xd800 && code <= 0xdfff)) {
        length = static_cast<size_t>(snprintf(bytes, sizeof bytes, "\\u%04x", static_cast<unsigned>(code)));
    } else if (code < 0x80) {
        bytes[length++] = static_cast<char>(code);
    } else if (code < 0x800) {
        bytes[length++] = static_cast<char>(0xc0 | code >> 6);
        bytes[length++] = static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        bytes[length++] = static_cast<char>(0xe0 | code >> 12);
        bytes[length++] = static_cast<char>(0x80 | (code >> 6 & 0x3f));
        bytes[length++] = static_cast<char>(0x80 | (code & 0x3f));
    } else {
        bytes[length++] = static_cast<char>(0xf0 | code >> 18);
        bytes[length++] = static_cast<char>(0x80 | (code >> 12 & 0x3f));
        bytes[length++] = static_cast<char>(0x80 | (code >> 6 & 0x3f));
        bytes[length++] = static_cast<char>(0x80 | (code & 0x3f));
    }
    if (length > capacity) return 0;
    memcpy(out, bytes, length);
    return length;
}

/// Whether a string can follow the dot of a path. GIL held.
static bool is_identifier(PyObject *key) {
    Py_ssize_t length = PyUnicode_GET_LENGTH(key);
    if (length == 0 || !PyUnicode_IS_ASCII(key)) return false;
    for (Py_ssize_t i = 0; i < length; i++) {
        Py_UCS4 c = PyUnicode_READ_CHAR(key, i);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
    }
    return true;
}

constexpr char ellipsis[] = "\xe2\x80\xa6";
constexpr size_t ellipsis_bytes = sizeof ellipsis - 1;

/// Bytes of the longest step: longer keys are cut.
constexpr size_t longest_step = 96;

/// Writes one step; the number of bytes. GIL held.
static size_t put_step(char (&out)[longest_step], PathStep step) {
    if (step.key == nullptr) {
        return static_cast<size_t>(snprintf(out, sizeof out, "[%zu]", step.index));
    }
#if PY_VERSION_HEX < 0x030c0000
    if (PyUnicode_READY(step.key) != 0) {
        PyErr_Clear();
        return static_cast<size_t>(snprintf(out, sizeof out, "[?]"));
    }
#endif
    bool identifier = is_identifier(step.key);
    size_t length = 0;
    out[length++] = identifier ? '.' : '[';
    if (!identifier) out[length++] = '"';
    Py_ssize_t count = PyUnicode_GET_LENGTH(step.key);
    for (Py_ssize_t i = 0; i < count; i++) {
        // Room for the ellipsis, the quote and the bracket.
        size_t room = sizeof out - length - ellipsis_bytes - 2;
        size_t put = put_code_point(out + length, room, PyUnicode_READ_CHAR(step.key, i));
        if (put == 0) {
            memcpy(out + length, ellipsis, ellipsis_bytes);
            length += ellipsis_bytes;
            break;
        }
        length += put;
    }
    if (!identifier) {
        out[length++] = '"';
        out[length++] = ']';
    }
    return length;
}

void write_path(terrarium_json_error &error, size_t count, PathSteps steps, const void *context) {
    constexpr size_t capacity = terrarium_json_path_capacity - 1;
    // The first half may be filled from the front; what remains belongs to the steps nearest to the value.
    constexpr size_t front = capacity / 2;
    char *path = error.path;
    size_t length = 0;
    path[length++] = '$';
    char text[longest_step];
    size_t position = 0;
    for (; position < count; position++) {
        size_t bytes = put_step(text, steps(context, position));
        if (length + bytes > front) break;
        memcpy(path + length, text, bytes);
        length += bytes;
    }
    if (position < count) {
        char tail[terrarium_json_path_capacity];
        size_t room = capacity - length - ellipsis_bytes, used = 0, last = count;
        while (last > position) {
            size_t bytes = put_step(text, steps(context, last - 1));
            // A step that closes the gap needs no ellipsis.
            if (bytes + used > room + (last - 1 == position ? ellipsis_bytes : 0)) break;
            used += bytes;
            memcpy(tail + sizeof tail - used, text, bytes);
            last--;
        }
        if (last > position) {
            memcpy(path + length, ellipsis, ellipsis_bytes);
            length += ellipsis_bytes;
        }
        memcpy(path + length, tail + sizeof tail - used, used);
        length += used;
    }
    path[length] = 0;
}

/// Copies a string's characters into `out`, cut when they do not fit; the number of bytes. GIL held.
static size_t put_string(char *out, size_t capacity, PyObject *string) {
    size_t length = 0;
#if PY_VERSION_HEX < 0x030c0000
    if (PyUnicode_READY(string) != 0) {
        PyErr_Clear();
        return 0;
    }
#endif
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(string); i++) {
        size_t put = put_code_point(out + length, capacity - length, PyUnicode_READ_CHAR(string, i));
        if (put == 0) break;
        length += put;
    }
    return length;
}

void type_name(PyTypeObject *type, char *name, size_t capacity) {
    if ((type->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0) {
        snprintf(name, capacity, "%s", type->tp_name);
        end_at_character(name);
        return;
    }
    // The attributes are read from where they are stored: asking for them could run a metaclass's code.
    size_t length = 0;
    PyObject *module = nullptr;
    if (type->tp_dict != nullptr) {
        module = PyDict_GetItemString(type->tp_dict, "__module__");
    }
    if (module != nullptr && PyUnicode_Check(module) && PyUnicode_CompareWithASCIIString(module, "builtins") != 0) {
        length = put_string(name, capacity - 2, module);
        if (length != 0) name[length++] = '.';
    }
    PyObject *qualified = reinterpret_cast<PyHeapTypeObject *>(type)->ht_qualname;
    if (qualified != nullptr && PyUnicode_Check(qualified)) {
        length += put_string(name + length, capacity - 1 - length, qualified);
    }
    name[length] = 0;
    // `greeter#1.errors.Thing` is `errors.Thing` to whoever wrote the plugin.
    const char *mark = strchr(name, '#');
    const char *dot = strchr(name, '.');
    if (mark != nullptr && dot != nullptr && mark < dot) memmove(name, dot + 1, strlen(dot));
}

}  // namespace terrarium::json
