// Measures the codec against orjson, in one process and in turns, and prints a table of the best times.
//
// The codec reads from memory and writes to a buffer of `malloc`; orjson reads a `bytes` and makes a `bytes`, both made
// before or freed after the time is taken. Documents are decoded anew before each timed encoding: orjson leaves the UTF-8
// form inside each string that it has written, so a second time it would only copy.

#include <json.h>

#include <cstdio>
#include <ctime>

static PyObject *loads, *dumps, *documents;
static terrarium_codec *codec;
static const terrarium_limits limits = {512, 4300, SIZE_MAX / 2, SIZE_MAX / 2, false};

static double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

[[noreturn]] static void stop(const char *what) {
    fprintf(stderr, "%s\n", what);
    if (PyErr_Occurred()) PyErr_Print();
    exit(1);
}

static PyObject *check(PyObject *object, const char *what) {
    if (object == nullptr) stop(what);
    return object;
}

static PyObject *our_decode(PyObject *text) {
    terrarium_json_error error;
    PyObject *value = terrarium_json_decode(
        codec, reinterpret_cast<const uint8_t *>(PyBytes_AS_STRING(text)), static_cast<size_t>(PyBytes_GET_SIZE(text)),
        &limits, &error);
    if (value == nullptr) stop(error.detail);
    return value;
}

static void our_encode(PyObject *value, terrarium_buffer *buffer) {
    terrarium_json_error error;
    if (terrarium_json_encode(codec, value, &limits, buffer, &error) != terrarium_json_ok) stop(error.detail);
}

struct Times {
    double ours = 1e300, orjsons = 1e300;
    void ours_took(double time) { ours = time < ours ? time : ours; }
    void orjsons_took(double time) { orjsons = time < orjsons ? time : orjsons; }
};

static void print(const char *name, const char *direction, const Times &times, const char *unit, double scale) {
    printf("%-24s %-7s %10.3f %s %10.3f %s %8.2f\n", name, direction, times.ours / scale, unit, times.orjsons / scale,
           unit, times.ours / times.orjsons);
    fflush(stdout);
}

static void measure_document(const char *kind, size_t size, int repeats, bool warm) {
    PyObject *text = check(PyObject_CallMethod(documents, "document", "sn", kind, static_cast<Py_ssize_t>(size)), kind);
    Times decode, encode;
    for (int i = 0; i < repeats; i++) {
        double start = now();
        PyObject *value = our_decode(text);
        decode.ours_took(now() - start);
        terrarium_buffer buffer = {};
        if (warm) check(PyObject_CallOneArg(dumps, value), "dumps");
        start = now();
        our_encode(value, &buffer);
        encode.ours_took(now() - start);
        if (i == 0) {
            PyObject *theirs = check(PyObject_CallOneArg(dumps, value), "dumps");
            if (static_cast<size_t>(PyBytes_GET_SIZE(theirs)) != buffer.length ||
                memcmp(PyBytes_AS_STRING(theirs), buffer.data, buffer.length) != 0) {
                stop("the results differ from orjson's");
            }
            Py_DECREF(theirs);
            PyObject *other = check(PyObject_CallOneArg(loads, text), "loads");
            if (PyObject_RichCompareBool(value, other, Py_EQ) != 1) stop("the values differ from orjson's");
            Py_DECREF(other);
        }
        terrarium_buffer_free(&buffer);
        Py_DECREF(value);

        start = now();
        value = check(PyObject_CallOneArg(loads, text), "loads");
        decode.orjsons_took(now() - start);
        if (warm) check(PyObject_CallOneArg(dumps, value), "dumps");
        start = now();
        PyObject *bytes = check(PyObject_CallOneArg(dumps, value), "dumps");
        encode.orjsons_took(now() - start);
        Py_DECREF(bytes);
        Py_DECREF(value);
    }
    char name[64];
    snprintf(name, sizeof name, "%s %zu MB%s", kind, size / 1000000, warm ? ", again" : "");
    if (!warm) print(name, "decode", decode, "ms", 1e6);
    print(name, "encode", encode, "ms", 1e6);
    Py_DECREF(text);
}

static void measure_small(const char *name, PyObject *text) {
    const auto *bytes = reinterpret_cast<const uint8_t *>(PyBytes_AS_STRING(text));
    size_t length = static_cast<size_t>(PyBytes_GET_SIZE(text));
    constexpr int calls = 20000, repeats = 60;
    Times decode, encode;
    PyObject *value = our_decode(text);
    for (int repeat = 0; repeat < repeats; repeat++) {
        double start = now();
        for (int i = 0; i < calls; i++) {
            terrarium_json_error error;
            terrarium_json_arguments arguments;
            if (terrarium_json_decode_arguments(codec, bytes, length, &limits, &arguments, &error) != terrarium_json_ok) {
                stop(error.detail);
            }
            terrarium_json_arguments_release(&arguments);
        }
        decode.ours_took((now() - start) / calls);
        start = now();
        for (int i = 0; i < calls; i++) Py_DECREF(PyObject_CallOneArg(loads, text));
        decode.orjsons_took((now() - start) / calls);
        terrarium_buffer buffer = {};
        start = now();
        for (int i = 0; i < calls; i++) {
            buffer.length = 0;
            our_encode(value, &buffer);
        }
        encode.ours_took((now() - start) / calls);
        terrarium_buffer_free(&buffer);
        start = now();
        for (int i = 0; i < calls; i++) Py_DECREF(PyObject_CallOneArg(dumps, value));
        encode.orjsons_took((now() - start) / calls);
    }
    Py_DECREF(value);
    print(name, "decode", decode, "ns", 1);
    print(name, "encode", encode, "ns", 1);
}

int main(int count, char **words) {
    // codec_benchmark PACKAGES DOCUMENTS-DIRECTORY [LARGE-MEGABYTES [KIND]]
    if (count < 3) {
        fprintf(stderr, "usage: codec_benchmark PACKAGES DIRECTORY [LARGE-MEGABYTES [KIND]]\n");
        return 2;
    }
    size_t large = count > 3 ? strtoul(words[3], nullptr, 10) : 100;
    const char *only = count > 4 ? words[4] : nullptr;
    Py_InitializeEx(0);
    PyObject *path = PySys_GetObject("path");
    for (int i = 1; i <= 2; i++) {
        PyObject *directory = check(PyUnicode_DecodeFSDefault(words[i]), "path");
        if (PyList_Insert(path, 0, directory) != 0) stop("path");
        Py_DECREF(directory);
    }
    PyObject *orjson = check(PyImport_ImportModule("orjson"), "orjson");
    loads = check(PyObject_GetAttrString(orjson, "loads"), "loads");
    dumps = check(PyObject_GetAttrString(orjson, "dumps"), "dumps");
    documents = check(PyImport_ImportModule("documents"), "documents");
    codec = terrarium_codec_new();
    PyObject *version = check(PyObject_GetAttrString(orjson, "__version__"), "version");
    printf("Python %s, orjson %s; best times, and ours / orjson's\n", PY_VERSION, PyUnicode_AsUTF8(version));

    PyObject *small = check(PyObject_CallMethod(documents, "small", nullptr), "small");
    PyObject *name, *text;
    Py_ssize_t position = 0;
    while (only == nullptr && PyDict_Next(small, &position, &name, &text)) measure_small(PyUnicode_AsUTF8(name), text);
    PyObject *kinds = check(PyObject_GetAttrString(documents, "KINDS"), "KINDS");
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(kinds); i++) {
        const char *kind = PyUnicode_AsUTF8(PyList_GET_ITEM(kinds, i));
        if (only != nullptr && strcmp(kind, only) != 0) continue;
        measure_document(kind, 1000000, 60, false);
        measure_document(kind, 1000000, 60, true);
        if (large != 0) measure_document(kind, large * 1000000, large > 50 ? 4 : 8, false);
    }
    return 0;
}
