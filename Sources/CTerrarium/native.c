// What the bootstrap and the SDK call in the host: the module `_native`.
#include <Python.h>
#include <stdlib.h>
#include <string.h>

#include "exception.h"
#include "interpreter.h"
#include "thread.h"

/// The plugin whose private module name (`greeter#1.helper`) stands in a frame's globals, or 0.
static uint64_t plugin_of_globals(PyObject *globals) {
    PyObject *name = globals == NULL ? NULL : PyDict_GetItemString(globals, "__name__");
    const char *text = name != NULL && PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : NULL;
    PyErr_Clear();
    const char *mark = text == NULL ? NULL : strchr(text, '#');
    return mark == NULL ? 0 : strtoull(mark + 1, NULL, 10);
}

/// The plugin whose code runs on the calling thread: the one that was called here, or, on a thread that a plugin started,
/// the one whose function is nearest on the stack. 0 when there is none.
static uint64_t current_plugin(terrarium_thread_record *thread) {
    if (thread->plugin != 0) return thread->plugin;
    uint64_t plugin = 0;
    PyFrameObject *frame = (PyFrameObject *)Py_XNewRef((PyObject *)PyEval_GetFrame());
    while (frame != NULL && plugin == 0) {
        PyObject *globals = PyFrame_GetGlobals(frame);
        plugin = plugin_of_globals(globals);
        Py_DECREF(globals);
        Py_SETREF(frame, PyFrame_GetBack(frame));
    }
    Py_XDECREF(frame);
    return plugin;
}

/// Hands text to the host, without the GIL: the host may log it, and logging may wait.
static void deliver(
    terrarium_channel channel, int level, const char *name, size_t name_length, const char *text, size_t length) {
    terrarium_thread_record *thread = terrarium_thread_current();
    if (thread == NULL || terrarium_main.output == NULL) return;
    uint64_t plugin = current_plugin(thread);
    if (channel <= terrarium_channel_stderr && length > 0) {
        uint8_t bit = (uint8_t)(1u << channel);
        bool unfinished = text[length - 1] != '\n';
        thread->partial_lines = (uint8_t)(unfinished ? thread->partial_lines | bit : thread->partial_lines & ~bit);
    }
    PyThreadState *state = PyEval_SaveThread();
    terrarium_main.output(plugin, (uintptr_t)thread, channel, level, name, name_length, text, length);
    PyEval_RestoreThread(state);
}

/// Delivers a `str`, whatever it holds.
static PyObject *deliver_text(terrarium_channel channel, int level, PyObject *name, PyObject *text) {
    if (!PyUnicode_Check(text) || (name != NULL && !PyUnicode_Check(name))) {
        PyErr_SetString(PyExc_TypeError, "str expected");
        return NULL;
    }
    // Beyond this a single write is cut in the middle; the host bounds what it keeps anyway.
    enum { write_limit = 1024 * 1024 };
    terrarium_buffer label = {0}, bytes = {0};
    if ((name == NULL || terrarium_append_text(&label, name, 512)) && terrarium_append_text(&bytes, text, write_limit)) {
        deliver(channel, level, (char *)label.data, label.length, (char *)bytes.data, bytes.length);
    }
    terrarium_buffer_free(&label);
    terrarium_buffer_free(&bytes);
    Py_RETURN_NONE;
}

static int expect(Py_ssize_t given, Py_ssize_t expected) {
    if (given == expected) return 0;
    PyErr_Format(PyExc_TypeError, "%zd arguments expected, got %zd", expected, given);
    return -1;
}

static PyObject *native_write(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
    (void)self;
    if (expect(count, 2) != 0) return NULL;
    long stream = PyLong_AsLong(arguments[0]);
    if (stream == -1 && PyErr_Occurred()) return NULL;
    return deliver_text(stream == 2 ? terrarium_channel_stderr : terrarium_channel_stdout, 0, NULL, arguments[1]);
}

static PyObject *native_log(PyObject *self, PyObject *const *arguments, Py_ssize_t count) {
    (void)self;
    if (expect(count, 3) != 0) return NULL;
    long level = PyLong_AsLong(arguments[0]);
    if (level == -1 && PyErr_Occurred()) return NULL;
    return deliver_text(terrarium_channel_log, (int)level, arguments[1], arguments[2]);
}

static PyObject *native_warn(PyObject *self, PyObject *text) {
    (void)self;
    return deliver_text(terrarium_channel_notice, 30, NULL, text);
}

static PyObject *native_current(PyObject *self, PyObject *unused) {
    (void)self;
    (void)unused;
    terrarium_thread_record *thread = terrarium_thread_current();
    if (thread == NULL) return PyErr_NoMemory();
    return PyLong_FromUnsignedLongLong(current_plugin(thread));
}

PyObject *terrarium_native_module(void) {
    static PyMethodDef methods[] = {
        {"write", (PyCFunction)(void (*)(void))native_write, METH_FASTCALL,
         PyDoc_STR("write(stream, text): hands what was printed to the host.")},
        {"log", (PyCFunction)(void (*)(void))native_log, METH_FASTCALL,
         PyDoc_STR("log(level, logger, message): hands a log record to the host.")},
        {"warn", native_warn, METH_O, PyDoc_STR("warn(text): tells the host something about the current plugin.")},
        {"current", native_current, METH_NOARGS, PyDoc_STR("current(): the id of the plugin that runs here, or 0.")},
        {NULL, NULL, 0, NULL},
    };
    PyObject *module = PyModule_New("_terrarium._native");
    if (module != NULL && PyModule_AddFunctions(module, methods) != 0) Py_CLEAR(module);
    return module;
}

/// What a plugin does to the whole process, in the words of the report.
typedef struct watched_event {
    const char *name;
    const char *report;
} watched_event;

static const watched_event watched_events[] = {
    {"os.chdir", "changed the working directory of the whole process"},
    {"os.putenv", "changed an environment variable of the whole process"},
    {"os.unsetenv", "removed an environment variable of the whole process"},
    {"os.fork", "forked the host process; a fork of a process with threads can deadlock"},
    {"os.forkpty", "forked the host process; a fork of a process with threads can deadlock"},
    {"os.exec", "replaced the host process"},
    {"os.kill", "sent a signal to a process"},
    {"signal.pthread_kill", "sent a signal to a thread of the host process"},
    {"sys.settrace", "installed a trace function"},
    {"sys.setprofile", "installed a profile function"},
    {"resource.setrlimit", "changed a resource limit of the whole process"},
};

static int audit(const char *event, PyObject *arguments, void *unused) {
    (void)arguments;
    (void)unused;
    // Most events are imports, compiles and attribute reads: told apart by their first letter.
    if (event[0] != 'o' && event[0] != 's' && event[0] != 'r') return 0;
    for (size_t index = 0; index < sizeof watched_events / sizeof *watched_events; index++) {
        if (strcmp(event, watched_events[index].name) != 0) continue;
        const char *report = watched_events[index].report;
        if (terrarium_main.codec != NULL) deliver(terrarium_channel_notice, 30, "", 0, report, strlen(report));
        return 0;
    }
    return 0;
}

int terrarium_audit_install(void) {
    return PySys_AddAuditHook(audit, NULL);
}
