// One call in one crossing: attach, read the arguments, call, write the result, detach. C, because the whole of it costs
// less than one call through a general-purpose bridge.
#include "include/terrarium_call.h"

#include <Python.h>
#include <stdlib.h>

#include "exception.h"
#include "input.h"
#include "interpreter.h"
#include "json.h"
#include "packed.h"
#include "plugin.h"
#include "thread.h"

/// A call that has begun: attached, with its method held.
typedef struct call {
    terrarium_thread_record *thread;
    terrarium_attach_status attached;
    uint64_t plugin;
    uint64_t previous_plugin;
    /// Strong.
    PyObject *method;
} call;

/// Attaches and takes hold of the method, which must be of the wire. On anything but `terrarium_ok` there is nothing to end.
/// GIL not needed.
__attribute__((always_inline)) static inline terrarium_status begin(
    call *c, terrarium_plugin *plugin, size_t index, char wire) {
    if (__builtin_expect(index >= plugin->method_count, 0)) return terrarium_wrong_method;
    char declared = plugin->methods[index].wire;
    if (__builtin_expect(declared != wire && declared != 'a', 0)) return terrarium_wrong_method;
    c->thread = terrarium_thread_current();
    if (c->thread == NULL) return terrarium_no_memory;
    if (terrarium_thread_must_hand_over(c->thread)) return terrarium_stack_short;
    c->attached = terrarium_thread_attach(c->thread);
    c->method = plugin->methods[index].callable;
    if (__builtin_expect(c->method == NULL || c->method == Py_None, 0)) {
        terrarium_status status = c->method == NULL ? terrarium_closed : terrarium_missing;
        terrarium_detach(c->attached);
        return status;
    }
    Py_INCREF(c->method);
    c->previous_plugin = c->thread->plugin;
    c->plugin = plugin->id;
    c->thread->plugin = c->plugin;
    return terrarium_ok;
}

__attribute__((always_inline)) static inline void end(call *c) {
    Py_DECREF(c->method);
    c->thread->plugin = c->previous_plugin;
    terrarium_detach(c->attached);
    if (c->attached == terrarium_attach_taken) terrarium_thread_flush(c->thread, c->plugin);
}

static terrarium_status raised(terrarium_result *result) {
    result->failure = terrarium_failure_raised();
    return result->failure == NULL ? terrarium_no_memory : terrarium_raised;
}

static terrarium_status refused(
    terrarium_result *result, const terrarium_json_error *error, terrarium_status refusal) {
    if (error->status == terrarium_json_raised) return raised(result);
    PyErr_Clear();
    if (error->status == terrarium_json_memory) return terrarium_no_memory;
    result->failure = terrarium_failure_refused(error);
    return result->failure == NULL ? terrarium_no_memory : refusal;
}

/// Fills an error that has no path into the value but the value itself.
static void set_error(terrarium_json_error *error, terrarium_json_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    error->status = status;
    error->offset = 0;
    memcpy(error->path, "$", 2);
    vsnprintf(error->detail, sizeof error->detail, format, arguments);
    va_end(arguments);
}

/// A coroutine or generator that nobody will run: closed, so that Python does not warn of it later.
static void close_unwanted(PyObject *value) {
    if (!PyCoro_CheckExact(value) && !PyGen_CheckExact(value)) return;
    PyObject *closed = PyObject_CallMethod(value, "close", NULL);
    Py_XDECREF(closed);
    PyErr_Clear();
}

typedef terrarium_json_status decode_arguments(
    terrarium_codec *codec, const uint8_t *bytes, size_t length, const terrarium_limits *limits,
    terrarium_json_arguments *arguments, terrarium_json_error *error);
typedef terrarium_json_status encode_result(
    terrarium_codec *codec, PyObject *value, const terrarium_limits *limits, terrarium_buffer *out,
    terrarium_json_error *error);

/// A call whose input and result are converted: minus the status, or the bytes of a small result that were written to `reply`.
/// Inlined with the functions of each wire, which are then called directly.
__attribute__((always_inline)) static inline ptrdiff_t call_converting(
    terrarium_plugin *plugin, size_t index, const uint8_t *input, size_t length, const terrarium_limits *limits,
    terrarium_result *result, decode_arguments *decode, encode_result *encode, uint8_t *reply, size_t room) {
    call c;
    terrarium_status status = begin(&c, plugin, index, 'j');
    if (status != terrarium_ok) return -(ptrdiff_t)status;

    terrarium_codec *codec = terrarium_main.codec;
    terrarium_json_arguments arguments;
    terrarium_json_error error;
    if (decode(codec, input, length, limits, &arguments, &error) != terrarium_json_ok) {
        status = refused(result, &error, terrarium_input_refused);
        end(&c);
        return -(ptrdiff_t)status;
    }
    PyObject *value = PyObject_Vectorcall(
        c.method, arguments.values, (size_t)arguments.count | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    terrarium_json_arguments_release(&arguments);
    if (__builtin_expect(value == NULL, 0)) {
        status = raised(result);
        end(&c);
        return -(ptrdiff_t)status;
    }
    if (room != 0) {
        size_t written = terrarium_packed_encode_plain(value, reply, room);
        if (written != 0) {
            Py_DECREF(value);
            end(&c);
            return (ptrdiff_t)written;
        }
    }
    terrarium_buffer out = terrarium_thread_take_scratch(c.thread);
    terrarium_json_status encoded = encode(codec, value, limits, &out, &error);
    if (__builtin_expect(encoded != terrarium_json_ok, 0)) {
        close_unwanted(value);
        status = refused(result, &error, terrarium_result_refused);
        terrarium_thread_give_scratch(out);
        out = (terrarium_buffer){0};
    }
    Py_DECREF(value);
    end(&c);
    result->data = out.data;
    result->length = out.length;
    result->storage_capacity = out.capacity;
    return -(ptrdiff_t)status;
}

terrarium_status terrarium_call_json(
    terrarium_plugin *plugin, size_t index, const uint8_t *input, size_t length, const terrarium_limits *limits,
    terrarium_result *result) {
    ptrdiff_t outcome = call_converting(
        plugin, index, input, length, limits, result, terrarium_json_decode_arguments, terrarium_json_encode, NULL, 0);
    return (terrarium_status)-outcome;
}

ptrdiff_t terrarium_call_values(
    terrarium_plugin *plugin, size_t index, uint8_t *message, size_t length, size_t capacity,
    const terrarium_limits *limits, terrarium_result *result) {
    size_t room = capacity < limits->output_bytes ? capacity : limits->output_bytes;
    return call_converting(
        plugin, index, message, length, limits, result, terrarium_packed_decode_arguments, terrarium_packed_encode,
        message, room);
}

/// The input as the method gets it: a new reference, or NULL with an exception. `*lender` is set to the object that lends
/// the caller's memory, borrowed, when that is what happens.
static PyObject *raw_argument(
    const uint8_t *input, size_t length, const terrarium_raw_options *options, PyObject **lender) {
    if (options->owner == NULL) return PyBytes_FromStringAndSize((const char *)input, (Py_ssize_t)length);
    *lender = terrarium_input_new(input, length, options->owner, options->release_input);
    if (*lender == NULL) {
        options->release_input(options->owner);
        return NULL;
    }
    return PyMemoryView_FromObject(*lender);
}

/// Ends the method's view of the caller's memory; whether nobody kept one. Steals `view`.
static bool take_view_back(PyObject *view, PyObject *lender) {
    // Only the view's own reference and ours are left in the usual case.
    if (Py_REFCNT(view) > 1) {
        PyObject *released = PyObject_CallMethod(view, "release", NULL);
        Py_XDECREF(released);
        PyErr_Clear();
    }
    Py_DECREF(view);
    return terrarium_input_exports(lender) == 0;
}

/// Fidius takes any sequence of integers from 0 to 255 for bytes: a new reference, or NULL with an exception. A sequence may
/// have no end: one byte more than `most` is read at most, which the caller refuses.
static PyObject *bytes_of_sequence(PyObject *value, size_t most) {
    if (PyUnicode_Check(value) || !PySequence_Check(value)) {
        PyErr_SetNone(PyExc_TypeError);
        return NULL;
    }
    PyObject *items = PyObject_GetIter(value), *item;
    if (items == NULL) return NULL;
    terrarium_buffer bytes = {0};
    while (bytes.length <= most && (item = PyIter_Next(items)) != NULL) {
        Py_ssize_t byte = PyNumber_AsSsize_t(item, PyExc_ValueError);
        Py_DECREF(item);
        if (byte == -1 && PyErr_Occurred()) break;
        if (byte < 0 || byte > 255) {
            PyErr_SetNone(PyExc_ValueError);
            break;
        }
        if (!terrarium_buffer_reserve(&bytes, 1)) {
            PyErr_NoMemory();
            break;
        }
        bytes.data[bytes.length++] = (uint8_t)byte;
    }
    Py_DECREF(items);
    PyObject *result = NULL;
    if (!PyErr_Occurred()) result = PyBytes_FromStringAndSize((const char *)bytes.data, (Py_ssize_t)bytes.length);
    terrarium_buffer_free(&bytes);
    return result;
}

/// Copies a small result into the thread's memory, which saves the second attach that giving it back would take.
static terrarium_status copy_small(
    terrarium_thread_record *thread, const void *bytes, size_t length, terrarium_result *result) {
    terrarium_buffer out = terrarium_thread_take_scratch(thread);
    bool fits = terrarium_buffer_reserve(&out, length);
    if (fits && length > 0) memcpy(out.data, bytes, length);
    result->data = out.data;
    result->length = length;
    result->storage_capacity = out.capacity;
    return fits ? terrarium_ok : terrarium_no_memory;
}

/// Gets at the bytes of a raw method's result, by the rules of the wire. Steals `value`.
static terrarium_status raw_result(
    PyObject *value, const terrarium_limits *limits, bool lends, terrarium_thread_record *thread,
    terrarium_result *result) {
    enum { copied_at_most = 32 * 1024 };
    terrarium_json_error error;
    if (limits->fidius && !PyObject_CheckBuffer(value)) {
        PyObject *bytes = bytes_of_sequence(value, limits->output_bytes);
        PyErr_Clear();
        if (bytes != NULL) Py_SETREF(value, bytes);
    }
    if (!lends && PyBytes_CheckExact(value) && PyBytes_GET_SIZE(value) <= copied_at_most
        && (size_t)PyBytes_GET_SIZE(value) <= limits->output_bytes) {
        // The usual small result needs no view of its buffer.
        terrarium_status status =
            copy_small(thread, PyBytes_AS_STRING(value), (size_t)PyBytes_GET_SIZE(value), result);
        Py_DECREF(value);
        return status;
    }
    Py_buffer *view = malloc(sizeof *view);
    if (view == NULL) {
        Py_DECREF(value);
        return terrarium_no_memory;
    }
    if (PyObject_GetBuffer(value, view, PyBUF_SIMPLE) != 0) {
        PyErr_Clear();
        free(view);
        terrarium_buffer name = {0};
        terrarium_append_type_name(&name, Py_TYPE(value));
        set_error(
            &error, terrarium_json_type,
            PyObject_CheckBuffer(value) ? "%.*s whose bytes are not contiguous" : "%.*s", (int)name.length, name.data);
        terrarium_buffer_free(&name);
        close_unwanted(value);
        Py_DECREF(value);
        return refused(result, &error, terrarium_not_bytes);
    }
    Py_DECREF(value);
    if ((size_t)view->len > limits->output_bytes) {
        set_error(
            &error, terrarium_json_size, "%zd bytes, and the limit is %zu", view->len, limits->output_bytes);
        PyBuffer_Release(view);
        free(view);
        return refused(result, &error, terrarium_result_refused);
    }
    if (!lends && view->len <= copied_at_most) {
        terrarium_status status = copy_small(thread, view->buf, (size_t)view->len, result);
        PyBuffer_Release(view);
        free(view);
        return status;
    }
    result->data = view->buf;
    result->length = (size_t)view->len;
    result->storage = view;
    return terrarium_ok;
}

/// Replaces a result that Python still owns by a copy of it. GIL held.
static terrarium_status copy_result(terrarium_result *result) {
    uint8_t *copy = malloc(result->length > 0 ? result->length : 1);
    if (copy != NULL) memcpy(copy, result->data, result->length);
    PyBuffer_Release(result->storage);
    free(result->storage);
    result->storage = NULL;
    result->data = copy;
    result->storage_capacity = copy == NULL ? 0 : result->length;
    if (copy == NULL) result->length = 0;
    return copy == NULL ? terrarium_no_memory : terrarium_ok;
}

terrarium_status terrarium_call_raw(
    terrarium_plugin *plugin, size_t index, const uint8_t *input, size_t length, const terrarium_limits *limits,
    const terrarium_raw_options *options, terrarium_result *result) {
    call c;
    terrarium_status status = begin(&c, plugin, index, 'r');
    if (status != terrarium_ok) {
        if (status != terrarium_stack_short && options->owner != NULL) options->release_input(options->owner);
        return status;
    }
    if (length > limits->input_bytes) {
        terrarium_json_error error;
        set_error(&error, terrarium_json_size, "%zu bytes, and the limit is %zu", length, limits->input_bytes);
        if (options->owner != NULL) options->release_input(options->owner);
        status = refused(result, &error, terrarium_input_refused);
        end(&c);
        return status;
    }
    PyObject *lender = NULL;
    PyObject *argument = raw_argument(input, length, options, &lender);
    PyObject *value = NULL;
    if (argument != NULL) {
        PyObject *slots[2] = {NULL, argument};
        value = PyObject_Vectorcall(c.method, slots + 1, 1 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    status = value == NULL ? raised(result) : raw_result(value, limits, options->lends_result, c.thread, result);
    if (lender == NULL) {
        Py_XDECREF(argument);
    } else {
        // A lent result that is (part of) the input is a view of the caller's own memory, and no fault.
        bool counts = status == terrarium_ok && !options->lends_result;
        bool kept = argument != NULL && !take_view_back(argument, lender);
        if (kept && counts && result->storage != NULL) {
            status = copy_result(result);
            kept = terrarium_input_exports(lender) != 0;
        }
        Py_DECREF(lender);
        if (kept && counts && status == terrarium_ok) {
            end(&c);
            terrarium_result_release(result);
            return terrarium_view_kept;
        }
    }
    end(&c);
    return status;
}

void terrarium_result_release(terrarium_result *result) {
    if (result->storage != NULL) {
        terrarium_attach_status attached = terrarium_attach();
        PyBuffer_Release(result->storage);
        terrarium_detach(attached);
        free(result->storage);
    } else if (result->storage_capacity != 0) {
        terrarium_thread_give_scratch((terrarium_buffer){
            .data = (uint8_t *)result->data, .length = result->length, .capacity = result->storage_capacity});
    }
    result->data = NULL;
    result->length = 0;
    result->storage = NULL;
    result->storage_capacity = 0;
}
