#ifndef TERRARIUM_JSON_CONTAINERS_HPP
#define TERRARIUM_JSON_CONTAINERS_HPP

#include <Python.h>

#include "json_scan.hpp"

// Containers of values that have been read.
namespace terrarium::json {

/// Keeps the cyclic garbage collector from running, and restores its state. Until CPython 3.11 making a list or a
/// dictionary may run it: then it would visit a large half-made document again and again, and run finalizers, which are
/// plugin code. Later versions collect between bytecodes only. GIL held.
class CollectorPause {
public:
#if PY_VERSION_HEX < 0x030c0000
    CollectorPause() : enabled(PyGC_Disable()) {}
    ~CollectorPause() {
        if (enabled) PyGC_Enable();
    }
    CollectorPause(const CollectorPause &) = delete;
    CollectorPause &operator=(const CollectorPause &) = delete;

private:
    int enabled;
#else
    CollectorPause() {}
    ~CollectorPause() {}
#endif
};

/// Makes a list of values and takes them over: a new reference, or NULL with MemoryError set and nothing taken. GIL
/// held.
inline PyObject *make_list(PyObject **items, size_t count) {
    PyObject *list = PyList_New(static_cast<Py_ssize_t>(count));
    if (TERRARIUM_LIKELY(list != nullptr && count != 0)) {
        memcpy(reinterpret_cast<PyListObject *>(list)->ob_item, items, count * sizeof(PyObject *));
    }
    return list;
}

/// Makes a tuple of values and takes them over: a new reference, or NULL with MemoryError set and nothing taken. GIL
/// held.
inline PyObject *make_tuple(PyObject **items, size_t count) {
    PyObject *tuple = PyTuple_New(static_cast<Py_ssize_t>(count));
    if (TERRARIUM_LIKELY(tuple != nullptr && count != 0)) {
        memcpy(reinterpret_cast<PyTupleObject *>(tuple)->ob_item, items, count * sizeof(PyObject *));
    }
    return tuple;
}

/// Fills an empty set (NULL when there was no memory for it), which is stolen, with values and takes them over: a new
/// reference, or NULL with an exception set and nothing taken. GIL held; runs the values' code.
inline PyObject *fill_set(PyObject *set, PyObject **items, size_t count) {
    for (size_t i = 0; set != nullptr && i < count; i++) {
        if (PySet_Add(set, items[i]) != 0) Py_CLEAR(set);
    }
    if (set == nullptr) return nullptr;
    for (size_t i = 0; i < count; i++) Py_DECREF(items[i]);
    return set;
}

/// Makes a dictionary of keys and values in turn, which stay the caller's: a new reference, or NULL with MemoryError
/// set. The later of two equal keys replaces the value of the earlier. GIL held.
inline PyObject *make_dictionary(PyObject **pairs, size_t count) {
#if PY_VERSION_HEX < 0x030e0000
    PyObject *dictionary = count > 5 ? _PyDict_NewPresized(static_cast<Py_ssize_t>(count)) : PyDict_New();
#else
    PyObject *dictionary = PyDict_New();
#endif
    if (TERRARIUM_UNLIKELY(dictionary == nullptr)) return nullptr;
    for (size_t i = 0; i < count; i++) {
        if (TERRARIUM_UNLIKELY(PyDict_SetItem(dictionary, pairs[2 * i], pairs[2 * i + 1]) != 0)) {
            Py_DECREF(dictionary);
            return nullptr;
        }
    }
    return dictionary;
}

}  // namespace terrarium::json

#endif
