#include <cstdlib>

#include "json_codec.hpp"
#include "json_containers.hpp"
#include "json_error.hpp"
#include "json_keys.hpp"
#include "json_scan.hpp"
#include "json_string_read.hpp"
#include "packed.h"
#include "packed_library.hpp"
#include "packed_tags.hpp"

// Packed values to Python objects in one pass. Nothing here recurses. Python code, that of the standard library, runs
// only where a date, UUID or decimal number is made: what is kept across it is owned, and no container that is visible
// to it is half-made.
namespace terrarium::packed {

using namespace json;

namespace {

/// What a container will be.
enum class Kind : uint8_t { none, list, tuple, set, frozenset, object };

/// A container whose values are being read. They are collected on a stack, and no memory is taken for the container
/// before they are all there: a count in a message may be anything.
struct Open {
    /// Where its values start on the stack: keys and values of an object in turn.
    size_t base;
    /// Values that are still to come.
    uint32_t left;
    Kind kind;
    /// It is inside a set, so it must be something that can be hashed.
    bool hashable;
};

/// The state of the container around an open one lies below its values, in the place of so many.
constexpr size_t open_slots = sizeof(Open) / sizeof(PyObject *);
static_assert(sizeof(Open) == open_slots * sizeof(PyObject *));

/// What every step leaves free on the stack: a key, a value, and the state around a container.
constexpr size_t free_slots = 2 + open_slots;

/// What reading one message needs. The values of every open container lie on one stack, outermost first. A closed
/// container becomes one value of the container around it.
class Decoder {
public:
    Decoder(terrarium_codec &codec, const uint8_t *bytes, size_t length, const terrarium_limits &limits)
        : codec(codec), bytes(bytes), end(bytes + length), cursor(bytes), limits(limits) {}
    ~Decoder() {
        if (scratch.memory != nullptr) give_scratch(codec.decode_stack, scratch);
    }
    Decoder(const Decoder &) = delete;
    Decoder &operator=(const Decoder &) = delete;

    /// Whether the message is not too large.
    bool check_size() {
        return left() <= limits.input_bytes || refuse(terrarium_json_size, bytes, "too many bytes");
    }

    /// Opens the tuple of arguments, and gives their number.
    bool open_arguments(uint32_t &count);

    /// Reads the next value, which is in `depth` containers: a new reference; NULL with the refusal filled, and an
    /// exception set exactly when its status is `terrarium_json_raised`.
    __attribute__((always_inline)) PyObject *read(uint32_t depth) {
        // Most arguments are no containers, and need no machine.
        if (TERRARIUM_UNLIKELY(cursor == end) || is_container(*cursor)) return run(depth);
        const uint8_t *start = cursor++;
        PyObject *value = read_scalar(start, false);
        if (TERRARIUM_UNLIKELY(value == nullptr)) refuse_value(start);
        return value;
    }

    /// Whether the message has no more.
    bool check_end() {
        return cursor == end || refuse(terrarium_json_syntax, cursor, "there is something behind the value");
    }

    /// Fills the error from the refusal. The status.
    terrarium_json_status report(terrarium_json_error &error);

private:
    terrarium_codec &codec;
    const uint8_t *const bytes;
    const uint8_t *const end;
    const uint8_t *cursor;
    const terrarium_limits &limits;
    Scratch scratch = {nullptr, 0};
    Refusal refusal = {terrarium_json_ok, nullptr, nullptr};

    size_t left() const { return static_cast<size_t>(end - cursor); }
    bool refuse(terrarium_json_status status, const uint8_t *at, const char *detail) {
        refusal = {status, at, detail};
        return false;
    }
    void refuse_value(const uint8_t *start);
    static bool is_container(uint8_t tag) { return static_cast<uint8_t>(tag - tag_list) <= tag_object - tag_list; }
    PyObject *run(uint32_t depth);
    bool take_length(const uint8_t *start, uint32_t &length);
    PyObject *make_text(const uint8_t *start, size_t length);
    PyObject *read_key();
    PyObject *read_scalar(const uint8_t *start, bool hashable);
    PyObject *read_uncommon(const uint8_t *start, bool hashable);
    PyObject *make(Kind kind, PyObject **items, size_t count);
    bool kind_of(const uint8_t *start, bool hashable, Kind &kind);
    bool grow_stack(size_t top);
    void drop(PyObject **values, size_t top, Open open);
};

constexpr const char *cut = "the message ends inside of a value";

/// Takes the length of the bytes that follow, which are all there, or the count of the values, each of which has one at
/// least.
inline bool Decoder::take_length(const uint8_t *start, uint32_t &length) {
    if (TERRARIUM_UNLIKELY(left() < sizeof length)) return refuse(terrarium_json_syntax, start, cut);
    length = load<uint32_t>(cursor);
    cursor += sizeof length;
    return TERRARIUM_LIKELY(length <= left()) || refuse(terrarium_json_syntax, start, cut);
}

inline bool is_ascii(const uint8_t *bytes, size_t length) {
    constexpr uint64_t high = 0x8080808080808080;
    if (length >= 16) {
        Block all = {};
        for (size_t i = 0; i + block_bytes < length; i += block_bytes) all |= load_block(bytes + i);
        all |= load_block(bytes + length - block_bytes);
        auto halves = __builtin_bit_cast(unsigned __int128, all);
        return ((static_cast<uint64_t>(halves) | static_cast<uint64_t>(halves >> 64)) & high) == 0;
    }
    if (length >= 8) return ((load<uint64_t>(bytes) | load<uint64_t>(bytes + length - 8)) & high) == 0;
    if (length >= 4) return ((load<uint32_t>(bytes) | load<uint32_t>(bytes + length - 4)) & high) == 0;
    if (length == 0) return true;
    return ((bytes[0] | bytes[length / 2] | bytes[length - 1]) & 0x80) == 0;
}

/// Makes a `str` of the next `length` bytes, which are there, and moves behind them.
inline PyObject *Decoder::make_text(const uint8_t *start, size_t length) {
    const uint8_t *text = cursor;
    cursor += length;
    if (TERRARIUM_LIKELY(is_ascii(text, length))) return make_ascii(text, length);
    PyObject *string =
        PyUnicode_DecodeUTF8(reinterpret_cast<const char *>(text), static_cast<Py_ssize_t>(length), nullptr);
    if (string == nullptr && PyErr_ExceptionMatches(PyExc_UnicodeError)) {
        refuse(terrarium_json_encoding, start, "not UTF-8");
    }
    return string;
}

/// Reads the key of an entry: a new reference, or NULL with the refusal filled and no exception set.
inline PyObject *Decoder::read_key() {
    const uint8_t *start = cursor;
    uint32_t length;
    if (TERRARIUM_UNLIKELY(!take_length(start, length))) return nullptr;
    const uint8_t *text = cursor;
    uint32_t hash = 0;
    if (TERRARIUM_LIKELY(length <= longest_cached_key)) {
        hash = key_hash(text, length);
        PyObject *key = find_key(codec, text, length, hash);
        if (TERRARIUM_LIKELY(key != nullptr)) {
            cursor += length;
            return key;
        }
    }
    PyObject *key = make_text(start, length);
    if (TERRARIUM_UNLIKELY(key == nullptr)) {
        PyErr_Clear();
        if (refusal.status == terrarium_json_ok) refuse(terrarium_json_memory, start, "no memory for a key");
    } else if (length <= longest_cached_key) {
        remember_key(codec, key, length, hash);
    }
    return key;
}

/// Reads the payload of a value that is rare, and no container. As `read_scalar`.
__attribute__((noinline)) PyObject *Decoder::read_uncommon(const uint8_t *start, bool hashable) {
    uint8_t tag = *start;
    const uint8_t *payload = cursor;
    uint32_t length = 0;
    switch (tag) {
    case tag_wide_integer: case tag_wide_unsigned: case tag_uuid: length = wide_bytes; break;
    case tag_instant: case tag_duration: length = sizeof(int64_t); break;
    case tag_bytes: case tag_decimal:
        if (!take_length(start, length)) return nullptr;
        payload = cursor;
        break;
    case tag_huge_integer:
        refuse(terrarium_json_number, start, "an integer of more than 128 bits");
        return nullptr;
    default:
        refuse(terrarium_json_syntax, start, "not the tag of a value");
        return nullptr;
    }
    if (left() < length) {
        refuse(terrarium_json_syntax, start, cut);
        return nullptr;
    }
    cursor += length;
    switch (tag) {
    case tag_bytes: return PyBytes_FromStringAndSize(reinterpret_cast<const char *>(payload), Py_ssize_t{length});
    case tag_wide_integer: return make_wide_integer(payload, false, true);
    case tag_wide_unsigned: return make_wide_integer(payload, false, false);
    case tag_instant: return make_instant(codec, load<int64_t>(payload), refusal);
    case tag_duration: return make_duration(codec, load<int64_t>(payload), refusal);
    case tag_uuid: return make_uuid(codec, payload, refusal);
    default: return make_decimal(codec, payload, length, hashable, refusal);
    }
}

/// Reads the payload of a value that is no container, whose tag is at `start`: a new reference; NULL with a refusal as
/// `read` fills it, or with MemoryError set.
__attribute__((always_inline)) inline PyObject *Decoder::read_scalar(const uint8_t *start, bool hashable) {
    switch (*start) {
    case tag_none: return Py_NewRef(Py_None);
    case tag_false: return Py_NewRef(Py_False);
    case tag_true: return Py_NewRef(Py_True);
    case tag_text: {
        uint32_t length;
        if (TERRARIUM_UNLIKELY(!take_length(start, length))) return nullptr;
        return make_text(start, length);
    }
    case tag_integer: case tag_float: {
        if (TERRARIUM_UNLIKELY(left() < sizeof(int64_t))) {
            refuse(terrarium_json_syntax, start, cut);
            return nullptr;
        }
        const uint8_t *number = cursor;
        cursor += sizeof(int64_t);
        if (*start == tag_float) return PyFloat_FromDouble(load<double>(number));
        return PyLong_FromLongLong(load<int64_t>(number));
    }
    default: return read_uncommon(start, hashable);
    }
}

/// Makes a container of values and takes them over: a new reference, or NULL with an exception set and nothing taken.
inline PyObject *Decoder::make(Kind kind, PyObject **items, size_t count) {
    switch (kind) {
    case Kind::list: return make_list(items, count);
    case Kind::tuple: return make_tuple(items, count);
    case Kind::set: return fill_set(PySet_New(nullptr), items, count);
    case Kind::frozenset: return fill_set(PyFrozenSet_New(nullptr), items, count);
    default: {
        PyObject *dictionary = make_dictionary(items, count / 2);
        if (TERRARIUM_LIKELY(dictionary != nullptr)) {
            for (size_t i = 0; i < count; i++) Py_DECREF(items[i]);
        }
        return dictionary;
    }
    }
}

/// What the container whose tag is at `start` will be; false when it must be hashable and cannot be.
inline bool Decoder::kind_of(const uint8_t *start, bool hashable, Kind &kind) {
    switch (*start) {
    case tag_list: kind = hashable ? Kind::tuple : Kind::list; return true;
    case tag_tuple: kind = Kind::tuple; return true;
    case tag_set: kind = hashable ? Kind::frozenset : Kind::set; return true;
    default:
        kind = Kind::object;
        return !hashable || refuse(terrarium_json_type, start, "an object inside of a set: a set cannot hold a dict");
    }
}

/// Makes sure that the stack has room for the next step.
inline bool Decoder::grow_stack(size_t top) {
    size_t wanted = (top + free_slots) * sizeof(PyObject *);
    if (TERRARIUM_LIKELY(wanted <= scratch.bytes)) return true;
    if (scratch.memory == nullptr) {
        constexpr size_t first_bytes = 256 * sizeof(PyObject *);
        scratch = take_scratch(codec.decode_stack, first_bytes);
        if (TERRARIUM_LIKELY(scratch.memory != nullptr && wanted <= scratch.bytes)) return true;
    }
    return (scratch.memory != nullptr && grow_scratch(scratch, wanted)) ||
           refuse(terrarium_json_memory, cursor, "no memory for the values");
}

/// Drops every value on the stack.
void Decoder::drop(PyObject **values, size_t top, Open open) {
    while (open.kind != Kind::none) {
        while (top > open.base) Py_DECREF(values[--top]);
        top -= open_slots;
        memcpy(&open, values + top, sizeof open);
    }
}

/// Fills what is missing of the refusal of the value at `start`, whose making failed.
__attribute__((noinline)) void Decoder::refuse_value(const uint8_t *start) {
    if (refusal.status == terrarium_json_ok) refuse_raised(refusal);
    if (refusal.status != terrarium_json_raised) PyErr_Clear();
    refusal.at = start;
}

/// The machine that `read` needs for containers: one iteration a value.
PyObject *Decoder::run(uint32_t depth) {
    // Only containers are what the collector counts.
    CollectorPause pause;
    PyObject **values = static_cast<PyObject **>(scratch.memory);
    size_t top = 0;
    Open open = {0, 0, Kind::none, false};
    PyObject *value;

    for (;;) {
        const uint8_t *start = cursor;
        if (TERRARIUM_UNLIKELY(cursor == end)) {
            refuse(terrarium_json_syntax, end, "the message ends where a value is expected");
            goto stop;
        }
        cursor++;
        if (is_container(*start)) {
            uint32_t count;
            Kind kind;
            if (TERRARIUM_UNLIKELY(depth >= limits.depth)) {
                refuse(terrarium_json_depth, start, nullptr);
                goto stop;
            }
            if (TERRARIUM_UNLIKELY(!take_length(start, count) || !kind_of(start, open.hashable, kind))) goto stop;
            if (count != 0) {
                if (TERRARIUM_UNLIKELY(!grow_stack(top))) goto stop;
                values = static_cast<PyObject **>(scratch.memory);
                memcpy(values + top, &open, sizeof open);
                top += open_slots;
                open = {top, count, kind, open.hashable || kind == Kind::set};
                depth++;
                goto key;
            }
            value = make(kind, nullptr, 0);
        } else {
            value = read_scalar(start, open.hashable);
        }
        for (;;) {
            if (TERRARIUM_UNLIKELY(value == nullptr)) {
                refuse_value(start);
                goto stop;
            }
            if (TERRARIUM_UNLIKELY(open.kind == Kind::none)) return value;
            values[top++] = value;
            if (TERRARIUM_LIKELY(--open.left != 0)) break;
            value = make(open.kind, values + open.base, top - open.base);
            if (TERRARIUM_UNLIKELY(value == nullptr)) continue;
            top = open.base - open_slots;
            memcpy(&open, values + top, sizeof open);
            depth--;
        }

    key:
        if (TERRARIUM_UNLIKELY(!grow_stack(top))) goto stop;
        values = static_cast<PyObject **>(scratch.memory);
        if (open.kind == Kind::object) {
            value = read_key();
            if (TERRARIUM_UNLIKELY(value == nullptr)) goto stop;
            values[top++] = value;
        }
    }

stop:
    drop(values, top, open);
    return nullptr;
}

bool Decoder::open_arguments(uint32_t &count) {
    if (!check_size()) return false;
    if (cursor == end) return refuse(terrarium_json_syntax, end, "the message is empty");
    if (*cursor != tag_tuple) return refuse(terrarium_json_type, cursor, "the arguments are one tuple");
    if (limits.depth == 0) return refuse(terrarium_json_depth, cursor, nullptr);
    cursor++;
    return take_length(bytes, count);
}

terrarium_json_status Decoder::report(terrarium_json_error &error) {
    switch (refusal.status) {
    case terrarium_json_depth: describe(error, terrarium_json_depth, "nested more than %u deep", limits.depth); break;
    case terrarium_json_size:
        describe(error, terrarium_json_size, "%zu bytes, and the limit is %zu", static_cast<size_t>(end - bytes),
                 limits.input_bytes);
        break;
    default: describe(error, refusal.status, "%s", refusal.detail);
    }
    error.offset = static_cast<size_t>(refusal.at - bytes);
    return refusal.status;
}

}  // namespace
}  // namespace terrarium::packed

using terrarium::packed::Decoder;

extern "C" PyObject *terrarium_packed_decode(
    terrarium_codec *codec, const uint8_t *bytes, size_t length, const terrarium_limits *limits,
    terrarium_json_error *error) {
    Decoder decoder(*codec, bytes, length, *limits);
    PyObject *value = decoder.check_size() ? decoder.read(0) : nullptr;
    if (value != nullptr && !decoder.check_end()) Py_CLEAR(value);
    if (value == nullptr) decoder.report(*error);
    return value;
}

extern "C" terrarium_json_status terrarium_packed_decode_arguments(
    terrarium_codec *codec, const uint8_t *bytes, size_t length, const terrarium_limits *limits,
    terrarium_json_arguments *arguments, terrarium_json_error *error) {
    arguments->values = nullptr;
    arguments->count = 0;
    Decoder decoder(*codec, bytes, length, *limits);
    uint32_t count;
    if (TERRARIUM_UNLIKELY(!decoder.open_arguments(count))) return decoder.report(*error);
    PyObject **slots = arguments->inline_slots;
    if (TERRARIUM_UNLIKELY(count > terrarium_json_inline_arguments)) {
        slots = static_cast<PyObject **>(malloc((size_t{count} + 1) * sizeof(PyObject *)));
        if (slots == nullptr) {
            return terrarium::json::describe(*error, terrarium_json_memory, "no memory for the arguments");
        }
    }
    slots[0] = nullptr;
    arguments->values = slots + 1;
    for (uint32_t i = 0; i < count; i++) {
        PyObject *value = decoder.read(1);
        if (TERRARIUM_UNLIKELY(value == nullptr)) break;
        slots[i + 1] = value;
        arguments->count++;
    }
    bool complete = arguments->count == static_cast<Py_ssize_t>(count) && decoder.check_end();
    if (TERRARIUM_LIKELY(complete)) return terrarium_json_ok;
    terrarium_json_arguments_release(arguments);
    return decoder.report(*error);
}
