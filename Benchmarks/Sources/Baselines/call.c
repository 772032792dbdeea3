#include "Baselines.h"
#include "python.h"

PyObject *baseline_spread(PyObject *function, PyObject *value) {
    if (PyList_CheckExact(value)) {
        return PyObject_Vectorcall(function, PySequence_Fast_ITEMS(value), (size_t)PyList_GET_SIZE(value), NULL);
    }
    if (value == Py_None) return PyObject_Vectorcall(function, NULL, 0, NULL);
    PyObject *arguments[] = {NULL, value};
    return PyObject_Vectorcall(function, arguments + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}

bool baseline_text_bare(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *arguments[] = {NULL, PyUnicode_FromStringAndSize((const char *)text, (Py_ssize_t)length)};
        PyObject *result =
            PyObject_Vectorcall(function, arguments + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
        Py_DECREF(arguments[1]);
        Py_ssize_t size;
        const char *answer = result == NULL ? NULL : PyUnicode_AsUTF8AndSize(result, &size);
        ok = answer != NULL;
        if (!ok) PyErr_Print();
        baseline_keep(answer);
        Py_XDECREF(result);
        PyEval_SaveThread();
    }
    return ok;
}

bool baseline_body(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    PyEval_RestoreThread(baseline_thread_state());
    PyObject *value = PyObject_CallFunction(baseline.orjson_loads, "y#", text, (Py_ssize_t)length);
    bool ok = value != NULL;
    for (size_t i = 0; i < count && ok; i++) {
        PyObject *result = baseline_spread(function, value);
        ok = result != NULL;
        Py_XDECREF(result);
    }
    if (!ok) PyErr_Print();
    Py_XDECREF(value);
    PyEval_SaveThread();
    return ok;
}

/// The text as orjson reads it fastest: a short one as `bytes`, a long one through a view, without a copy.
static PyObject *orjson_input(const uint8_t *text, size_t length) {
    if (length < 4096) return PyBytes_FromStringAndSize((const char *)text, (Py_ssize_t)length);
    return PyMemoryView_FromMemory((char *)text, (Py_ssize_t)length, PyBUF_READ);
}

static PyObject *json_input(const uint8_t *text, size_t length) {
    return PyUnicode_FromStringAndSize((const char *)text, (Py_ssize_t)length);
}

/// One call with a JSON library: a new reference to what `dumps` gave, or NULL. GIL held.
static PyObject *call_with(PyObject *loads, PyObject *dumps, PyObject *function, PyObject *input) {
    if (input == NULL) return NULL;
    PyObject *value = PyObject_CallOneArg(loads, input);
    Py_DECREF(input);
    if (value == NULL) return NULL;
    PyObject *result = baseline_spread(function, value);
    Py_DECREF(value);
    if (result == NULL) return NULL;
    PyObject *output = PyObject_CallOneArg(dumps, result);
    Py_DECREF(result);
    return output;
}

bool baseline_call_orjson(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *output =
            call_with(baseline.orjson_loads, baseline.orjson_dumps, function, orjson_input(text, length));
        ok = output != NULL;
        if (ok) baseline_keep(PyBytes_AS_STRING(output));
        else PyErr_Print();
        Py_XDECREF(output);
        PyEval_SaveThread();
    }
    return ok;
}

bool baseline_call_json(baseline_function *function, const uint8_t *text, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *output = call_with(baseline.json_loads, baseline.json_dumps, function, json_input(text, length));
        Py_ssize_t size;
        const char *answer = output == NULL ? NULL : PyUnicode_AsUTF8AndSize(output, &size);
        ok = answer != NULL;
        if (!ok) PyErr_Print();
        baseline_keep(answer);
        Py_XDECREF(output);
        PyEval_SaveThread();
    }
    return ok;
}
