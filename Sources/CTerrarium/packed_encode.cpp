#include "json_datetime.hpp"
#include "json_encoder.hpp"
#include "json_number_write.hpp"
#include "json_string_write.hpp"
#include "packed.h"
#include "packed_tags.hpp"

// Python objects to packed values.
namespace terrarium::packed {

using namespace json;

namespace {

constexpr size_t head_bytes = 1 + sizeof(uint32_t);
static_assert(head_bytes <= value_slack, "the head of a container fits where nothing is reserved for it");

/// Writes the tag, if there is one, and the length of what follows. There is room for it.
template <bool tagged> uint8_t *put_head(uint8_t *out, Tag tag, size_t length) {
    if (tagged) *out++ = tag;
    return store(out, static_cast<uint32_t>(length));
}

/// Writes a tag and the number behind it. False with the writer's status set.
template <typename Number> bool write_number(Writer &writer, Tag tag, Number number) {
    if (TERRARIUM_UNLIKELY(!writer.reserve(1 + sizeof number + value_slack))) return false;
    *writer.cursor = tag;
    writer.cursor = store(writer.cursor + 1, number);
    return true;
}

/// Writes a value that is its tag. False with the writer's status set.
bool write_tag(Writer &writer, Tag tag) {
    if (TERRARIUM_UNLIKELY(!writer.reserve(1 + value_slack))) return false;
    *writer.cursor++ = tag;
    return true;
}

/// Writes bytes as they are behind a tag and their length. False with the writer's status set.
bool write_bytes(Writer &writer, Tag tag, const void *bytes, size_t length) {
    if (!writer.reserve(head_bytes + value_slack)) return false;
    writer.cursor = put_head<true>(writer.cursor, tag, length);
    return writer.append(bytes, length);
}

/// Writes a `str` that is not short ASCII in compact form. GIL held. False with the writer's status set.
template <bool tagged> __attribute__((noinline)) bool write_uncommon_text(Writer &writer, PyObject *string) {
    if (!writer.reserve(head_bytes + value_slack)) return false;
    writer.cursor = put_head<tagged>(writer.cursor, tag_text, 0);
    size_t length;
    if (!write_utf8(writer, string, length)) return false;
    store(writer.cursor - length - sizeof(uint32_t), static_cast<uint32_t>(length));
    return true;
}

/// Writes a `str`, of a subclass too; without a tag as a key. GIL held. False with the writer's status set.
template <bool tagged> __attribute__((always_inline)) inline bool write_text(Writer &writer, PyObject *string) {
    if (TERRARIUM_LIKELY(PyUnicode_IS_COMPACT_ASCII(string))) {
        size_t length = static_cast<size_t>(PyUnicode_GET_LENGTH(string));
        if (TERRARIUM_LIKELY(length <= short_string)) {
            if (TERRARIUM_UNLIKELY(!writer.reserve(head_bytes + length + block_bytes + value_slack))) return false;
            const uint8_t *bytes = reinterpret_cast<const uint8_t *>(reinterpret_cast<PyASCIIObject *>(string) + 1);
            uint8_t *out = put_head<tagged>(writer.cursor, tag_text, length);
            writer.cursor = write_short<false>(out, bytes, length);
            return true;
        }
    }
    return write_uncommon_text<tagged>(writer, string);
}

/// Writes an `int` of more than 60 bits, read from its storage. GIL held. False with the writer's status set.
__attribute__((noinline)) bool write_wide_integer(Writer &writer, PyObject *integer) {
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
    if (overflow == 0) return write_number<int64_t>(writer, tag_integer, value);
    unsigned char bytes[wide_bytes];
    bool fits, fits_unsigned = false;
#if PY_VERSION_HEX >= 0x030d0000
    constexpr Py_ssize_t most = wide_bytes;
    fits = PyLong_AsNativeBytes(integer, bytes, most, Py_ASNATIVEBYTES_LITTLE_ENDIAN) <= most;
    if (!fits && overflow > 0) {
        constexpr int flags = Py_ASNATIVEBYTES_LITTLE_ENDIAN | Py_ASNATIVEBYTES_UNSIGNED_BUFFER;
        fits_unsigned = PyLong_AsNativeBytes(integer, bytes, most, flags) <= most;
    }
#else
    auto *number = reinterpret_cast<PyLongObject *>(integer);
    bool may_fit = _PyLong_NumBits(integer) <= 8 * wide_bytes;
    fits = may_fit && _PyLong_AsByteArray(number, bytes, wide_bytes, 1, 1) == 0;
    if (may_fit && !fits) {
        PyErr_Clear();
        fits_unsigned = overflow > 0 && _PyLong_AsByteArray(number, bytes, wide_bytes, 1, 0) == 0;
    }
#endif
    if (!fits && !fits_unsigned) return write_tag(writer, tag_huge_integer);
    Tag tag = fits ? tag_wide_integer : tag_wide_unsigned;
    return write_number(writer, tag, __builtin_bit_cast(unsigned __int128, bytes));
}

/// Fills the error with the name of the value's type and what to do about it. The status. GIL held.
terrarium_json_status refuse(terrarium_json_error &error, PyObject *value, const char *advice) {
    char name[160];
    type_name(Py_TYPE(value), name, sizeof name);
    return describe(error, terrarium_json_type, "%s%s", name, advice);
}

/// Writes a `memoryview`. The status, with the error filled. GIL held.
terrarium_json_status write_memoryview(
    Writer &writer, PyObject *value, const terrarium_limits &limits, terrarium_json_error &error) {
    Py_buffer view;
    if (PyObject_GetBuffer(value, &view, PyBUF_SIMPLE) != 0) {
        bool released = PyErr_ExceptionMatches(PyExc_ValueError);
        PyErr_Clear();
        const char *advice = released ? " that was released" : " whose bytes are not contiguous: return bytes(x)";
        return refuse(error, value, advice);
    }
    bool written = write_bytes(writer, tag_bytes, view.buf, static_cast<size_t>(view.len));
    PyBuffer_Release(&view);
    return written ? terrarium_json_ok : describe_failure(error, writer.status, limits);
}

/// Writes a `datetime.datetime`. The status, with the error filled. GIL held; runs Python code for other time zones
/// than UTC.
terrarium_json_status write_instant(
    Writer &writer, terrarium_codec &codec, PyObject *value, const terrarium_limits &limits,
    terrarium_json_error &error) {
    bool aware;
    int64_t offset;
    if (!offset_of(codec, value, aware, offset)) return describe_failure(error, terrarium_json_raised, limits);
    if (!aware) {
        return refuse(
            error, value,
            " without a time zone: use datetime.now(timezone.utc), or x.astimezone() if the local time zone is meant");
    }
    int64_t instant = microseconds_of(read_moment(value)) - offset - epoch_microseconds;
    if (!write_number(writer, tag_instant, instant)) return describe_failure(error, writer.status, limits);
    return terrarium_json_ok;
}

/// Writes a `decimal.Decimal`. The status, with the error filled. GIL held.
terrarium_json_status write_decimal(
    Writer &writer, terrarium_codec &codec, PyObject *value, const terrarium_limits &limits,
    terrarium_json_error &error) {
    // Of the class itself; a subclass may have another one.
    PyObject *text = codec.known.decimal->tp_str(value);
    if (text == nullptr) return describe_failure(error, terrarium_json_raised, limits);
    if (!PyUnicode_Check(text) || !PyUnicode_IS_COMPACT_ASCII(text)) {
        Py_DECREF(text);
        return refuse(error, value, " whose text is no number");
    }
    size_t length = static_cast<size_t>(PyUnicode_GET_LENGTH(text));
    bool written = write_bytes(writer, tag_decimal, PyUnicode_DATA(text), length);
    Py_DECREF(text);
    if (!written) return describe_failure(error, writer.status, limits);
    // A context of the plugin's may ask for a small one.
    auto *exponent = static_cast<uint8_t *>(memchr(writer.cursor - length, 'e', length));
    if (exponent != nullptr) *exponent = 'E';
    return terrarium_json_ok;
}

struct PackedForm {
    static constexpr bool counted = true;
    static constexpr bool has_sets = true;

    __attribute__((always_inline)) static Written write_plain(
        Writer &writer, PyObject *value, const terrarium_limits &) {
        PyTypeObject *type = Py_TYPE(value);
        bool written;
        if (type == &PyUnicode_Type) {
            written = write_text<true>(writer, value);
        } else if (type == &PyLong_Type) {
            written = write_integer(writer, value);
        } else if (type == &PyFloat_Type) {
            written = write_number(writer, tag_float, PyFloat_AS_DOUBLE(value));
        } else if (value == Py_None) {
            written = write_tag(writer, tag_none);
        } else if (type == &PyBool_Type) {
            written = write_tag(writer, value == Py_True ? tag_true : tag_false);
        } else {
            return Written::no;
        }
        return TERRARIUM_LIKELY(written) ? Written::done : Written::failed;
    }

    static terrarium_json_status write_other(
        Writer &writer, terrarium_codec &codec, PyObject *value, TypeKind kind, const terrarium_limits &limits,
        terrarium_json_error &error) {
        bool written;
        int64_t duration;
        uint8_t identifier[wide_bytes];
        switch (kind) {
        case TypeKind::string: written = write_text<true>(writer, value); break;
        case TypeKind::integer: written = write_integer(writer, value); break;
        case TypeKind::floating: written = write_number(writer, tag_float, PyFloat_AS_DOUBLE(value)); break;
        case TypeKind::bytes:
            written = write_bytes(
                writer, tag_bytes, PyBytes_AS_STRING(value), static_cast<size_t>(PyBytes_GET_SIZE(value)));
            break;
        case TypeKind::bytearray:
            written = write_bytes(
                writer, tag_bytes, PyByteArray_AS_STRING(value), static_cast<size_t>(PyByteArray_GET_SIZE(value)));
            break;
        case TypeKind::memoryview: return write_memoryview(writer, value, limits, error);
        case TypeKind::datetime: return write_instant(writer, codec, value, limits, error);
        case TypeKind::date: return refuse(error, value, ": return a datetime with a time zone, or x.isoformat()");
        case TypeKind::time: return refuse(error, value, ": return a timedelta, or x.isoformat()");
        case TypeKind::timedelta:
            if (!microseconds_of_delta(value, duration)) {
                return refuse(error, value, " of more than 106751991 days");
            }
            written = write_number(writer, tag_duration, duration);
            break;
        case TypeKind::uuid: {
            terrarium_json_status status = read_uuid(codec, value, identifier);
            if (status == terrarium_json_type) return describe_type(error, Py_TYPE(value));
            if (status != terrarium_json_ok) return describe_failure(error, status, limits);
            written = write_number(writer, tag_uuid, __builtin_bit_cast(unsigned __int128, identifier));
            break;
        }
        case TypeKind::decimal: return write_decimal(writer, codec, value, limits, error);
        default: return describe_type(error, Py_TYPE(value));
        }
        return written ? terrarium_json_ok : describe_failure(error, writer.status, limits);
    }

    __attribute__((always_inline)) static bool write_key(Writer &writer, PyObject *key) {
        return write_text<false>(writer, key);
    }

    static void open(Writer &writer, FrameKind kind, Py_ssize_t size) {
        Tag tag = kind == FrameKind::list    ? tag_list
                  : kind == FrameKind::tuple ? tag_tuple
                  : kind == FrameKind::set   ? tag_set
                                             : tag_object;
        writer.cursor = put_head<true>(writer.cursor, tag, static_cast<size_t>(size));
    }

    static bool close(Writer &, FrameKind, Py_ssize_t) { return true; }

    static void finish(Writer &) {}

    static terrarium_json_status describe_key(terrarium_json_error &error, PyObject *key) {
        char name[160];
        type_name(Py_TYPE(key), name, sizeof name);
        return describe(error, terrarium_json_key, "a key of type %s, and the keys of a dict must be strings", name);
    }

private:
    __attribute__((always_inline)) static bool write_integer(Writer &writer, PyObject *value) {
        int64_t number;
        if (TERRARIUM_UNLIKELY(!small_integer(value, number))) return write_wide_integer(writer, value);
        return write_number(writer, tag_integer, number);
    }
};

}  // namespace
}  // namespace terrarium::packed

extern "C" terrarium_json_status terrarium_packed_encode(
    terrarium_codec *codec, PyObject *value, const terrarium_limits *limits, terrarium_buffer *out,
    terrarium_json_error *error) {
    terrarium_limits capped;
    if (TERRARIUM_UNLIKELY(limits->output_bytes > UINT32_MAX)) {
        // No length or count is then too large for the 32 bits that it has.
        capped = *limits;
        capped.output_bytes = UINT32_MAX;
        limits = &capped;
    }
    terrarium::json::Encoder<terrarium::packed::PackedForm> encoder(*codec, *limits, *out);
    return encoder.encode(value, *error);
}

extern "C" size_t terrarium_packed_encode_plain(PyObject *value, uint8_t *out, size_t room) {
    using namespace terrarium::packed;
    PyTypeObject *type = Py_TYPE(value);
    if (type == &PyUnicode_Type) {
        if (!PyUnicode_IS_COMPACT_ASCII(value)) return 0;
        size_t length = static_cast<size_t>(PyUnicode_GET_LENGTH(value));
        if (length + head_bytes > room) return 0;
        memcpy(put_head<true>(out, tag_text, length), reinterpret_cast<PyASCIIObject *>(value) + 1, length);
        return head_bytes + length;
    }
    constexpr size_t number_bytes = 1 + sizeof(int64_t);
    if (room < number_bytes) return 0;
    if (type == &PyLong_Type) {
        int64_t number;
        if (!small_integer(value, number)) return 0;
        *out = tag_integer;
        store(out + 1, number);
        return number_bytes;
    }
    if (type == &PyFloat_Type) {
        *out = tag_float;
        store(out + 1, PyFloat_AS_DOUBLE(value));
        return number_bytes;
    }
    if (value == Py_None) {
        *out = tag_none;
    } else if (value == Py_True) {
        *out = tag_true;
    } else if (value == Py_False) {
        *out = tag_false;
    } else {
        return 0;
    }
    return 1;
}
