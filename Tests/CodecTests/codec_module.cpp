// The codec as an extension module, so that its tests can be written in Python. Test code only.

#include <json.h>
#include <packed.h>

/// `CodecError`, whose attributes are those of `terrarium_json_error`.
static PyObject *codec_error;
static terrarium_codec *codec;

/// Reads limits from keyword arguments; false with an exception set.
static bool read_limits(PyObject *keywords, terrarium_limits &limits) {
    limits = {512, 4300, SIZE_MAX / 2, SIZE_MAX / 2, false};
    if (keywords == nullptr) return true;
    PyObject *key, *value;
    Py_ssize_t position = 0;
    while (PyDict_Next(keywords, &position, &key, &value)) {
        size_t number = PyLong_AsSize_t(value);
        if (number == static_cast<size_t>(-1) && PyErr_Occurred()) return false;
        if (PyUnicode_CompareWithASCIIString(key, "depth") == 0) {
            limits.depth = static_cast<uint32_t>(number);
        } else if (PyUnicode_CompareWithASCIIString(key, "integer_digits") == 0) {
            limits.integer_digits = static_cast<uint32_t>(number);
        } else if (PyUnicode_CompareWithASCIIString(key, "input_bytes") == 0) {
            limits.input_bytes = number;
        } else if (PyUnicode_CompareWithASCIIString(key, "output_bytes") == 0) {
            limits.output_bytes = number;
        } else if (PyUnicode_CompareWithASCIIString(key, "fidius") == 0) {
            limits.fidius = number != 0;
        } else {
            PyErr_Format(PyExc_TypeError, "no such limit: %U", key);
            return false;
        }
    }
    return true;
}

static const char *status_name(terrarium_json_status status) {
    switch (status) {
    case terrarium_json_ok: return "ok";
    case terrarium_json_syntax: return "syntax";
    case terrarium_json_encoding: return "encoding";
    case terrarium_json_surrogate: return "surrogate";
    case terrarium_json_depth: return "depth";
    case terrarium_json_number: return "number";
    case terrarium_json_size: return "size";
    case terrarium_json_type: return "type";
    case terrarium_json_key: return "key";
    case terrarium_json_not_finite: return "not_finite";
    case terrarium_json_cycle: return "cycle";
    case terrarium_json_changed: return "changed";
    case terrarium_json_memory: return "memory";
    case terrarium_json_raised: return "raised";
    }
    return "?";
}

/// Raises `CodecError`, with the exception that is set as its cause. Returns NULL.
static PyObject *raise(const terrarium_json_error &error) {
    PyObject *type = nullptr, *cause = nullptr, *traceback = nullptr;
    PyErr_Fetch(&type, &cause, &traceback);
    PyErr_NormalizeException(&type, &cause, &traceback);
    PyObject *exception = PyObject_CallFunction(
        codec_error, "snss", status_name(error.status), static_cast<Py_ssize_t>(error.offset), error.path, error.detail);
    if (exception != nullptr) {
        if ((cause != nullptr) != (error.status == terrarium_json_raised)) {
            PyErr_SetString(PyExc_SystemError, "an exception is set exactly when the status is `raised`");
        } else {
            if (cause != nullptr) PyException_SetCause(exception, Py_NewRef(cause));
            PyErr_SetObject(codec_error, exception);
        }
        Py_DECREF(exception);
    }
    Py_XDECREF(type);
    Py_XDECREF(cause);
    Py_XDECREF(traceback);
    return nullptr;
}

/// Copies the text into memory of exactly its size, so that the address sanitizer sees a read past its end.
static bool copy_text(PyObject *arguments, Py_buffer &view, uint8_t *&text) {
    if (!PyArg_ParseTuple(arguments, "y*", &view)) return false;
    text = static_cast<uint8_t *>(malloc(view.len == 0 ? 1 : static_cast<size_t>(view.len)));
    memcpy(text, view.buf, static_cast<size_t>(view.len));
    return true;
}

using Decode = decltype(terrarium_json_decode);
using DecodeArguments = decltype(terrarium_json_decode_arguments);
using Encode = decltype(terrarium_json_encode);

/// `decode(bytes, **limits)` and `packed_decode`.
template <Decode decode_bytes>
static PyObject *decode(PyObject *, PyObject *arguments, PyObject *keywords) {
    terrarium_limits limits;
    Py_buffer view;
    uint8_t *text;
    if (!read_limits(keywords, limits) || !copy_text(arguments, view, text)) return nullptr;
    terrarium_json_error error;
    PyObject *value = decode_bytes(codec, text, static_cast<size_t>(view.len), &limits, &error);
    free(text);
    PyBuffer_Release(&view);
    return value != nullptr ? value : raise(error);
}

/// `decode_arguments(bytes, **limits)` and `packed_decode_arguments`: a tuple.
template <DecodeArguments decode_bytes>
static PyObject *decode_arguments(PyObject *, PyObject *arguments, PyObject *keywords) {
    terrarium_limits limits;
    Py_buffer view;
    uint8_t *text;
    if (!read_limits(keywords, limits) || !copy_text(arguments, view, text)) return nullptr;
    terrarium_json_error error;
    terrarium_json_arguments decoded;
    terrarium_json_status status =
        decode_bytes(codec, text, static_cast<size_t>(view.len), &limits, &decoded, &error);
    free(text);
    PyBuffer_Release(&view);
    if (status != terrarium_json_ok) {
        if (decoded.values != nullptr || decoded.count != 0) {
            PyErr_SetString(PyExc_SystemError, "a refusal leaves nothing to release");
            return nullptr;
        }
        return raise(error);
    }
    PyObject *tuple = PyTuple_New(decoded.count);
    for (Py_ssize_t i = 0; i < decoded.count; i++) PyTuple_SET_ITEM(tuple, i, Py_NewRef(decoded.values[i]));
    // The slot that a vectorcall may use for `self`.
    decoded.values[-1] = nullptr;
    terrarium_json_arguments_release(&decoded);
    return tuple;
}

/// Encodes behind what `buffer` holds, and frees it: `bytes` of all, or NULL with `CodecError` raised.
static PyObject *encode_into(
    Encode encode_value, PyObject *value, const terrarium_limits &limits, terrarium_buffer buffer) {
    terrarium_json_error error;
    terrarium_json_status status = encode_value(codec, value, &limits, &buffer, &error);
    PyObject *result = nullptr;
    if (status == terrarium_json_ok) {
        result = PyBytes_FromStringAndSize(reinterpret_cast<char *>(buffer.data), static_cast<Py_ssize_t>(buffer.length));
    } else {
        raise(error);
    }
    terrarium_buffer_free(&buffer);
    return result;
}

/// `encode(value, **limits)` and `packed_encode`.
template <Encode encode_value>
static PyObject *encode(PyObject *, PyObject *arguments, PyObject *keywords) {
    terrarium_limits limits;
    PyObject *value;
    if (!read_limits(keywords, limits) || !PyArg_ParseTuple(arguments, "O", &value)) return nullptr;
    return encode_into(encode_value, value, limits, {});
}

/// Encodes behind a prefix in one buffer: `encode_after(prefix, value, **limits)` and `packed_encode_after`.
template <Encode encode_value>
static PyObject *encode_after(PyObject *, PyObject *arguments, PyObject *keywords) {
    terrarium_limits limits;
    PyObject *value;
    Py_buffer prefix;
    if (!read_limits(keywords, limits) || !PyArg_ParseTuple(arguments, "y*O", &prefix, &value)) return nullptr;
    terrarium_buffer buffer = {};
    terrarium_buffer_reserve(&buffer, static_cast<size_t>(prefix.len) + 1);
    memcpy(buffer.data, prefix.buf, static_cast<size_t>(prefix.len));
    buffer.length = static_cast<size_t>(prefix.len);
    PyBuffer_Release(&prefix);
    return encode_into(encode_value, value, limits, buffer);
}

/// Ends the codec and makes a new one.
static PyObject *reset(PyObject *, PyObject *) {
    terrarium_codec_free(codec);
    codec = terrarium_codec_new();
    if (codec == nullptr) return PyErr_NoMemory();
    Py_RETURN_NONE;
}

template <typename Function> static PyCFunction as_function(Function function) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)(void)>(function));
}

static PyMethodDef methods[] = {
    {"decode", as_function(decode<terrarium_json_decode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"decode_arguments", as_function(decode_arguments<terrarium_json_decode_arguments>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"encode", as_function(encode<terrarium_json_encode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"encode_after", as_function(encode_after<terrarium_json_encode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"packed_decode", as_function(decode<terrarium_packed_decode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"packed_decode_arguments", as_function(decode_arguments<terrarium_packed_decode_arguments>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"packed_encode", as_function(encode<terrarium_packed_encode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"packed_encode_after", as_function(encode_after<terrarium_packed_encode>), METH_VARARGS | METH_KEYWORDS, nullptr},
    {"reset", reset, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_terrarium_codec", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

PyMODINIT_FUNC PyInit__terrarium_codec(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module == nullptr) return nullptr;
    codec = terrarium_codec_new();
    codec_error = PyErr_NewException("_terrarium_codec.CodecError", nullptr, nullptr);
    if (codec == nullptr || codec_error == nullptr) return PyErr_NoMemory();
    Py_INCREF(codec_error);
    if (PyModule_AddObject(module, "CodecError", codec_error) != 0) return nullptr;
    return module;
}
