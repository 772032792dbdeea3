// What the C baselines share.
#ifndef BASELINES_PYTHON_H
#define BASELINES_PYTHON_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/// The functions of the JSON libraries, and of `traceback`; set by `baseline_prepare`.
typedef struct baseline_functions {
    PyObject *json_loads, *json_dumps;
    PyObject *orjson_loads, *orjson_dumps;
    PyObject *format_exception;
} baseline_functions;

extern baseline_functions baseline;

/// The calling thread's state, made if it has none yet. GIL not held.
PyThreadState *baseline_thread_state(void);

/// Calls `function` with the arguments that `value` stands for: a new reference or NULL. GIL held.
PyObject *baseline_spread(PyObject *function, PyObject *value);

/// Keeps the compiler from leaving out work whose result nobody reads.
static inline void baseline_keep(const void *pointer) {
    __asm__ volatile("" : : "r"(pointer) : "memory");
}

#endif
