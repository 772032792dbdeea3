#ifndef TERRARIUM_JSON_ENCODER_HPP
#define TERRARIUM_JSON_ENCODER_HPP

#include "json_codec.hpp"
#include "json_encode.hpp"
#include "json_types.hpp"
#include "json_writer.hpp"

// Python objects to bytes in one pass, without recursion: the way through the objects, which JSON and packed values
// share.
//
// Values of the exact built-in types are read with no Python code running in between, so they are borrowed from their
// container. Everything else (time zones, enumerations, dataclasses, the end of a value that only the encoder still
// holds) may run Python code, which may change every container that is being read. So each open container is owned, its
// size is compared and its items are asked for again at every step, and what is kept across such code is owned.
namespace terrarium::json {

enum class FrameKind : uint8_t { list, tuple, set, dictionary, dataclass };

/// A container that is being written.
struct Frame {
    /// Owned.
    PyObject *container;
    /// Owned: the key whose value is being written, or NULL. Only set while that value is not a plain one.
    PyObject *key;
    /// Owned: what leads through the items, if not the container itself: the names of the fields of a dataclass, the
    /// iterator of a set.
    PyObject *guide;
    /// Of the next item; for dictionaries what `PyDict_Next` keeps.
    Py_ssize_t position;
    /// At the start.
    Py_ssize_t size;
    /// Items of a dictionary that are still to be written; only in forms that are counted.
    uint32_t left;
    FrameKind kind;
};

/// A container is looked for around itself at every so many levels.
constexpr uint32_t cycle_check = 32;

/// Enumerations whose value is a member again, at most.
constexpr unsigned longest_enumeration_chain = 8;

/// Items that are brought into the cache ahead of their turn: objects are anywhere in memory.
constexpr Py_ssize_t prefetch_distance = 8;

enum class Written { done, no, failed };

/// Writes one value and what is in it.
///
/// `Form` says how it looks, in static members. Those that write leave `value_slack`, and set the writer's status when
/// they fail:
/// - `write_plain(writer, value, limits)`: a value of an exact built-in type that is no container.
/// - `write_other(writer, codec, value, kind, limits, error)`: another one that is no container; the status.
/// - `write_key(writer, key)`: a `str`, of a subclass too, before the value that it belongs to.
/// - `open(writer, kind, size)`, into the slack, and `close(writer, kind, size)`: around the items of a container.
/// - `finish(writer)`: behind everything.
/// - `describe_key(error, key)`: fills the error for a key that is no string; the status.
/// - `counted`: what `open` writes depends on the size, so it must be the number of items in the end.
/// - `has_sets`: whether sets are containers.
template <typename Form> class Encoder {
public:
    Encoder(terrarium_codec &codec, const terrarium_limits &limits, terrarium_buffer &out)
        : codec(codec), limits(limits), writer(out, limits.output_bytes) {}

    /// Writes `value` (borrowed). GIL held; runs Python code.
    terrarium_json_status encode(PyObject *value, terrarium_json_error &error) {
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
        if (TERRARIUM_LIKELY(status == terrarium_json_ok)) Form::finish(writer);
        bool fits = writer.finish();
        if (TERRARIUM_UNLIKELY(status == terrarium_json_ok && !fits)) status = fail(error, terrarium_json_size);
        return error.status = status;
    }

private:
    terrarium_codec &codec;
    const terrarium_limits &limits;
    Writer writer;
    Scratch scratch = {nullptr, 0};
    uint32_t depth = 0;
    /// Steps of the path to report, when it does not lead to the item being written.
    uint32_t path_steps = UINT32_MAX;

    Frame *frames() { return static_cast<Frame *>(scratch.memory); }

    terrarium_json_status fail(terrarium_json_error &error, terrarium_json_status status) {
        return describe_failure(error, status, limits);
    }

    /// Refuses the innermost container, which is not as it was.
    terrarium_json_status changed(terrarium_json_error &error) {
        path_steps = depth - 1;
        return fail(error, terrarium_json_changed);
    }

    __attribute__((always_inline)) Written write_plain(PyObject *value) {
        return Form::write_plain(writer, value, limits);
    }

    terrarium_json_status run(PyObject *value, terrarium_json_error &error) {
        Written written = write_plain(value);
        if (written == Written::done) return terrarium_json_ok;
        if (written == Written::failed) return fail(error, writer.status);
        terrarium_json_status status = write_owned(Py_NewRef(value), error);
        while (TERRARIUM_LIKELY(status == terrarium_json_ok) && depth > 0) {
            Frame &frame = frames()[depth - 1];
            switch (frame.kind) {
            case FrameKind::list: case FrameKind::tuple: status = list_items(frame, error); break;
            case FrameKind::set: status = set_items(frame, error); break;
            case FrameKind::dictionary: status = dictionary_items(frame, error); break;
            case FrameKind::dataclass: status = dataclass_items(frame, error); break;
            }
        }
        return status;
    }

    /// Writes a value that `write_plain` does not know, or opens it. Takes over `value`.
    __attribute__((noinline)) terrarium_json_status write_owned(PyObject *value, terrarium_json_error &error) {
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
        case TypeKind::dataclass: return push(value, FrameKind::dataclass, Py_NewRef(info.names), error);
        case TypeKind::set:
            if constexpr (Form::has_sets) return push_set(value, error);
            break;
        default: break;
        }
        terrarium_json_status status = Form::write_other(writer, codec, value, info.kind, limits, error);
        Py_DECREF(value);
        return status;
    }

    /// Opens a set. Takes over `set`.
    terrarium_json_status push_set(PyObject *set, terrarium_json_error &error) {
        // The iterator of sets themselves; a subclass may have another one.
        PyObject *iterator = PySet_Type.tp_iter(set);
        if (iterator == nullptr) {
            PyErr_Clear();
            Py_DECREF(set);
            return fail(error, terrarium_json_memory);
        }
        return push(set, FrameKind::set, iterator, error);
    }

    /// Opens a container. Takes over `container` and `guide`, also on failure.
    terrarium_json_status push(
        PyObject *container, FrameKind kind, PyObject *guide, terrarium_json_error &error) {
        if (TERRARIUM_UNLIKELY((depth + 1) * sizeof(Frame) > scratch.bytes)) {
            if (!grow_scratch(scratch, (depth + 1) * sizeof(Frame))) {
                Py_DECREF(container);
                Py_XDECREF(guide);
                return fail(error, terrarium_json_memory);
            }
        }
        Py_ssize_t size = kind == FrameKind::list         ? PyList_GET_SIZE(container)
                          : kind == FrameKind::tuple      ? PyTuple_GET_SIZE(container)
                          : kind == FrameKind::dictionary ? PyDict_GET_SIZE(container)
                          : kind == FrameKind::set        ? PySet_GET_SIZE(container)
                                                          : PyTuple_GET_SIZE(guide);
        frames()[depth] = {container, nullptr, guide, 0, size, static_cast<uint32_t>(size), kind};
        depth++;
        if (TERRARIUM_UNLIKELY(depth > limits.depth || depth % cycle_check == 0)) {
            bool too_deep = depth > limits.depth;
            if ((too_deep || is_in_cycle()) && find_cycle()) return fail(error, terrarium_json_cycle);
            if (too_deep) return fail(error, terrarium_json_depth);
        }
        if (TERRARIUM_UNLIKELY(!writer.reserve(value_slack))) return fail(error, writer.status);
        Form::open(writer, kind, size);
        return terrarium_json_ok;
    }

    /// Drops the innermost container, which may run Python code.
    void pop() {
        Frame frame = frames()[--depth];
        Py_XDECREF(frame.key);
        Py_XDECREF(frame.guide);
        Py_DECREF(frame.container);
        if (depth > 0) Py_CLEAR(frames()[depth - 1].key);
    }

    /// Ends the innermost container.
    terrarium_json_status close(const Frame &frame, terrarium_json_error &error) {
        if (TERRARIUM_UNLIKELY(!Form::close(writer, frame.kind, frame.size))) return fail(error, writer.status);
        pop();
        return terrarium_json_ok;
    }

    /// Writes the items of a list or tuple until one opens a container, or to the end.
    terrarium_json_status list_items(Frame &frame, terrarium_json_error &error) {
        Py_ssize_t size = frame.size;
        bool is_list = frame.kind == FrameKind::list;
        while (frame.position < size) {
            if (TERRARIUM_UNLIKELY(is_list && PyList_GET_SIZE(frame.container) != size)) return changed(error);
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
        if (TERRARIUM_UNLIKELY(is_list && PyList_GET_SIZE(frame.container) != size)) return changed(error);
        return close(frame, error);
    }

    /// Writes the elements of a set until one opens a container, or to the end.
    terrarium_json_status set_items(Frame &frame, terrarium_json_error &error) {
        for (;;) {
            PyObject *item = Py_TYPE(frame.guide)->tp_iternext(frame.guide);
            if (item == nullptr) break;
            // A set may have other elements than at the start, and as many.
            if (TERRARIUM_UNLIKELY(frame.position == frame.size)) {
                Py_DECREF(item);
                return changed(error);
            }
            frame.position++;
            Written written = write_plain(item);
            if (TERRARIUM_LIKELY(written == Written::done)) {
                Py_DECREF(item);
                continue;
            }
            if (TERRARIUM_UNLIKELY(written == Written::failed)) {
                Py_DECREF(item);
                return fail(error, writer.status);
            }
            uint32_t level = depth;
            terrarium_json_status status = write_owned(item, error);
            if (TERRARIUM_UNLIKELY(status != terrarium_json_ok)) return status;
            if (level != depth) return terrarium_json_ok;
        }
        // The iterator raises for one reason: the set has another size by now.
        if (TERRARIUM_UNLIKELY(PyErr_Occurred() != nullptr || frame.position != frame.size)) {
            PyErr_Clear();
            return changed(error);
        }
        return close(frame, error);
    }

    /// Writes the items of a dictionary until one opens a container, or to the end.
    terrarium_json_status dictionary_items(Frame &frame, terrarium_json_error &error) {
        PyObject *key, *value;
        Py_ssize_t position = frame.position;
        while (PyDict_Next(frame.container, &position, &key, &value)) {
            if (TERRARIUM_UNLIKELY(PyDict_GET_SIZE(frame.container) != frame.size)) break;
            if (Form::counted) {
                // A dictionary may have other items than at the start, and as many.
                if (TERRARIUM_UNLIKELY(frame.left == 0)) return changed(error);
                frame.left--;
            }
            if (TERRARIUM_UNLIKELY(!PyUnicode_CheckExact(key)) && !PyUnicode_Check(key)) {
                path_steps = depth - 1;
                return Form::describe_key(error, key);
            }
            if (TERRARIUM_UNLIKELY(!Form::write_key(writer, key))) {
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
        if (TERRARIUM_UNLIKELY(PyDict_GET_SIZE(frame.container) != frame.size)) return changed(error);
        if (TERRARIUM_UNLIKELY(Form::counted && frame.left != 0)) return changed(error);
        return close(frame, error);
    }

    /// Writes the fields of a dataclass until one opens a container, or to the end.
    terrarium_json_status dataclass_items(Frame &frame, terrarium_json_error &error) {
        while (frame.position < frame.size) {
            PyObject *name = PyTuple_GET_ITEM(frame.guide, frame.position++);
            PyObject *value = PyObject_GetAttr(frame.container, name);
            if (TERRARIUM_UNLIKELY(value == nullptr)) return fail(error, terrarium_json_raised);
            if (TERRARIUM_UNLIKELY(!Form::write_key(writer, name))) {
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
        return close(frame, error);
    }

    /// Whether the innermost container is inside itself.
    bool is_in_cycle() {
        PyObject *innermost = frames()[depth - 1].container;
        for (uint32_t outer = 0; outer < depth - 1; outer++) {
            if (frames()[outer].container == innermost) return true;
        }
        return false;
    }

    /// Whether any container is inside itself; `path_steps` is then the way to the first second appearance. Takes a
    /// time that grows with the square of the depth: for when encoding ends anyway.
    bool find_cycle() {
        for (uint32_t inner = 1; inner < depth; inner++) {
            for (uint32_t outer = 0; outer < inner; outer++) {
                if (frames()[inner].container != frames()[outer].container) continue;
                path_steps = inner;
                return true;
            }
        }
        return false;
    }

    static bool is_at_item(const Frame &frame) {
        return frame.kind == FrameKind::dictionary ? frame.key != nullptr : frame.position > 0;
    }

    /// A step of the path to the value being written, for `write_path`.
    static PathStep step(const void *context, size_t position) {
        auto *encoder = static_cast<Encoder *>(const_cast<void *>(context));
        Frame &frame = encoder->frames()[position];
        if (frame.kind == FrameKind::dictionary) return {frame.key, 0};
        size_t index = static_cast<size_t>(frame.position - 1);
        if (frame.kind == FrameKind::dataclass) return {PyTuple_GET_ITEM(frame.guide, static_cast<Py_ssize_t>(index)), 0};
        return {nullptr, index};
    }
};

}  // namespace terrarium::json

#endif
