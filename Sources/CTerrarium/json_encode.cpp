#include "json_encode.hpp"

#include "json_datetime.hpp"
#include "json_encoder.hpp"
#include "json_number_write.hpp"
#include "json_scan.hpp"
#include "json_string_write.hpp"
#include "json_types.hpp"

// Python objects to JSON text.
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

/// JSON text. A comma follows every value; the one behind the last item of a container becomes the closing bracket.
struct JsonForm {
    static constexpr bool counted = false;
    static constexpr bool has_sets = false;

    __attribute__((always_inline)) static Written write_plain(
        Writer &writer, PyObject *value, const terrarium_limits &limits) {
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

    static terrarium_json_status write_other(
        Writer &writer, terrarium_codec &codec, PyObject *value, TypeKind kind, const terrarium_limits &limits,
        terrarium_json_error &error) {
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
        if (!written) return describe_failure(error, writer.status, limits);
        writer.put(',');
        return terrarium_json_ok;
    }

    __attribute__((always_inline)) static bool write_key(Writer &writer, PyObject *key) {
        return write_string<':'>(writer, key);
    }

    static void open(Writer &writer, FrameKind kind, Py_ssize_t) { writer.put(is_array(kind) ? '[' : '{'); }

    __attribute__((always_inline)) static bool close(Writer &writer, FrameKind kind, Py_ssize_t size) {
        if (TERRARIUM_UNLIKELY(!writer.reserve(value_slack))) return false;
        char bracket = is_array(kind) ? ']' : '}';
        if (size == 0) {
            writer.put(bracket);
        } else {
            writer.cursor[-1] = static_cast<uint8_t>(bracket);
        }
        writer.put(',');
        return true;
    }

    static void finish(Writer &writer) { writer.cursor--; }

    static terrarium_json_status describe_key(terrarium_json_error &error, PyObject *key) {
        return json::describe_key(error, key);
    }

private:
    static bool is_array(FrameKind kind) { return kind == FrameKind::list || kind == FrameKind::tuple; }
};

}  // namespace
}  // namespace terrarium::json

using namespace terrarium::json;

extern "C" terrarium_json_status terrarium_json_encode(
    terrarium_codec *codec, PyObject *value, const terrarium_limits *limits, terrarium_buffer *out,
    terrarium_json_error *error) {
    if (limits->fidius) return encode_like_fidius(*out, value, *limits, *error);
    Encoder<JsonForm> encoder(*codec, *limits, *out);
    return encoder.encode(value, *error);
}
