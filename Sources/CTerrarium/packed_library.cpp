#include "packed_library.hpp"

#include <datetime.h>

#include "json_datetime.hpp"
#include "json_number_read.hpp"
#include "json_types.hpp"
#include "packed_tags.hpp"

namespace terrarium::packed {

using namespace json;

PyObject *refuse_raised(Refusal &refusal) {
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) {
        PyErr_Clear();
        refusal = {terrarium_json_memory, nullptr, "no memory for a value"};
    } else {
        refusal = {terrarium_json_raised, nullptr, "Python code that ran to make the value raised"};
    }
    return nullptr;
}

/// The C API of `datetime`, or NULL as for the values.
static PyDateTime_CAPI *datetime_api(terrarium_codec &codec, Refusal &refusal) {
    if (TERRARIUM_UNLIKELY(codec.known.datetime == nullptr)) {
        if (!import_library(codec, codec.names.datetime_module)) {
            refuse_raised(refusal);
        } else if (codec.known.datetime == nullptr) {
            refusal = {terrarium_json_type, nullptr, "the module datetime is not the standard library's"};
        }
    }
    return static_cast<PyDateTime_CAPI *>(codec.known.datetime);
}

PyObject *make_instant(terrarium_codec &codec, int64_t microseconds, Refusal &refusal) {
    int64_t from_march;
    Moment moment;
    if (__builtin_add_overflow(microseconds, epoch_microseconds, &from_march) || !moment_of(from_march, moment)) {
        refusal = {terrarium_json_number, nullptr, "a date outside of the years 1 to 9999"};
        return nullptr;
    }
    PyDateTime_CAPI *api = datetime_api(codec, refusal);
    if (api == nullptr) return nullptr;
    PyObject *value = api->DateTime_FromDateAndTime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond,
        api->TimeZone_UTC, api->DateTimeType);
    return value != nullptr ? value : refuse_raised(refusal);
}

PyObject *make_duration(terrarium_codec &codec, int64_t microseconds, Refusal &refusal) {
    PyDateTime_CAPI *api = datetime_api(codec, refusal);
    if (api == nullptr) return nullptr;
    int64_t days = microseconds / day_microseconds, rest = microseconds % day_microseconds;
    if (rest < 0) {
        days--;
        rest += day_microseconds;
    }
    PyObject *value = api->Delta_FromDelta(
        static_cast<int>(days), static_cast<int>(rest / second_microseconds),
        static_cast<int>(rest % second_microseconds), 0, api->DeltaType);
    return value != nullptr ? value : refuse_raised(refusal);
}

PyObject *make_wide_integer(const uint8_t *bytes, bool big_endian, bool has_sign) {
#if PY_VERSION_HEX >= 0x030d0000
    int flags = big_endian ? Py_ASNATIVEBYTES_BIG_ENDIAN : Py_ASNATIVEBYTES_LITTLE_ENDIAN;
    return has_sign ? PyLong_FromNativeBytes(bytes, wide_bytes, flags)
                    : PyLong_FromUnsignedNativeBytes(bytes, wide_bytes, flags);
#else
    return _PyLong_FromByteArray(bytes, wide_bytes, !big_endian, has_sign);
#endif
}

PyObject *make_uuid(terrarium_codec &codec, const uint8_t *bytes, Refusal &refusal) {
    if (codec.known.uuid == nullptr) {
        if (!import_library(codec, codec.names.uuid_module)) return refuse_raised(refusal);
        if (codec.known.uuid == nullptr) {
            refusal = {terrarium_json_type, nullptr, "the module uuid is not the standard library's"};
            return nullptr;
        }
    }
    PyObject *value = nullptr;
    PyObject *names = PyTuple_Pack(1, codec.names.integer);
    PyObject *slots[] = {nullptr, make_wide_integer(bytes, true, false)};
    if (names != nullptr && slots[1] != nullptr) {
        auto *type = reinterpret_cast<PyObject *>(codec.known.uuid);
        value = PyObject_Vectorcall(type, slots + 1, PY_VECTORCALL_ARGUMENTS_OFFSET, names);
    }
    Py_XDECREF(names);
    Py_XDECREF(slots[1]);
    return value != nullptr ? value : refuse_raised(refusal);
}

/// Whether a text is a number as `str(Decimal)` writes it.
static bool is_decimal(const uint8_t *text, size_t length) {
    const uint8_t *end = text + length;
    auto skip_digits = [end](const uint8_t *from) {
        while (from < end && is_digit(*from)) from++;
        return from;
    };
    auto skip_word = [&text, end](const char *word) {
        size_t bytes = strlen(word);
        if (static_cast<size_t>(end - text) < bytes || memcmp(text, word, bytes) != 0) return false;
        text += bytes;
        return true;
    };
    if (text < end && (*text == '-' || *text == '+')) text++;
    if (skip_word("Infinity")) return text == end;
    if (skip_word("NaN") || skip_word("sNaN")) return skip_digits(text) == end;
    const uint8_t *behind = skip_digits(text);
    bool has_digits = behind != text;
    text = behind;
    if (text < end && *text == '.') {
        behind = skip_digits(text + 1);
        has_digits |= behind != text + 1;
        text = behind;
    }
    if (!has_digits || text == end) return has_digits;
    if (*text != 'E') return false;
    text++;
    if (text < end && (*text == '-' || *text == '+')) text++;
    return text < end && skip_digits(text) == end;
}

/// Imports `decimal` and makes the context in which numbers are read: one of ours, as a plugin may set the traps of its
/// thread's as it likes. False with an exception set.
static bool prepare_decimal(terrarium_codec &codec) {
    const Names &names = codec.names;
    if (!import_library(codec, names.decimal_module)) return false;
    PyObject *module = PyImport_GetModule(names.decimal_module), *type = nullptr, *signal = nullptr, *context = nullptr;
    if (module != nullptr) type = PyObject_GetAttr(module, names.decimal_context);
    if (type != nullptr) signal = PyObject_GetAttr(module, names.decimal_signal);
    // Positional: precision, rounding, smallest and largest exponent, capitals, clamp, flags, traps.
    if (signal != nullptr) {
        PyObject *none = Py_None;
        context = PyObject_CallFunction(type, "OOOOOO[][O]", none, none, none, none, none, none, signal);
    }
    Py_XDECREF(module);
    Py_XDECREF(type);
    Py_XDECREF(signal);
    if (context == nullptr) {
        if (PyErr_Occurred() == nullptr) PyErr_SetString(PyExc_ImportError, "the module decimal is gone");
        return false;
    }
    Py_XSETREF(codec.known.decimal_context, context);
    return true;
}

PyObject *make_decimal(
    terrarium_codec &codec, const uint8_t *text, size_t length, bool hashable, Refusal &refusal) {
    if (!is_decimal(text, length)) {
        refusal = {terrarium_json_number, nullptr, "text that is no decimal number"};
        return nullptr;
    }
    if (hashable && memchr(text, 's', length) != nullptr) {
        refusal = {terrarium_json_type, nullptr, "a signalling NaN inside of a set, which cannot hold one"};
        return nullptr;
    }
    if (codec.known.decimal_context == nullptr && !prepare_decimal(codec)) return refuse_raised(refusal);
    if (codec.known.decimal == nullptr) {
        refusal = {terrarium_json_type, nullptr, "the module decimal is not the standard library's"};
        return nullptr;
    }
    PyObject *slots[] = {nullptr, make_ascii(text, length), codec.known.decimal_context};
    if (slots[1] == nullptr) return refuse_raised(refusal);
    auto *type = reinterpret_cast<PyObject *>(codec.known.decimal);
    PyObject *value = PyObject_Vectorcall(type, slots + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
    Py_DECREF(slots[1]);
    if (value == nullptr && PyErr_ExceptionMatches(PyExc_ArithmeticError)) {
        PyErr_Clear();
        refusal = {terrarium_json_number, nullptr, "a decimal number whose exponent is too large"};
        return nullptr;
    }
    return value != nullptr ? value : refuse_raised(refusal);
}

}  // namespace terrarium::packed
