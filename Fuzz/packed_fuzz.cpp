// Any bytes as packed values: they are refused with a place, or give a value that survives being written and read again.

#include "support.hpp"

#include <packed.h>

static terrarium_codec *codec;

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
    codec = start_python();
    return 0;
}

/// Checks what reading a value left behind.
static void check_outcome(bool accepted, const terrarium_json_error &error, size_t length) {
    if (accepted) {
        must(!PyErr_Occurred(), "no exception is set");
        return;
    }
    check_error(error, error.status, length);
    must(strcmp(error.path, "$") == 0, "the path is left to the caller");
    // Only an import or a constructor could raise, and nobody changes those here.
    must(error.status != terrarium_json_raised && !PyErr_Occurred(), "no exception is set");
}

/// Writes a value and reads it again.
static void check_value(PyObject *value, const terrarium_limits &limits) {
    terrarium_json_error error;
    terrarium_buffer first = {}, second = {};
    terrarium_json_status status = terrarium_packed_encode(codec, value, &limits, &first, &error);
    must(status == terrarium_json_ok, "what was read can be written");
    PyObject *again = terrarium_packed_decode(codec, first.data, first.length, &limits, &error);
    must(again != nullptr, "what was written can be read");
    status = terrarium_packed_encode(codec, again, &limits, &second, &error);
    must(status == terrarium_json_ok, "and can be written again");
    // Sets have no order, and NaN is not equal to itself: of the bytes, the number says most.
    must(first.length == second.length, "as the same value");
    terrarium_buffer_free(&first);
    terrarium_buffer_free(&second);
    Py_DECREF(again);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1) return 0;
    // The first byte chooses limits.
    uint8_t choice = data[0];
    terrarium_limits limits = {
        .depth = choice & 1 ? 8u : 512u,
        .integer_digits = 4300,
        .input_bytes = choice & 2 ? size_t{64} : SIZE_MAX,
        .output_bytes = SIZE_MAX / 2,
        .fidius = (choice & 4) != 0,
    };
    // Memory of exactly the message's size: a read past its end is seen.
    size_t length = size - 1;
    auto *bytes = static_cast<uint8_t *>(malloc(length == 0 ? 1 : length));
    memcpy(bytes, data + 1, length);
    terrarium_json_error error;

    terrarium_json_arguments arguments;
    terrarium_json_status status = terrarium_packed_decode_arguments(codec, bytes, length, &limits, &arguments, &error);
    check_outcome(status == terrarium_json_ok, error, length);
    if (status == terrarium_json_ok) {
        arguments.values[-1] = nullptr;
        terrarium_json_arguments_release(&arguments);
    } else {
        must(arguments.values == nullptr, "a refusal leaves nothing to release");
    }

    PyObject *value = terrarium_packed_decode(codec, bytes, length, &limits, &error);
    check_outcome(value != nullptr, error, length);
    must(value != nullptr || status != terrarium_json_ok, "arguments are a value");
    free(bytes);
    if (value == nullptr) return 0;
    limits.input_bytes = SIZE_MAX;
    check_value(value, limits);
    Py_DECREF(value);
    return 0;
}
