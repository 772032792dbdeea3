// Reference counting from Swift, and references that may be dropped on any thread.
#include "include/terrarium_object.h"

#include <Python.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "exception.h"
#include "thread.h"

terrarium_object *terrarium_retain(terrarium_object *object) {
    return Py_NewRef(object);
}

void terrarium_release(terrarium_object *object) {
    Py_DECREF(object);
}

intptr_t terrarium_reference_count(terrarium_object *object) {
    return Py_REFCNT(object);
}

/// A reference that waits for an attach.
typedef struct pending_release {
    struct pending_release *next;
    PyObject *object;
} pending_release;

_Atomic(pending_release *) terrarium_pending_releases;

void terrarium_release_later(terrarium_object *object) {
    pending_release *note = malloc(sizeof *note);
    if (note == NULL) return;
    note->object = object;
    note->next = atomic_load_explicit(&terrarium_pending_releases, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &terrarium_pending_releases, &note->next, note, memory_order_release, memory_order_relaxed)) {
    }
}

void terrarium_object_drain_now(void) {
    pending_release *note = atomic_exchange_explicit(&terrarium_pending_releases, NULL, memory_order_acquire);
    while (note != NULL) {
        pending_release *next = note->next;
        Py_DECREF(note->object);
        free(note);
        note = next;
    }
}

terrarium_object *terrarium_evaluate(const char *expression, struct terrarium_failure **failure) {
    PyObject *names = Py_BuildValue("{s:O}", "__builtins__", PyEval_GetBuiltins());
    PyObject *value = names == NULL ? NULL : PyRun_String(expression, Py_eval_input, names, names);
    Py_XDECREF(names);
    if (value == NULL) *failure = terrarium_failure_raised();
    return value;
}

const char *terrarium_text(terrarium_object *object, size_t *length) {
    Py_ssize_t count = 0;
    const char *text = PyUnicode_Check(object) ? PyUnicode_AsUTF8AndSize(object, &count) : NULL;
    if (text == NULL) {
        PyErr_Clear();
        return NULL;
    }
    *length = (size_t)count;
    return text;
}
