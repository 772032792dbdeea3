#include "Baselines.h"
#include "python.h"

bool baseline_raw_copying(baseline_function *function, const uint8_t *bytes, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *input = PyBytes_FromStringAndSize((const char *)bytes, (Py_ssize_t)length);
        PyObject *result = input == NULL ? NULL : PyObject_CallOneArg(function, input);
        Py_XDECREF(input);
        Py_buffer view;
        ok = result != NULL && PyObject_GetBuffer(result, &view, PyBUF_SIMPLE) == 0;
        if (ok) {
            void *copy = malloc((size_t)view.len);
            memcpy(copy, view.buf, (size_t)view.len);
            baseline_keep(copy);
            free(copy);
            PyBuffer_Release(&view);
        } else {
            PyErr_Print();
        }
        Py_XDECREF(result);
        PyEval_SaveThread();
    }
    return ok;
}

bool baseline_raw_lending(baseline_function *function, const uint8_t *bytes, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *input = PyMemoryView_FromMemory((char *)bytes, (Py_ssize_t)length, PyBUF_READ);
        PyObject *result = input == NULL ? NULL : PyObject_CallOneArg(function, input);
        Py_XDECREF(input);
        Py_buffer view;
        ok = result != NULL && PyObject_GetBuffer(result, &view, PyBUF_SIMPLE) == 0;
        if (ok) {
            baseline_keep(view.buf);
            PyBuffer_Release(&view);
        } else {
            PyErr_Print();
        }
        Py_XDECREF(result);
        PyEval_SaveThread();
    }
    return ok;
}

void baseline_memcpy_fresh(const uint8_t *bytes, size_t length, size_t count) {
    for (size_t i = 0; i < count; i++) {
        void *in = malloc(length);
        memcpy(in, bytes, length);
        baseline_keep(in);
        void *out = malloc(length);
        memcpy(out, in, length);
        baseline_keep(out);
        free(in);
        free(out);
    }
}

void baseline_memcpy_warm(const uint8_t *bytes, size_t length, size_t count) {
    static uint8_t *memory;
    static size_t capacity;
    if (capacity < length) {
        free(memory);
        memory = malloc(2 * length);
        memset(memory, 1, 2 * length);
        capacity = length;
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(memory, bytes, length);
        baseline_keep(memory);
        memcpy(memory + length, memory, length);
        baseline_keep(memory);
    }
}
