#include <cstdlib>

#include "json_codec.hpp"
#include "json_containers.hpp"
#include "json_error.hpp"
#include "json_keys.hpp"
#include "json_number_read.hpp"
#include "json_scan.hpp"
#include "json_string_read.hpp"
#include "json_utf8.hpp"

// Text to Python objects in one pass. Nothing here recurses, and nothing here can run Python code: only objects of
// built-in types are made, and the cyclic garbage collector is kept from running in between.
namespace terrarium::json {
namespace {

/// What Fidius allows.
constexpr uint32_t fidius_depth = 128;

/// A marker on the value stack, below the values of a container: where the values of the container around it start, and
/// whether that one is an object.
PyObject *marker(size_t base, bool object) {
    return reinterpret_cast<PyObject *>(static_cast<uintptr_t>(base) << 1 | static_cast<uintptr_t>(object));
}

/// What reading one text needs. The values of every open container lie on one stack, outermost first, keys and values
/// of an object in turn. A closed container becomes one value of the container around it.
class Decoder {
public:
    Decoder(terrarium_codec &codec, const uint8_t *text, size_t length, const terrarium_limits &limits)
        : codec(codec), text(text), end(text + length), limits(limits),
          depth_limit(limits.fidius && limits.depth > fidius_depth ? fidius_depth : limits.depth) {}

    /// Reads the text. With `spread`, the elements of a top-level array stay on the stack. Afterwards there are
    /// `count()` values, owned by the caller, from `values()`. GIL held.
    terrarium_json_status read(bool spread, terrarium_json_error &error);

    PyObject **values() { return stack() + 1; }
    size_t count() const { return top - 1; }
    bool is_spread() const { return spread_array; }

    /// Gives the stack back. The values on it are the caller's. GIL held.
    void end_stack() { give_scratch(codec.decode_stack, scratch); }

private:
    terrarium_codec &codec;
    const uint8_t *const text;
    const uint8_t *const end;
    const terrarium_limits &limits;
    const uint32_t depth_limit;
    Scratch scratch = {nullptr, 0};
    size_t top = 1, base = 1;
    uint32_t depth = 0;
    bool object = false, spread_array = false;
    /// Refused between two elements of an array, so at none of them.
    bool between_elements = false;
    Refusal refusal = {terrarium_json_ok, nullptr, nullptr};

    PyObject **stack() { return static_cast<PyObject **>(scratch.memory); }
    terrarium_json_status run(bool spread);
    PyObject *read_key(const uint8_t *start, const uint8_t *&next);
    PyObject *read_new_key(const uint8_t *start, const uint8_t *&next);
    PyObject *make_object(PyObject **pairs, size_t count);
    bool grow_stack(PyObject **&values, size_t &capacity) {
        if (!grow_scratch(scratch, 0)) return false;
        values = stack();
        capacity = scratch.bytes / sizeof(PyObject *);
        return true;
    }
    void drop_values();
    void report(terrarium_json_error &error);
    static PathStep step(const void *context, size_t position);
};

inline const uint8_t *skip_blanks(const uint8_t *bytes, const uint8_t *end) {
    // Compact text has none.
    if (TERRARIUM_LIKELY(bytes < end && *bytes > ' ')) return bytes;
    while (bytes < end) {
        // Indented text has long runs of spaces.
        uint64_t word;
        if (end - bytes >= 8) {
            memcpy(&word, bytes, 8);
            if (word == 0x2020202020202020) {
                bytes += 8;
                continue;
            }
        }
        if (*bytes != ' ' && *bytes != '\n' && *bytes != '\r' && *bytes != '\t') break;
        bytes++;
    }
    return bytes;
}

/// Orders a dictionary's entries by the UTF-8 bytes of their keys, which is the order of their code points: a new
/// reference in place of `dictionary`, or NULL with MemoryError set and `dictionary` dropped.
PyObject *sort_dictionary(PyObject *dictionary) {
    PyObject *keys = PyDict_Keys(dictionary), *sorted = nullptr;
    if (keys != nullptr && PyList_Sort(keys) == 0) sorted = PyDict_New();
    if (sorted != nullptr) {
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(keys); i++) {
            PyObject *key = PyList_GET_ITEM(keys, i);
            PyObject *value = PyDict_GetItemWithError(dictionary, key);
            if (value == nullptr || PyDict_SetItem(sorted, key, value) != 0) {
                Py_CLEAR(sorted);
                break;
            }
        }
    }
    Py_XDECREF(keys);
    Py_DECREF(dictionary);
    return sorted;
}

/// Makes a dictionary of keys and values and takes them over: a new reference, or NULL with MemoryError set and nothing
/// taken.
PyObject *Decoder::make_object(PyObject **pairs, size_t count) {
    PyObject *dictionary = make_dictionary(pairs, count);
    if (TERRARIUM_UNLIKELY(limits.fidius && dictionary != nullptr)) dictionary = sort_dictionary(dictionary);
    if (TERRARIUM_UNLIKELY(dictionary == nullptr)) return nullptr;
    for (size_t i = 0; i < 2 * count; i++) Py_DECREF(pairs[i]);
    return dictionary;
}

/// Reads a key that is not remembered, and remembers it.
PyObject *Decoder::read_new_key(const uint8_t *start, const uint8_t *&next) {
    PyObject *key = read_string(start, end, next, refusal);
    if (TERRARIUM_UNLIKELY(key == nullptr)) return nullptr;
    size_t length = static_cast<size_t>(next - 1 - start);
    // With escapes, the bytes in the text are not the bytes of the key.
    if (length <= longest_cached_key && memchr(start, '\\', length) == nullptr) {
        remember_key(codec, key, length, key_hash(start, length));
    }
    return key;
}

/// Reads the key whose opening quote is before `start`: a new reference, or NULL with `refusal` filled.
inline PyObject *Decoder::read_key(const uint8_t *start, const uint8_t *&next) {
    const uint8_t *special = find_special<false>(start, end);
    size_t length = static_cast<size_t>(special - start);
    if (TERRARIUM_LIKELY(special < end && *special == '"' && length <= longest_cached_key)) {
        PyObject *key = find_key(codec, start, length, key_hash(start, length));
        if (TERRARIUM_LIKELY(key != nullptr)) {
            next = special + 1;
            return key;
        }
    }
    return read_new_key(start, next);
}

/// Refuses the text and leaves the machine.
#define TERRARIUM_STOP(status, at, detail) \
    do {                                   \
        refusal = {status, at, detail};    \
        goto stop;                         \
    } while (false)

/// The machine: one iteration a value. Its state is in local variables, and in the decoder whenever it stops.
terrarium_json_status Decoder::run(bool spread) {
    const uint8_t *bytes = text;
    PyObject **values = stack();
    size_t capacity = scratch.bytes / sizeof(PyObject *);
    size_t top = this->top, base = this->base;
    uint32_t depth = this->depth;
    bool object = false;
    PyObject *value;

    if (TERRARIUM_UNLIKELY(end - bytes >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf)) {
        TERRARIUM_STOP(terrarium_json_encoding, bytes, "a byte order mark");
    }

read_value:
    bytes = skip_blanks(bytes, end);
    if (TERRARIUM_UNLIKELY(bytes == end)) TERRARIUM_STOP(terrarium_json_syntax, end, "expected a value, and the text ends");
    switch (*bytes) {
    case '"':
        value = read_string(bytes + 1, end, bytes, refusal);
        if (TERRARIUM_UNLIKELY(value == nullptr)) goto stop;
        break;
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        value = read_number(bytes, end, limits.integer_digits, bytes, refusal);
        if (TERRARIUM_UNLIKELY(value == nullptr)) goto stop;
        break;
    case '[': case '{': {
        if (TERRARIUM_UNLIKELY(depth >= depth_limit)) {
            TERRARIUM_STOP(terrarium_json_depth, bytes, "nested too deeply");
        }
        // Room for the marker, and for a key and a value after it.
        if (TERRARIUM_UNLIKELY(top + 3 > capacity)) {
            if (!grow_stack(values, capacity)) TERRARIUM_STOP(terrarium_json_memory, bytes, "no memory for the values");
        }
        if (spread && depth == 0 && *bytes == '[') {
            spread_array = true;
        } else {
            values[top++] = marker(base, object);
            base = top;
        }
        depth++;
        object = *bytes == '{';
        bytes = skip_blanks(bytes + 1, end);
        if (object) {
            if (bytes < end && *bytes == '}') goto close;
            goto key;
        }
        if (bytes < end && *bytes == ']') goto close;
        goto read_value;
    }
    case 't': case 'f': case 'n': {
        const char *word = *bytes == 't' ? "true" : *bytes == 'f' ? "false" : "null";
        value = *bytes == 't' ? Py_True : *bytes == 'f' ? Py_False : Py_None;
        for (size_t i = 0; word[i] != 0; i++) {
            if (TERRARIUM_UNLIKELY(bytes + i == end || bytes[i] != static_cast<uint8_t>(word[i]))) {
                TERRARIUM_STOP(terrarium_json_syntax, bytes + i, "expected a value");
            }
        }
        bytes += *bytes == 'f' ? 5 : 4;
        Py_INCREF(value);
        break;
    }
    default:
        TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected a value");
    }

push:
    values[top++] = value;
    if (TERRARIUM_UNLIKELY(depth == 0)) goto finish;
    // Room for a key and a value, so that pushing needs no check.
    if (TERRARIUM_UNLIKELY(top + 2 > capacity)) {
        if (!grow_stack(values, capacity)) TERRARIUM_STOP(terrarium_json_memory, bytes, "no memory for the values");
    }
    bytes = skip_blanks(bytes, end);
    if (TERRARIUM_UNLIKELY(bytes == end)) {
        between_elements = !object;
        TERRARIUM_STOP(terrarium_json_syntax, end, object ? "the text ends inside an object" : "the text ends inside an array");
    }
    if (object) {
        if (TERRARIUM_LIKELY(*bytes == ',')) {
            bytes = skip_blanks(bytes + 1, end);
            goto key;
        }
        if (TERRARIUM_UNLIKELY(*bytes != '}')) TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected a comma or }");
    } else {
        if (TERRARIUM_LIKELY(*bytes == ',')) {
            bytes++;
            goto read_value;
        }
        if (TERRARIUM_UNLIKELY(*bytes != ']')) {
            between_elements = true;
            TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected a comma or ]");
        }
    }

close: {
    bytes++;
    PyObject **items = values + base;
    size_t items_count = top - base;
    if (TERRARIUM_UNLIKELY(depth == 1 && spread_array)) {
        depth = 0;
        goto finish;
    }
    value = object ? make_object(items, items_count / 2) : make_list(items, items_count);
    if (TERRARIUM_UNLIKELY(value == nullptr)) {
        PyErr_Clear();
        TERRARIUM_STOP(terrarium_json_memory, bytes - 1, "no memory for a container");
    }
    uintptr_t around = reinterpret_cast<uintptr_t>(items[-1]);
    top = base - 1;
    base = around >> 1;
    object = (around & 1) != 0;
    depth--;
    goto push;
}

key:
    if (TERRARIUM_UNLIKELY(bytes == end)) TERRARIUM_STOP(terrarium_json_syntax, end, "the text ends inside an object");
    if (TERRARIUM_UNLIKELY(*bytes != '"')) TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected a key in double quotes");
    value = read_key(bytes + 1, bytes);
    if (TERRARIUM_UNLIKELY(value == nullptr)) goto stop;
    values[top++] = value;
    bytes = skip_blanks(bytes, end);
    if (TERRARIUM_UNLIKELY(bytes == end)) TERRARIUM_STOP(terrarium_json_syntax, end, "the text ends inside an object");
    if (TERRARIUM_UNLIKELY(*bytes != ':')) TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected a colon");
    bytes++;
    goto read_value;

finish:
    bytes = skip_blanks(bytes, end);
    if (TERRARIUM_UNLIKELY(bytes != end)) TERRARIUM_STOP(terrarium_json_syntax, bytes, "expected nothing more");

stop:
    this->top = top;
    this->base = base;
    this->depth = depth;
    this->object = object;
    return refusal.status;
}

#undef TERRARIUM_STOP

/// Drops every value on the stack. Markers are not values.
void Decoder::drop_values() {
    for (;;) {
        while (top > base) Py_DECREF(stack()[--top]);
        uintptr_t around = reinterpret_cast<uintptr_t>(stack()[base - 1]);
        top = base - 1;
        base = around >> 1;
        if (base == 0) return;
    }
}

/// A step of the path to where reading stopped, for `write_path`.
PathStep Decoder::step(const void *context, size_t position) {
    auto *decoder = static_cast<Decoder *>(const_cast<void *>(context));
    PyObject **stack = decoder->stack();
    size_t base = decoder->base, top = decoder->top;
    bool object = decoder->object;
    for (size_t level = decoder->depth - 1; level > position; level--) {
        uintptr_t around = reinterpret_cast<uintptr_t>(stack[base - 1]);
        top = base - 1;
        base = around >> 1;
        object = (around & 1) != 0;
    }
    return object ? PathStep{stack[top - 1], 0} : PathStep{nullptr, top - base};
}

/// Fills the error from the refusal and the stack.
void Decoder::report(terrarium_json_error &error) {
    terrarium_json_status status = refusal.status;
    const uint8_t *at = refusal.at;
    const uint8_t *ignored = nullptr;
    // Outside of strings every byte from 0x80 is unexpected, but bytes that are not text at all deserve to be told so.
    if (status == terrarium_json_syntax && at < end && *at >= 0x80 && utf8_sequence(at, end, ignored) == 0) {
        describe(error, terrarium_json_encoding, "not UTF-8");
    } else if (status == terrarium_json_depth) {
        describe(error, status, "nested more than %u deep", depth_limit);
    } else {
        describe(error, status, "%s", refusal.detail);
    }
    error.offset = static_cast<size_t>(at - text);
    // An object that waits for a key, or for what follows a value, has no step of its own.
    size_t steps = depth;
    if (steps != 0 && (between_elements || (object && (top - base) % 2 == 0))) steps--;
    write_path(error, steps, step, this);
}

terrarium_json_status Decoder::read(bool spread, terrarium_json_error &error) {
    if (static_cast<size_t>(end - text) > limits.input_bytes) {
        describe(error, terrarium_json_size, "%zu bytes, and the limit is %zu", static_cast<size_t>(end - text),
                 limits.input_bytes);
        error.offset = limits.input_bytes;
        return terrarium_json_size;
    }
    constexpr size_t first_bytes = 256 * sizeof(PyObject *);
    scratch = take_scratch(codec.decode_stack, first_bytes);
    if (scratch.memory == nullptr) return describe(error, terrarium_json_memory, "no memory for the values");
    stack()[0] = marker(0, false);
    terrarium_json_status status = run(spread);
    if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) {
        report(error);
        drop_values();
        end_stack();
        return error.status;
    }
    return error.status = terrarium_json_ok;
}

}  // namespace
}  // namespace terrarium::json

using namespace terrarium::json;

extern "C" PyObject *terrarium_json_decode(
    terrarium_codec *codec, const uint8_t *text, size_t length, const terrarium_limits *limits,
    terrarium_json_error *error) {
    CollectorPause pause;
    Decoder decoder(*codec, text, length, *limits);
    if (decoder.read(false, *error) != terrarium_json_ok) return nullptr;
    PyObject *value = decoder.values()[0];
    decoder.end_stack();
    return value;
}

extern "C" terrarium_json_status terrarium_json_decode_arguments(
    terrarium_codec *codec, const uint8_t *text, size_t length, const terrarium_limits *limits,
    terrarium_json_arguments *arguments, terrarium_json_error *error) {
    arguments->values = nullptr;
    arguments->count = 0;
    CollectorPause pause;
    Decoder decoder(*codec, text, length, *limits);
    if (decoder.read(true, *error) != terrarium_json_ok) return error->status;
    PyObject **values = decoder.values();
    size_t count = decoder.count();
    if (!decoder.is_spread() && values[0] == Py_None) {
        Py_DECREF(values[0]);
        count = 0;
    }
    PyObject **slots = arguments->inline_slots;
    if (count > terrarium_json_inline_arguments) {
        slots = static_cast<PyObject **>(malloc((count + 1) * sizeof(PyObject *)));
    }
    if (slots == nullptr) {
        for (size_t i = 0; i < count; i++) Py_DECREF(values[i]);
        decoder.end_stack();
        return describe(*error, terrarium_json_memory, "no memory for the arguments");
    }
    slots[0] = nullptr;
    for (size_t i = 0; i < count; i++) slots[i + 1] = values[i];
    decoder.end_stack();
    arguments->values = slots + 1;
    arguments->count = static_cast<Py_ssize_t>(count);
    return terrarium_json_ok;
}
