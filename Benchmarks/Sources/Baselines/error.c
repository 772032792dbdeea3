#include "Baselines.h"
#include "python.h"

/// What was raised, normalised and with its traceback: a new reference. GIL held.
static PyObject *take_exception(void) {
#if PY_VERSION_HEX >= 0x030C0000
    return PyErr_GetRaisedException();
#else
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL) PyException_SetTraceback(value, traceback);
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return value;
#endif
}

/// The lines that `traceback.format_exception` gives, joined: a new reference or NULL. GIL held.
static PyObject *formatted(PyObject *exception) {
    PyObject *lines = PyObject_CallOneArg(baseline.format_exception, exception);
    PyObject *empty = PyUnicode_FromString("");
    PyObject *text = lines == NULL || empty == NULL ? NULL : PyUnicode_Join(empty, lines);
    Py_XDECREF(empty);
    Py_XDECREF(lines);
    return text;
}

static bool run(PyObject *function, PyObject *(*text_of)(PyObject *), size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *result = PyObject_Vectorcall(function, NULL, 0, NULL);
        ok = result == NULL;
        Py_XDECREF(result);
        if (ok) {
            PyObject *exception = take_exception();
            PyObject *text = text_of(exception);
            Py_ssize_t size;
            const char *answer = text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, &size);
            ok = answer != NULL;
            if (!ok) PyErr_Print();
            baseline_keep(answer);
            Py_XDECREF(text);
            Py_DECREF(exception);
        }
        PyEval_SaveThread();
    }
    return ok;
}

bool baseline_error(baseline_function *function, size_t count) {
    return run(function, PyObject_Str, count);
}

bool baseline_error_formatted(baseline_function *function, size_t count) {
    return run(function, formatted, count);
}
