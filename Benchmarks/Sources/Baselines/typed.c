#include "Baselines.h"
#include "python.h"

bool baseline_add_bare(baseline_function *function, const uint8_t *unused, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *arguments[] = {NULL, PyLong_FromLongLong(3), PyLong_FromLongLong(7)};
        PyObject *result = PyObject_Vectorcall(function, arguments + 1, 2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
        Py_DECREF(arguments[1]);
        Py_DECREF(arguments[2]);
        long long sum = result == NULL ? -1 : PyLong_AsLongLong(result);
        ok = sum == 10;
        if (PyErr_Occurred()) PyErr_Print();
        Py_XDECREF(result);
        PyEval_SaveThread();
    }
    return ok;
}

/// Strings that are made once: the keys of the order and of its summary.
typedef struct order_keys {
    PyObject *id, *user, *email, *amount, *currency, *user_id, *amount_cents, *high_value;
} order_keys;

static order_keys keys;

/// The order as a dictionary: a new reference, or NULL. GIL held.
static PyObject *make_order(void) {
    PyObject *user = PyDict_New(), *order = PyDict_New();
    PyObject *id = PyUnicode_FromString("o-4711"), *user_id = PyLong_FromLongLong(7);
    PyObject *email = PyUnicode_FromString(" Ann@Example.COM "), *amount = PyUnicode_FromString("1234.50");
    PyObject *currency = PyUnicode_FromString("eur");
    bool ok = PyDict_SetItem(user, keys.id, user_id) == 0 && PyDict_SetItem(user, keys.email, email) == 0
        && PyDict_SetItem(order, keys.id, id) == 0 && PyDict_SetItem(order, keys.user, user) == 0
        && PyDict_SetItem(order, keys.amount, amount) == 0 && PyDict_SetItem(order, keys.currency, currency) == 0;
    Py_DECREF(user);
    Py_DECREF(id);
    Py_DECREF(user_id);
    Py_DECREF(email);
    Py_DECREF(amount);
    Py_DECREF(currency);
    if (!ok) Py_CLEAR(order);
    return order;
}

/// Copies a text into memory of the caller's, as a program that keeps it does.
static bool copy_text(PyObject *dictionary, PyObject *key, char *copy, size_t capacity) {
    PyObject *value = PyDict_GetItemWithError(dictionary, key);
    Py_ssize_t length;
    const char *text = value == NULL ? NULL : PyUnicode_AsUTF8AndSize(value, &length);
    if (text == NULL || (size_t)length >= capacity) return false;
    memcpy(copy, text, (size_t)length + 1);
    return true;
}

static bool copy_integer(PyObject *dictionary, PyObject *key, long long *copy) {
    PyObject *value = PyDict_GetItemWithError(dictionary, key);
    if (value == NULL) return false;
    *copy = PyLong_AsLongLong(value);
    return *copy != -1 || !PyErr_Occurred();
}

bool baseline_order_bare(baseline_function *function, const uint8_t *unused, size_t length, size_t count) {
    PyThreadState *state = baseline_thread_state();
    PyEval_RestoreThread(state);
    keys = (order_keys){
        .id = PyUnicode_InternFromString("id"),
        .user = PyUnicode_InternFromString("user"),
        .email = PyUnicode_InternFromString("email"),
        .amount = PyUnicode_InternFromString("amount"),
        .currency = PyUnicode_InternFromString("currency"),
        .user_id = PyUnicode_InternFromString("user_id"),
        .amount_cents = PyUnicode_InternFromString("amount_cents"),
        .high_value = PyUnicode_InternFromString("high_value"),
    };
    PyEval_SaveThread();
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        PyEval_RestoreThread(state);
        PyObject *arguments[] = {NULL, make_order()};
        PyObject *result = PyObject_Vectorcall(function, arguments + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
        Py_XDECREF(arguments[1]);
        char email[64], currency[8];
        long long user = 0, cents = 0;
        ok = result != NULL && PyDict_Check(result) && copy_integer(result, keys.user_id, &user)
            && copy_text(result, keys.email, email, sizeof email) && copy_integer(result, keys.amount_cents, &cents)
            && copy_text(result, keys.currency, currency, sizeof currency)
            && PyDict_GetItemWithError(result, keys.high_value) == Py_True;
        baseline_keep(email);
        baseline_keep(currency);
        if (PyErr_Occurred()) PyErr_Print();
        Py_XDECREF(result);
        PyEval_SaveThread();
    }
    return ok;
}
