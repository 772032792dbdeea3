#include "json_encode.hpp"
#include "json_number_write.hpp"
#include "json_string_write.hpp"

// Results the way Fidius 0.5 converts them: `bytes` to arrays of numbers, integers past 64 bits to floats, keys through
// `str()` and sorted, and whatever JSON has no form for through `str()`. For packages that rely on it.
namespace terrarium::json {
namespace {

/// What Fidius reads back.
constexpr uint32_t fidius_depth = 128;

/// A step of the path, on the stack of the recursion.
struct Step {
    const Step *outer;
    PyObject *key;
    Py_ssize_t index;
    PyObject *container;
};

/// Writes one value and what is in it. Recurses at most `fidius_depth` deep.
class FidiusEncoder {
public:
    FidiusEncoder(Writer &writer, const terrarium_limits &limits, terrarium_json_error &error)
        : writer(writer), limits(limits), error(error),
          depth_limit(limits.depth < fidius_depth ? limits.depth : fidius_depth) {}

    /// Writes `value`, borrowed but kept alive by the caller. `outer` is the way to it, `depth` steps.
    terrarium_json_status write(PyObject *value, const Step *outer, uint32_t depth);

private:
    Writer &writer;
    const terrarium_limits &limits;
    terrarium_json_error &error;
    const uint32_t depth_limit;

    terrarium_json_status write_sequence(PyObject *sequence, const Step *outer, uint32_t depth);
    terrarium_json_status write_dictionary(PyObject *dictionary, const Step *outer, uint32_t depth);
    terrarium_json_status write_bytes(PyObject *bytes, const Step *outer, uint32_t depth);
    terrarium_json_status write_large(PyObject *integer, const Step *outer, uint32_t depth);
    terrarium_json_status fail(terrarium_json_status status, const Step *outer, uint32_t depth);
    terrarium_json_status check_depth(PyObject *container, const Step *outer, uint32_t depth);
    terrarium_json_status done(bool written, const Step *outer, uint32_t depth) {
        return written ? terrarium_json_ok : fail(writer.status, outer, depth);
    }
};

/// The steps in order, for `write_path`.
PathStep step_at(const void *context, size_t position) {
    auto *steps = static_cast<const Step *const *>(context);
    return {steps[position]->key, static_cast<size_t>(steps[position]->index)};
}

/// Fills the error with status and path.
terrarium_json_status FidiusEncoder::fail(terrarium_json_status status, const Step *outer, uint32_t depth) {
    describe_failure(error, status, limits);
    if (status == terrarium_json_depth) describe(error, status, "nested more than %u deep", depth_limit);
    const Step *steps[fidius_depth + 1];
    size_t position = depth;
    for (const Step *step = outer; step != nullptr && position > 0; step = step->outer) steps[--position] = step;
    write_path(error, depth, step_at, steps);
    return status;
}

/// Refuses a container past the depth limit, or around itself.
terrarium_json_status FidiusEncoder::check_depth(PyObject *container, const Step *outer, uint32_t depth) {
    if (depth < depth_limit) return terrarium_json_ok;
    for (const Step *step = outer; step != nullptr; step = step->outer) {
        if (step->container == container) return fail(terrarium_json_cycle, outer, depth);
    }
    return fail(terrarium_json_depth, outer, depth);
}

terrarium_json_status FidiusEncoder::write_sequence(PyObject *sequence, const Step *outer, uint32_t depth) {
    terrarium_json_status status = check_depth(sequence, outer, depth);
    if (status != terrarium_json_ok) return status;
    bool is_list = PyList_Check(sequence);
    Py_ssize_t size = is_list ? PyList_GET_SIZE(sequence) : PyTuple_GET_SIZE(sequence);
    if (!writer.reserve(value_slack)) return fail(writer.status, outer, depth);
    writer.put('[');
    for (Py_ssize_t i = 0; i < size; i++) {
        if (is_list && PyList_GET_SIZE(sequence) != size) return fail(terrarium_json_changed, outer, depth);
        PyObject *item = Py_XNewRef(is_list ? PyList_GET_ITEM(sequence, i) : PyTuple_GET_ITEM(sequence, i));
        if (item == nullptr) return fail(terrarium_json_changed, outer, depth);
        if (i != 0) writer.put(',');
        Step step = {outer, nullptr, i, sequence};
        status = write(item, &step, depth + 1);
        Py_DECREF(item);
        if (status != terrarium_json_ok) return status;
        if (!writer.reserve(value_slack)) return fail(writer.status, outer, depth);
    }
    writer.put(']');
    return terrarium_json_ok;
}

/// A copy of a dictionary whose keys are exact strings, later equal ones replacing earlier: a new reference, or NULL
/// with an exception set or, when the dictionary changed meanwhile, without one.
PyObject *with_string_keys(PyObject *dictionary) {
    PyObject *copy = PyDict_New(), *key, *value;
    Py_ssize_t position = 0, size = PyDict_GET_SIZE(dictionary);
    while (copy != nullptr && PyDict_Next(dictionary, &position, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        PyObject *string = PyUnicode_Check(key) ? PyUnicode_FromObject(key) : PyObject_Str(key);
        if (string != nullptr && !PyUnicode_CheckExact(string)) Py_SETREF(string, PyUnicode_FromObject(string));
        if (string == nullptr || PyDict_SetItem(copy, string, value) != 0) Py_CLEAR(copy);
        Py_XDECREF(string);
        Py_DECREF(value);
        Py_DECREF(key);
        if (PyDict_GET_SIZE(dictionary) != size) Py_CLEAR(copy);
    }
    return copy;
}

terrarium_json_status FidiusEncoder::write_dictionary(PyObject *dictionary, const Step *outer, uint32_t depth) {
    terrarium_json_status status = check_depth(dictionary, outer, depth);
    if (status != terrarium_json_ok) return status;
    PyObject *copy = with_string_keys(dictionary);
    if (copy == nullptr) return fail(PyErr_Occurred() ? terrarium_json_raised : terrarium_json_changed, outer, depth);
    PyObject *keys = PyDict_Keys(copy);
    if (keys == nullptr || PyList_Sort(keys) != 0 || !writer.reserve(value_slack)) {
        Py_XDECREF(keys);
        Py_DECREF(copy);
        PyErr_Clear();
        return fail(writer.status == terrarium_json_ok ? terrarium_json_memory : writer.status, outer, depth);
    }
    writer.put('{');
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(keys) && status == terrarium_json_ok; i++) {
        PyObject *key = PyList_GET_ITEM(keys, i);
        // Owned by the copy, which nothing else refers to.
        PyObject *value = PyDict_GetItemWithError(copy, key);
        Step step = {outer, key, 0, dictionary};
        if (i != 0) writer.put(',');
        if (value == nullptr || !write_string(writer, key)) {
            PyErr_Clear();
            status = fail(value == nullptr ? terrarium_json_changed : writer.status, &step, depth + 1);
            break;
        }
        writer.put(':');
        status = write(value, &step, depth + 1);
        if (status == terrarium_json_ok && !writer.reserve(value_slack)) status = fail(writer.status, outer, depth);
    }
    if (status == terrarium_json_ok) writer.put('}');
    Py_DECREF(keys);
    Py_DECREF(copy);
    return status;
}

terrarium_json_status FidiusEncoder::write_bytes(PyObject *bytes, const Step *outer, uint32_t depth) {
    terrarium_json_status status = check_depth(bytes, outer, depth);
    if (status != terrarium_json_ok) return status;
    const auto *data = reinterpret_cast<const uint8_t *>(PyBytes_AS_STRING(bytes));
    Py_ssize_t size = PyBytes_GET_SIZE(bytes);
    if (!writer.reserve(value_slack)) return fail(writer.status, outer, depth);
    writer.put('[');
    for (Py_ssize_t i = 0; i < size; i++) {
        if (!writer.reserve(4 + value_slack)) return fail(writer.status, outer, depth);
        if (i != 0) writer.put(',');
        writer.cursor = put_unsigned(writer.cursor, data[i]);
    }
    writer.put(']');
    return terrarium_json_ok;
}

/// Writes an integer of more than 60 bits: exactly up to 64 bits, else as a float.
terrarium_json_status FidiusEncoder::write_large(PyObject *integer, const Step *outer, uint32_t depth) {
    int overflow = 0;
    long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
    bool exact = overflow == 0 && !(value == -1 && PyErr_Occurred());
    if (overflow > 0) {
        exact = PyLong_AsUnsignedLongLong(integer) != static_cast<unsigned long long>(-1) || !PyErr_Occurred();
    }
    PyErr_Clear();
    if (exact) return done(write_big_integer(writer, integer, UINT32_MAX), outer, depth);
    double rounded = PyLong_AsDouble(integer);
    if (rounded == -1.0 && PyErr_Occurred()) {
        PyErr_Clear();
        terrarium_json_status status = fail(terrarium_json_number, outer, depth);
        memcpy(error.detail, "an int that no double can hold", sizeof "an int that no double can hold");
        return status;
    }
    return done(write_double(writer, rounded), outer, depth);
}

terrarium_json_status FidiusEncoder::write(PyObject *value, const Step *outer, uint32_t depth) {
    if (!writer.reserve(longest_number + value_slack)) return fail(writer.status, outer, depth);
    if (value == Py_None) {
        writer.put("null");
    } else if (value == Py_True) {
        writer.put("true");
    } else if (value == Py_False) {
        writer.put("false");
    } else if (PyUnicode_Check(value)) {
        return done(write_string(writer, value), outer, depth);
    } else if (PyBytes_Check(value)) {
        return write_bytes(value, outer, depth);
    } else if (PyFloat_Check(value)) {
        return done(write_double(writer, PyFloat_AS_DOUBLE(value)), outer, depth);
    } else if (PyLong_Check(value)) {
        int64_t small;
        if (!small_integer(value, small)) return write_large(value, outer, depth);
        return done(write_integer(writer, value, UINT32_MAX), outer, depth);
    } else if (PyList_Check(value) || PyTuple_Check(value)) {
        return write_sequence(value, outer, depth);
    } else if (PyDict_Check(value)) {
        return write_dictionary(value, outer, depth);
    } else {
        PyObject *string = PyObject_Str(value);
        if (string == nullptr) return fail(terrarium_json_raised, outer, depth);
        terrarium_json_status status = done(write_string(writer, string), outer, depth);
        Py_DECREF(string);
        return status;
    }
    return terrarium_json_ok;
}

}  // namespace

terrarium_json_status encode_like_fidius(
    terrarium_buffer &out, PyObject *value, const terrarium_limits &limits, terrarium_json_error &error) {
    Writer writer(out, limits.output_bytes);
    FidiusEncoder encoder(writer, limits, error);
    terrarium_json_status status = encoder.write(value, nullptr, 0);
    bool fits = writer.finish();
    if (status == terrarium_json_ok && !fits) status = describe_failure(error, terrarium_json_size, limits);
    return error.status = status;
}

}  // namespace terrarium::json
