#ifndef TERRARIUM_FUZZ_SUPPORT_HPP
#define TERRARIUM_FUZZ_SUPPORT_HPP

#include <json.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

// What the fuzz targets share. They abort at what must not happen, which libFuzzer reports.

/// Stops the run when something that always holds does not.
inline void must(bool holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "must: %s\n", what);
    if (PyErr_Occurred()) PyErr_Print();
    abort();
}

/// Starts Python once, without site packages; a new codec.
inline terrarium_codec *start_python() {
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    PyStatus status = Py_InitializeFromConfig(&config);
    must(!PyStatus_Exception(status), "Python starts");
    PyConfig_Clear(&config);
    terrarium_codec *codec = terrarium_codec_new();
    must(codec != nullptr, "a codec is made");
    return codec;
}

/// Checks what a refusal says.
inline void check_error(const terrarium_json_error &error, terrarium_json_status status, size_t length) {
    must(status == error.status && status != terrarium_json_ok, "the status is in the error");
    must(error.offset <= length, "the offset is in the text or at its end");
    must(memchr(error.path, 0, sizeof error.path) != nullptr && error.path[0] == '$', "there is a path");
    must(memchr(error.detail, 0, sizeof error.detail) != nullptr && error.detail[0] != 0, "there is a detail");
    PyObject *path = PyUnicode_DecodeUTF8(error.path, static_cast<Py_ssize_t>(strlen(error.path)), nullptr);
    PyObject *detail = PyUnicode_DecodeUTF8(error.detail, static_cast<Py_ssize_t>(strlen(error.detail)), nullptr);
    must(path != nullptr && detail != nullptr, "path and detail are UTF-8");
    Py_DECREF(path);
    Py_DECREF(detail);
}

#endif
