// Any bytes as JSON text: they are refused with a place, or give a value that survives being written and read again.

#include "support.hpp"

static terrarium_codec *codec;

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
    codec = start_python();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1) return 0;
    // The first byte chooses limits and form.
    uint8_t choice = data[0];
    terrarium_limits limits = {
        .depth = choice & 1 ? 8u : 512u,
        .integer_digits = choice & 2 ? 25u : 4300u,
        .input_bytes = SIZE_MAX,
        .output_bytes = SIZE_MAX / 2,
        .fidius = (choice & 4) != 0,
    };
    // Memory of exactly the text's size: a read past its end is seen.
    size_t length = size - 1;
    auto *text = static_cast<uint8_t *>(malloc(length == 0 ? 1 : length));
    memcpy(text, data + 1, length);
    terrarium_json_error error;

    terrarium_json_arguments arguments;
    terrarium_json_status status = terrarium_json_decode_arguments(codec, text, length, &limits, &arguments, &error);
    must(!PyErr_Occurred(), "no exception is set");
    if (status == terrarium_json_ok) {
        arguments.values[-1] = nullptr;
        terrarium_json_arguments_release(&arguments);
    } else {
        check_error(error, status, length);
    }

    PyObject *value = terrarium_json_decode(codec, text, length, &limits, &error);
    must(!PyErr_Occurred(), "no exception is set");
    must((value != nullptr) == (status == terrarium_json_ok), "both forms judge alike");
    free(text);
    if (value == nullptr) {
        check_error(error, error.status, length);
        return 0;
    }
    terrarium_buffer buffer = {};
    limits.fidius = false;
    status = terrarium_json_encode(codec, value, &limits, &buffer, &error);
    must(status == terrarium_json_ok, "what was read can be written");
    PyObject *again = terrarium_json_decode(codec, buffer.data, buffer.length, &limits, &error);
    must(again != nullptr, "what was written can be read");
    must(PyObject_RichCompareBool(value, again, Py_EQ) == 1, "it is the same value");
    terrarium_buffer second = {};
    must(terrarium_json_encode(codec, again, &limits, &second, &error) == terrarium_json_ok, "and can be written again");
    must(buffer.length == second.length && memcmp(buffer.data, second.data, buffer.length) == 0, "as the same text");
    terrarium_buffer_free(&buffer);
    terrarium_buffer_free(&second);
    Py_DECREF(value);
    Py_DECREF(again);
    return 0;
}
