#include "json_encode.hpp"

#include "json_datetime.hpp"
#include "json_number_write.hpp"
#include "json_scan.hpp"
#include "json_string_write.hpp"
#include "json_types.hpp"

// Python objects to text in one pass, without recursion.
//
// Values of the exact built-in types are read with no Python code running in between, so they are borrowed from their
// container. Everything else (time zones, enumerations, dataclasses, the end of a value that only the encoder still
// holds) may run Python code, which may change every container that is being read. So each open container is owned, its
// size is compared and its items are asked for again at every step, and what is kept across such code is owned.
namespace terrarium::json {

terrarium_json_status describe_failure(
    terrarium_json_error &error, terrarium_json_status status, const terrarium_limits &limits) {
    switch (status) {
    case terrarium_json_surrogate: return describe(error, status, "a str with half of a surrogate pair");
    case terrarium_json_not_finite: return describe(error, status, "a float that is NaN or infinite");
    case terrarium_json_number: return describe(error, status, "an int of more than %u digits", limits.integer_digits);
    case terrarium_json_size: return describe(error, status, "more than %zu bytes", limits.output_bytes);
    case terrarium_json_depth: return describe(error, status, "nested more than %u deep", limits.depth);
    case terrarium_json_cycle: return describe(error, status, "a container that contains itself");
    case terrarium_json_changed: return describe(error, status, "changed while it was read");
    case terrarium_json_raised: return describe(error, status, "Python code that ran to read the value raised");
    default: return describe(error, status, "no memory");
    }
}

terrarium_json_status describe_key(terrarium_json_error &error, PyObject *key) {
    char name[160];
    type_name(Py_TYPE(key), name, sizeof name);
    return describe(error, terrarium_json_key, "a key of type %s, and JSON has only strings", name);
}

namespace {

enum class FrameKind : uint8_t { list, tuple, dictionary, dataclass };

/// A container that is being written.
struct Frame {
    /// Owned.
    PyObject *container;
    /// Owned: the key whose value is being written, or NULL. Only set while that value is not a plain one.
    PyObject *key;
    /// Owned: the names of the fields of a dataclass.
    PyObject *names;
    /// Of the next item; for dictionaries what `PyDict_Next` keeps.
    Py_ssize_t position;
    /// At the start.
    Py_ssize_t size;
    FrameKind kind;
};

/// A container is looked for around itself at every so many levels.
constexpr uint32_t cycle_check = 32;

/// Enumerations whose value is a member again, at most.
constexpr unsigned longest_enumeration_chain = 8;

/// Items that are brought into the cache ahead of their turn: objects are anywhere in memory.
constexpr Py_ssize_t prefetch_distance = 8;

enum class Written { done, no, failed };

class Encoder {
public:
    Encoder(terrarium_codec &codec, const terrarium_limits &limits, terrarium_buffer &out)
        : codec(codec), limits(limits), writer(out, limits.output_bytes) {}

    /// Writes `value` (borrowed). GIL held.
    terrarium_json_status encode(PyObject *value, terrarium_json_error &error);

private:
    terrarium_codec &codec;
    const terrarium_limits &limits;
    Writer writer;
    Scratch scratch = {nullptr, 0};
    uint32_t depth = 0;
    /// Steps of the path to report, when it does not lead to the item being written.
    uint32_t path_steps = UINT32_MAX;

    Frame *frames() { return static_cast<Frame *>(scratch.memory); }
    Written write_plain(PyObject *value);
    terrarium_json_status run(PyObject *value, terrarium_json_error &error);
    terrarium_json_status write_owned(PyObject *value, terrarium_json_error &error);
    terrarium_json_status write_other(PyObject *value, TypeKind kind, terrarium_json_error &error);
    terrarium_json_status push(PyObject *container, FrameKind kind, PyObject *names, terrarium_json_error &error);
    void pop();
    terrarium_json_status close(bool empty, char bracket, terrarium_json_error &error);
    terrarium_json_status list_items(Frame &frame, terrarium_json_error &error);
    terrarium_json_status dictionary_items(Frame &frame, terrarium_json_error &error);
    terrarium_json_status dataclass_items(Frame &frame, terrarium_json_error &error);
    bool is_in_cycle();
    bool find_cycle();
    terrarium_json_status fail(terrarium_json_error &error, terrarium_json_status status) {
        return describe_failure(error, status, limits);
    }
    static bool is_at_item(const Frame &frame) {
        return frame.kind == FrameKind::dictionary ? frame.key != nullptr : frame.position > 0;
    }
    static PathStep step(const void *context, size_t position);
};

/// Writes a value of an exact built-in type that is no container, and a comma.
__attribute__((always_inline)) inline Written Encoder::write_plain(PyObject *value) {
    PyTypeObject *type = Py_TYPE(value);
    bool written;
    if (type == &PyUnicode_Type) {
        written = write_string<','>(writer, value);
    } else if (type == &PyLong_Type) {
        written = write_integer<','>(writer, value, limits.integer_digits);
    } else if (type == &PyFloat_Type) {
        written = write_double<','>(writer, PyFloat_AS_DOUBLE(value));
    } else if (value == Py_None) {
        written = writer.reserve(longest_number + value_slack);
        if (written) writer.put("null,");
    } else if (type == &PyBool_Type) {
        written = writer.reserve(longest_number + value_slack);
        if (written && value == Py_True) {
            writer.put("true,");
        } else if (written) {
            writer.put("false,");
        }
    } else {
        return Written::no;
    }
    return TERRARIUM_LIKELY(written) ? Written::done : Written::failed;
}

/// Whether the innermost container is inside itself.
bool Encoder::is_in_cycle() {
    PyObject *innermost = frames()[depth - 1].container;
    for (uint32_t outer = 0; outer < depth - 1; outer++) {
        if (frames()[outer].container == innermost) return true;
    }
    return false;
}

/// Whether any container is inside itself; `path_steps` is then the way to the first second appearance. Takes a time that
/// grows with the square of the depth: for when encoding ends anyway.
bool Encoder::find_cycle() {
    for (uint32_t inner = 1; inner < depth; inner++) {
        for (uint32_t outer = 0; outer < inner; outer++) {
            if (frames()[inner].container != frames()[outer].container) continue;
            path_steps = inner;
            return true;
        }
    }
    return false;
}

/// Opens a container. Takes over `container`, also on failure, and `names` is borrowed.
terrarium_json_status Encoder::push(
    PyObject *container, FrameKind kind, PyObject *names, terrarium_json_error &error) {
    if (TERRARIUM_UNLIKELY((depth + 1) * sizeof(Frame) > scratch.bytes)) {
        if (!grow_scratch(scratch, (depth + 1) * sizeof(Frame))) {
            Py_DECREF(container);
            return fail(error, terrarium_json_memory);
        }
    }
    Py_ssize_t size = kind == FrameKind::list         ? PyList_GET_SIZE(container)
                      : kind == FrameKind::tuple      ? PyTuple_GET_SIZE(container)
                      : kind == FrameKind::dictionary ? PyDict_GET_SIZE(container)
                                                      : PyTuple_GET_SIZE(names);
    frames()[depth] = {container, nullptr, Py_XNewRef(names), 0, size, kind};
    depth++;
    if (TERRARIUM_UNLIKELY(depth > limits.depth || depth % cycle_check == 0)) {
        bool too_deep = depth > limits.depth;
        if ((too_deep || is_in_cycle()) && find_cycle()) return fail(error, terrarium_json_cycle);
        if (too_deep) return fail(error, terrarium_json_depth);
    }
    if (TERRARIUM_UNLIKELY(!writer.reserve(value_slack))) return fail(error, writer.status);
    writer.put(kind == FrameKind::list || kind == FrameKind::tuple ? '[' : '{');
    return terrarium_json_ok;
}

/// Drops the innermost container, which may run Python code.
void Encoder::pop() {
    Frame frame = frames()[--depth];
    Py_XDECREF(frame.key);
    Py_XDECREF(frame.names);
    Py_DECREF(frame.container);
    if (depth > 0) Py_CLEAR(frames()[depth - 1].key);
}

/// Writes what is neither a container nor of an exact built-in type, and a comma. Borrows `value`.
terrarium_json_status Encoder::write_other(PyObject *value, TypeKind kind, terrarium_json_error &error) {
    bool written;
    switch (kind) {
    case TypeKind::string: written = write_string(writer, value); break;
    case TypeKind::integer: written = write_integer(writer, value, limits.integer_digits); break;
    case TypeKind::floating: written = write_double(writer, PyFloat_AS_DOUBLE(value)); break;
    case TypeKind::datetime: written = write_datetime(writer, codec, value); break;
    case TypeKind::date: written = write_date(writer, value); break;
    case TypeKind::time:
        written = write_time(writer, value);
        if (!written && writer.status == terrarium_json_type) {
            return describe(
                error, terrarium_json_type, "datetime.time with a time zone: its offset depends on the date");
        }
        break;
    case TypeKind::uuid:
        written = write_uuid(writer, codec, value);
        if (!written && writer.status == terrarium_json_type) return describe_type(error, Py_TYPE(value));
        break;
    default: return describe_type(error, Py_TYPE(value));
    }
    if (!written) return fail(error, writer.status);
    writer.put(',');
    return terrarium_json_ok;
}

/// Writes a value that `write_plain` does not know, and a comma, or opens it. Takes over `value`.
__attribute__((noinline)) terrarium_json_status Encoder::write_owned(PyObject *value, terrarium_json_error &error) {
    PyTypeObject *type = Py_TYPE(value);
    if (TERRARIUM_LIKELY(type == &PyDict_Type)) return push(value, FrameKind::dictionary, nullptr, error);
    if (TERRARIUM_LIKELY(type == &PyList_Type)) return push(value, FrameKind::list, nullptr, error);
    if (TERRARIUM_LIKELY(type == &PyTuple_Type)) return push(value, FrameKind::tuple, nullptr, error);
    TypeInfo info = classify(codec, type);
    for (unsigned chain = 0; info.kind == TypeKind::enumeration; chain++) {
        PyObject *inner = enumeration_value(codec, value, info.plain_value);
        Py_DECREF(value);
        if (inner == nullptr) return fail(error, terrarium_json_raised);
        value = inner;
        Written written = write_plain(value);
        if (written != Written::no || chain == longest_enumeration_chain) {
            Py_DECREF(value);
            if (written == Written::done) return terrarium_json_ok;
            return fail(error, written == Written::failed ? writer.status : terrarium_json_cycle);
        }
        info = classify(codec, Py_TYPE(value));
    }
    switch (info.kind) {
    case TypeKind::dictionary: return push(value, FrameKind::dictionary, nullptr, error);
    case TypeKind::list: return push(value, FrameKind::list, nullptr, error);
    case TypeKind::tuple: return push(value, FrameKind::tuple, nullptr, error);
    case TypeKind::dataclass: return push(value, FrameKind::dataclass, info.names, error);
    default: break;
    }
    terrarium_json_status status = write_other(value, info.kind, error);
    Py_DECREF(value);
    return status;
}

/// Ends the innermost container, and writes a comma. The comma behind its last item becomes the closing bracket.
inline terrarium_json_status Encoder::close(bool empty, char bracket, terrarium_json_error &error) {
    if (TERRARIUM_UNLIKELY(!writer.reserve(value_slack))) return fail(error, writer.status);
    if (empty) {
        writer.put(bracket);
    } else {
        writer.cursor[-1] = static_cast<uint8_t>(bracket);
    }
    writer.put(',');
    pop();
    return terrarium_json_ok;
}

/// Writes the items of a list or tuple until one opens a container, or to the end.
inline terrarium_json_status Encoder::list_items(Frame &frame, terrarium_json_error &error) {
    Py_ssize_t size = frame.size;
    bool is_list = frame.kind == FrameKind::list;
    while (frame.position < size) {
        if (TERRARIUM_UNLIKELY(is_list && PyList_GET_SIZE(frame.container) != size)) {
            path_steps = depth - 1;
            return fail(error, terrarium_json_changed);
        }
        // The items of a list may move when it changes, also without a change of its size.
        PyObject **items = is_list ? reinterpret_cast<PyListObject *>(frame.container)->ob_item
                                   : reinterpret_cast<PyTupleObject *>(frame.container)->ob_item;
        PyObject *item = items[frame.position];
        if (frame.position + prefetch_distance < size) {
            __builtin_prefetch(items[frame.position + prefetch_distance]);
        }
        frame.position++;
        if (TERRARIUM_UNLIKELY(item == nullptr)) return fail(error, terrarium_json_changed);
        Written written = write_plain(item);
        if (TERRARIUM_LIKELY(written == Written::done)) continue;
        if (TERRARIUM_UNLIKELY(written == Written::failed)) return fail(error, writer.status);
        uint32_t level = depth;
        terrarium_json_status status = write_owned(Py_NewRef(item), error);
        if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) return status;
        if (level != depth) return terrarium_json_ok;
    }
    if (TERRARIUM_UNLIKELY(is_list && PyList_GET_SIZE(frame.container) != size)) {
        path_steps = depth - 1;
        return fail(error, terrarium_json_changed);
    }
    return close(size == 0, ']', error);
}

/// Writes the items of a dictionary until one opens a container, or to the end.
inline terrarium_json_status Encoder::dictionary_items(Frame &frame, terrarium_json_error &error) {
    PyObject *key, *value;
    Py_ssize_t position = frame.position;
    while (PyDict_Next(frame.container, &position, &key, &value)) {
        if (TERRARIUM_UNLIKELY(PyDict_GET_SIZE(frame.container) != frame.size)) break;
        if (TERRARIUM_UNLIKELY(!PyUnicode_CheckExact(key)) && !PyUnicode_Check(key)) {
            path_steps = depth - 1;
            return describe_key(error, key);
        }
        if (TERRARIUM_UNLIKELY(!write_string<':'>(writer, key))) {
            frame.key = Py_NewRef(key);
            return fail(error, writer.status);
        }
        Written written = write_plain(value);
        if (TERRARIUM_LIKELY(written == Written::done)) continue;
        frame.key = Py_NewRef(key);
        if (TERRARIUM_UNLIKELY(written == Written::failed)) return fail(error, writer.status);
        frame.position = position;
        uint32_t level = depth;
        terrarium_json_status status = write_owned(Py_NewRef(value), error);
        if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) return status;
        if (level != depth) return terrarium_json_ok;
        Py_CLEAR(frame.key);
    }
    if (TERRARIUM_UNLIKELY(PyDict_GET_SIZE(frame.container) != frame.size)) {
        path_steps = depth - 1;
        return fail(error, terrarium_json_changed);
    }
    return close(frame.size == 0, '}', error);
}

/// Writes the fields of a dataclass until one opens a container, or to the end.
inline terrarium_json_status Encoder::dataclass_items(Frame &frame, terrarium_json_error &error) {
    while (frame.position < frame.size) {
        PyObject *name = PyTuple_GET_ITEM(frame.names, frame.position++);
        PyObject *value = PyObject_GetAttr(frame.container, name);
        if (TERRARIUM_UNLIKELY(value == nullptr)) return fail(error, terrarium_json_raised);
        if (TERRARIUM_UNLIKELY(!write_string<':'>(writer, name))) {
            Py_DECREF(value);
            return fail(error, writer.status);
        }
        Written written = write_plain(value);
        if (TERRARIUM_LIKELY(written == Written::done)) {
            Py_DECREF(value);
            continue;
        }
        if (TERRARIUM_UNLIKELY(written == Written::failed)) {
            Py_DECREF(value);
            return fail(error, writer.status);
        }
        uint32_t level = depth;
        terrarium_json_status status = write_owned(value, error);
        if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) return status;
        if (level != depth) return terrarium_json_ok;
    }
    return close(frame.size == 0, '}', error);
}

/// A step of the path to the value being written, for `write_path`.
PathStep Encoder::step(const void *context, size_t position) {
    auto *encoder = static_cast<Encoder *>(const_cast<void *>(context));
    Frame &frame = encoder->frames()[position];
    if (frame.kind == FrameKind::dictionary) return {frame.key, 0};
    size_t index = static_cast<size_t>(frame.position - 1);
    if (frame.kind == FrameKind::dataclass) return {PyTuple_GET_ITEM(frame.names, static_cast<Py_ssize_t>(index)), 0};
    return {nullptr, index};
}

terrarium_json_status Encoder::run(PyObject *value, terrarium_json_error &error) {
    Written written = write_plain(value);
    if (written == Written::done) return terrarium_json_ok;
    if (written == Written::failed) return fail(error, writer.status);
    terrarium_json_status status = write_owned(Py_NewRef(value), error);
    while (TERRARIUM_LIKELY(status == terrarium_json_ok) && depth > 0) {
        Frame &frame = frames()[depth - 1];
        switch (frame.kind) {
        case FrameKind::list: case FrameKind::tuple: status = list_items(frame, error); break;
        case FrameKind::dictionary: status = dictionary_items(frame, error); break;
        case FrameKind::dataclass: status = dataclass_items(frame, error); break;
        }
    }
    return status;
}

terrarium_json_status Encoder::encode(PyObject *value, terrarium_json_error &error) {
    scratch = take_scratch(codec.encode_frames, 16 * sizeof(Frame));
    if (scratch.memory == nullptr) return describe(error, terrarium_json_memory, "no memory");
    terrarium_json_status status = run(value, error);
    if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) {
        uint32_t steps = path_steps < depth ? path_steps : depth;
        // The innermost container may not have come to an item yet, or be between two.
        if (steps > 0 && !is_at_item(frames()[steps - 1])) steps--;
        write_path(error, steps, step, this);
        // Finalizers that run here keep the exception that may be set.
        while (depth > 0) pop();
    }
    give_scratch(codec.encode_frames, scratch);
    // The comma behind the value.
    if (TERRARIUM_LIKELY(status == terrarium_json_ok)) writer.cursor--;
    bool fits = writer.finish();
    if (TERRARIUM_UNLIKELY(status == terrarium_json_ok && !fits)) status = fail(error, terrarium_json_size);
    return error.status = status;
}

}  // namespace
}  // namespace terrarium::json

using namespace terrarium::json;

extern "C" terrarium_json_status terrarium_json_encode(
    terrarium_codec *codec, PyObject *value, const terrarium_limits *limits, terrarium_buffer *out,
    terrarium_json_error *error) {
    if (limits->fidius) return encode_like_fidius(*out, value, *limits, *error);
    Encoder encoder(*codec, *limits, *out);
    return encoder.encode(value, *error);
}
