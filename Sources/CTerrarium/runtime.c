// Starting the interpreter. C, because `PyConfig` is a C structure that is filled field by field.
#include <Python.h>

#include "include/terrarium_runtime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exception.h"
#include "interpreter.h"
#include "thread.h"

terrarium_interpreter terrarium_main;

/// What the start thread is told and what it answers.
typedef struct start {
    const terrarium_start_options *options;
    char *failure;
    bool done;
    pthread_mutex_t lock;
    pthread_cond_t changed;
} start;

static char *message_of_status(const char *step, PyStatus status) {
    char text[512];
    snprintf(
        text, sizeof text, "%s: %s%s%s", step, status.func == NULL ? "" : status.func, status.func == NULL ? "" : ": ",
        status.err_msg == NULL ? "Python asked to exit" : status.err_msg);
    return strdup(text);
}

/// The exception that is set, as one line; clears it. To be freed. GIL held.
static char *message_of_exception(const char *step) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    PyObject *text = value == NULL ? NULL : PyObject_Str(value);
    const char *bytes = text == NULL ? NULL : PyUnicode_AsUTF8(text);
    char message[1024];
    snprintf(
        message, sizeof message, "%s: %s: %s", step, type == NULL ? "error" : ((PyTypeObject *)type)->tp_name,
        bytes == NULL ? "unknown" : bytes);
    PyErr_Clear();
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return strdup(message);
}

static PyStatus set_text(PyConfig *config, wchar_t **field, const char *text) {
    return text[0] == 0 ? PyStatus_Ok() : PyConfig_SetBytesString(config, field, text);
}

static PyStatus fill_config(PyConfig *config, const terrarium_start_options *options) {
    // Isolated already: no environment variables, no user site, no current directory on the path, no signal handlers.
    config->site_import = 0;
    config->write_bytecode = 0;
    config->parse_argv = 0;
    config->pathconfig_warnings = 0;
    config->module_search_paths_set = 1;
    PyStatus status = set_text(config, &config->home, options->home);
    if (!PyStatus_Exception(status)) status = set_text(config, &config->program_name, options->executable);
    if (!PyStatus_Exception(status)) status = set_text(config, &config->executable, options->executable);
    for (size_t index = 0; index < options->module_path_count && !PyStatus_Exception(status); index++) {
        wchar_t *path = Py_DecodeLocale(options->module_paths[index], NULL);
        if (path == NULL) return PyStatus_NoMemory();
        status = PyWideStringList_Append(&config->module_search_paths, path);
        PyMem_RawFree(path);
    }
    return status;
}

/// Imports `_signal` now and puts the handler of SIGINT back. The first import of that module, which asyncio and subprocess
/// cause, replaces a default handler even where CPython was told to install none, and a host could not be interrupted any
/// more. -1 with an exception. GIL held.
static int keep_interrupt_handler(void) {
    struct sigaction before;
    bool known = sigaction(SIGINT, NULL, &before) == 0;
    PyObject *module = PyImport_ImportModule("_signal");
    if (known) sigaction(SIGINT, &before, NULL);
    Py_XDECREF(module);
    return module == NULL ? -1 : 0;
}

/// Starts CPython and the bootstrap on the calling thread; null when the GIL is held and all is well.
static char *start_here(const terrarium_start_options *options) {
    terrarium_thread_prepare();
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&before);
    if (PyStatus_Exception(status)) return message_of_status("Python could not be prepared", status);
    if (terrarium_audit_install() != 0) return strdup("Python refused the audit hook");

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    status = fill_config(&config, options);
    if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) return message_of_status("Python did not start", status);

    terrarium_main.output = options->output;
    terrarium_main.stack_required = options->stack_required;
    terrarium_codec *codec = terrarium_codec_new();
    if (codec == NULL) return strdup("no memory for the JSON codec");
    terrarium_main.input_type = terrarium_input_type();
    if (keep_interrupt_handler() != 0 || terrarium_main.input_type == NULL || terrarium_bootstrap(&terrarium_main, options) != 0) {
        return message_of_exception("Terrarium's own Python code did not start");
    }
    terrarium_main.codec = codec;
    return NULL;
}

/// The thread that is Python's main thread for as long as the process lives. It runs no plugin code.
static void start_thread(void *value) {
    start *s = value;
    char *failure = start_here(s->options);
    if (failure == NULL) PyEval_SaveThread();
    pthread_mutex_lock(&s->lock);
    s->failure = failure;
    s->done = true;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
    // `*s` is gone from here on.
    static pthread_mutex_t for_ever = PTHREAD_MUTEX_INITIALIZER;
    static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
    pthread_mutex_lock(&for_ever);
    for (;;) pthread_cond_wait(&never, &for_ever);
}

char *terrarium_start(const terrarium_start_options *options) {
    enum { stack_size = 16 * 1024 * 1024 };
    start s = {.options = options, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    if (!terrarium_thread_start(stack_size, start_thread, &s)) return strdup("the system has no thread for the interpreter");
    pthread_mutex_lock(&s.lock);
    while (!s.done) pthread_cond_wait(&s.changed, &s.lock);
    pthread_mutex_unlock(&s.lock);
    return s.failure;
}

const char *terrarium_library_path(void) {
    Dl_info info;
    // The address of a function of CPython tells which file it was loaded from.
    return dladdr((const void *)(uintptr_t)&Py_GetVersion, &info) != 0 ? info.dli_fname : NULL;
}

uint32_t terrarium_library_version(void) {
    return (uint32_t)Py_Version;
}

uint32_t terrarium_header_version(void) {
    return PY_VERSION_HEX;
}

const char *terrarium_version_text(void) {
    return Py_GetVersion();
}

bool terrarium_is_free_threaded(void) {
#ifdef Py_GIL_DISABLED
    return true;
#else
    return false;
#endif
}
