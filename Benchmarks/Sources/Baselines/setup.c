#include "Baselines.h"
#include "python.h"

baseline_functions baseline;

static PyObject *attribute(const char *module, const char *name) {
    PyObject *imported = PyImport_ImportModule(module);
    if (imported == NULL) return NULL;
    PyObject *value = PyObject_GetAttrString(imported, name);
    Py_DECREF(imported);
    return value;
}

bool baseline_prepare(void) {
    PyGILState_STATE gil = PyGILState_Ensure();
    baseline.json_loads = attribute("json", "loads");
    baseline.json_dumps = attribute("json", "dumps");
    baseline.orjson_loads = attribute("orjson", "loads");
    baseline.orjson_dumps = attribute("orjson", "dumps");
    baseline.format_exception = attribute("traceback", "format_exception");
    bool ok = !PyErr_Occurred();
    if (!ok) PyErr_Print();
    PyGILState_Release(gil);
    return ok;
}

baseline_function *baseline_load(
    const char *source, const char *file_name, const char *module, const char *function) {
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = NULL;
    PyObject *code = Py_CompileString(source, file_name, Py_file_input);
    PyObject *imported = code == NULL ? NULL : PyImport_ExecCodeModule(module, code);
    if (imported != NULL) result = PyObject_GetAttrString(imported, function);
    if (result == NULL) PyErr_Print();
    Py_XDECREF(imported);
    Py_XDECREF(code);
    PyGILState_Release(gil);
    return result;
}

const char *baseline_orjson_version(void) {
    PyGILState_STATE gil = PyGILState_Ensure();
    // Never released: the text lives in it.
    PyObject *version = attribute("orjson", "__version__");
    const char *text = version == NULL ? NULL : PyUnicode_AsUTF8(version);
    PyErr_Clear();
    PyGILState_Release(gil);
    return text == NULL ? "?" : text;
}

bool baseline_same_json(const uint8_t *left, size_t left_length, const uint8_t *right, size_t right_length) {
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *a = PyObject_CallFunction(baseline.orjson_loads, "y#", left, (Py_ssize_t)left_length);
    PyObject *b = PyObject_CallFunction(baseline.orjson_loads, "y#", right, (Py_ssize_t)right_length);
    bool same = a != NULL && b != NULL && PyObject_RichCompareBool(a, b, Py_EQ) == 1;
    if (PyErr_Occurred()) PyErr_Print();
    Py_XDECREF(a);
    Py_XDECREF(b);
    PyGILState_Release(gil);
    return same;
}

PyThreadState *baseline_thread_state(void) {
    PyThreadState *state = PyGILState_GetThisThreadState();
    if (state != NULL) return state;
    (void)PyGILState_Ensure();
    return PyEval_SaveThread();
}
