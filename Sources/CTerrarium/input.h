#ifndef TERRARIUM_INPUT_H
#define TERRARIUM_INPUT_H

#include <Python.h>

/// Makes an object whose buffer is the caller's memory, read-only: a new reference, or NULL with an exception, in which
/// case `release` was not called. `release(owner)` is called once, when the object and every view of it are gone. GIL held.
PyObject *terrarium_input_new(
    const void *data, size_t length, void *owner, void (*release)(void *owner));

/// Views of the object's memory that exist now. GIL held.
Py_ssize_t terrarium_input_exports(PyObject *input);

#endif
