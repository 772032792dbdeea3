// Loading and unloading: what the bootstrap resolved, kept so that a call finds its method by index.
#define PY_SSIZE_T_CLEAN
#include "plugin.h"

#include <stdlib.h>
#include <string.h>

#include "exception.h"
#include "include/terrarium_object.h"
#include "interpreter.h"
#include "thread.h"

static PyObject *method_list(const terrarium_load_request *request) {
    if (request->methods == NULL) return Py_NewRef(Py_None);
    PyObject *list = PyList_New((Py_ssize_t)request->method_count);
    for (size_t index = 0; list != NULL && index < request->method_count; index++) {
        const terrarium_method *method = &request->methods[index];
        PyObject *item = Py_BuildValue(
            "(ssisO)", method->name, method->raw ? "raw" : "json", method->arity,
            method->signature == NULL ? "" : method->signature, method->optional ? Py_True : Py_False);
        if (item == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)index, item);
    }
    return list;
}

/// A path as Python has it, or None: a new reference, or NULL with an exception.
static PyObject *path_or_none(const char *path) {
    return path == NULL ? Py_NewRef(Py_None) : PyUnicode_DecodeFSDefault(path);
}

/// Calls the bootstrap: its `Loaded`, a new reference, or NULL with an exception.
static PyObject *run_load(const terrarium_load_request *request) {
    PyObject *methods = method_list(request);
    PyObject *directory = methods == NULL ? NULL : path_or_none(request->directory);
    PyObject *hash = request->checks_hash ? PyLong_FromUnsignedLongLong(request->hash) : Py_NewRef(Py_None);
    PyObject *loaded = NULL;
    if (hash == NULL || directory == NULL) {
        // The exception is set.
    } else if (request->source != NULL) {
        PyObject *file = PyUnicode_DecodeFSDefault(request->file_name);
        if (file != NULL) {
            loaded = PyObject_CallFunction(
                terrarium_main.load_source, "Ksy#OOOOz", (unsigned long long)request->plugin, request->name,
                (const char *)request->source, (Py_ssize_t)request->source_length, file, directory, methods,
                hash, request->canonical_text);
            Py_DECREF(file);
        }
    } else {
        loaded = PyObject_CallFunction(
            terrarium_main.load, "KsOsOOz", (unsigned long long)request->plugin, request->name, directory,
            request->entry_module, hash, methods, request->canonical_text);
    }
    Py_XDECREF(hash);
    Py_XDECREF(directory);
    Py_XDECREF(methods);
    return loaded;
}

/// A copy of a text in memory of ours; NULL with an exception.
static char *copy_text(const char *text) {
    char *copy = text == NULL ? NULL : strdup(text);
    if (text != NULL && copy == NULL) PyErr_NoMemory();
    return copy;
}

/// Fills a method from what the interface says of it. False with an exception.
static bool fill_from_interface(plugin_method *method, const terrarium_method *expected) {
    method->wire = expected->raw ? 'r' : 'j';
    method->name = copy_text(expected->name);
    method->signature = copy_text(expected->signature == NULL ? "" : expected->signature);
    method->summary = copy_text("");
    return method->name != NULL && method->signature != NULL && method->summary != NULL;
}

/// Fills a method from what the module says of it: a tuple of name, wire, signature and summary. False with an exception.
static bool fill_from_module(plugin_method *method, PyObject *description) {
    const char *name, *wire, *signature, *summary;
    if (!PyArg_ParseTuple(description, "ssss", &name, &wire, &signature, &summary)) return false;
    method->wire = wire[0];
    method->name = copy_text(name);
    method->signature = copy_text(signature);
    method->summary = copy_text(summary);
    return method->name != NULL && method->signature != NULL && method->summary != NULL;
}

static void free_texts(plugin_method *method) {
    free(method->name);
    free(method->signature);
    free(method->summary);
}

/// Reads `Loaded.interface_hash` if there is one.
static bool read_hash(terrarium_plugin *plugin) {
    PyObject *hash = PyObject_GetAttrString(plugin->loaded, "interface_hash");
    if (hash == NULL) return false;
    if (hash != Py_None) {
        plugin->hash = PyLong_AsUnsignedLongLong(hash);
        plugin->has_hash = !PyErr_Occurred();
    }
    Py_DECREF(hash);
    return !PyErr_Occurred();
}

/// Takes the methods over from the bootstrap's lists. False with an exception.
static bool fill_methods(
    terrarium_plugin *plugin, const terrarium_load_request *request, PyObject *callables, PyObject *descriptions) {
    for (size_t index = 0; index < plugin->method_count; index++) {
        plugin_method *method = &plugin->methods[index];
        method->callable = Py_NewRef(PyList_GET_ITEM(callables, (Py_ssize_t)index));
        method->present = method->callable != Py_None;
        bool filled = descriptions == NULL
            ? fill_from_interface(method, &request->methods[index])
            : fill_from_module(method, PyList_GET_ITEM(descriptions, (Py_ssize_t)index));
        if (!filled) return false;
    }
    return true;
}

/// Drops what a plugin holds. GIL held.
static void drop(terrarium_plugin *plugin) {
    for (size_t index = 0; index < plugin->method_count; index++) {
        Py_CLEAR(plugin->methods[index].callable);
        free_texts(&plugin->methods[index]);
    }
    Py_CLEAR(plugin->loaded);
    free(plugin);
}

/// Makes the plugin of a `Loaded` (stolen): NULL with an exception.
static terrarium_plugin *make_plugin(const terrarium_load_request *request, PyObject *loaded) {
    PyObject *callables = PyObject_GetAttrString(loaded, "callables");
    // Signatures are read only where nobody else says what the methods are: that takes a while.
    PyObject *descriptions = NULL;
    if (callables != NULL && request->methods == NULL) descriptions = PyObject_GetAttrString(loaded, "methods");
    terrarium_plugin *plugin = NULL;
    bool complete = callables != NULL && PyList_Check(callables)
        && (request->methods == NULL
                ? descriptions != NULL && PyList_Check(descriptions)
                    && PyList_GET_SIZE(descriptions) == PyList_GET_SIZE(callables)
                : PyList_GET_SIZE(callables) == (Py_ssize_t)request->method_count);
    if (complete) {
        size_t count = (size_t)PyList_GET_SIZE(callables);
        plugin = calloc(1, sizeof *plugin + count * sizeof plugin->methods[0]);
        if (plugin == NULL) {
            PyErr_NoMemory();
        } else {
            plugin->id = request->plugin;
            plugin->loaded = Py_NewRef(loaded);
            plugin->method_count = count;
            if (!read_hash(plugin) || !fill_methods(plugin, request, callables, descriptions)) {
                drop(plugin);
                plugin = NULL;
            }
        }
    } else if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_SystemError, "the bootstrap gave no list of methods");
    }
    Py_XDECREF(callables);
    Py_XDECREF(descriptions);
    Py_DECREF(loaded);
    return plugin;
}

/// Attaches to run code of a plugin. On anything but `terrarium_ok` there is nothing to end.
static terrarium_status enter(
    uint64_t plugin, terrarium_thread_record **thread, terrarium_attach_status *attached, uint64_t *previous) {
    *thread = terrarium_thread_current();
    if (*thread == NULL) return terrarium_no_memory;
    if (terrarium_thread_must_hand_over(*thread)) return terrarium_stack_short;
    *attached = terrarium_thread_attach(*thread);
    *previous = (*thread)->plugin;
    (*thread)->plugin = plugin;
    return terrarium_ok;
}

/// Ends what `enter` began.
static void leave(terrarium_thread_record *thread, terrarium_attach_status attached, uint64_t previous) {
    uint64_t plugin = thread->plugin;
    thread->plugin = previous;
    terrarium_detach(attached);
    if (attached == terrarium_attach_taken) terrarium_thread_flush(thread, plugin);
}

terrarium_status terrarium_load(
    const terrarium_load_request *request, terrarium_plugin **plugin, terrarium_failure **failure) {
    terrarium_thread_record *thread;
    terrarium_attach_status attached;
    uint64_t previous;
    terrarium_status status = enter(request->plugin, &thread, &attached, &previous);
    if (status != terrarium_ok) return status;
    PyObject *loaded = run_load(request);
    *plugin = loaded == NULL ? NULL : make_plugin(request, loaded);
    if (*plugin == NULL) {
        *failure = terrarium_failure_raised();
        status = *failure == NULL ? terrarium_no_memory : terrarium_raised;
    }
    leave(thread, attached, previous);
    return status;
}

size_t terrarium_plugin_method_count(const terrarium_plugin *plugin) {
    return plugin->method_count;
}

bool terrarium_plugin_has_method(const terrarium_plugin *plugin, size_t index) {
    return plugin->methods[index].present;
}

terrarium_method_description terrarium_plugin_method(const terrarium_plugin *plugin, size_t index) {
    const plugin_method *method = &plugin->methods[index];
    return (terrarium_method_description){
        .name = method->name, .wire = method->wire, .signature = method->signature, .summary = method->summary};
}

bool terrarium_plugin_hash(const terrarium_plugin *plugin, uint64_t *hash) {
    *hash = plugin->hash;
    return plugin->has_hash;
}

terrarium_status terrarium_unload(terrarium_plugin *plugin, terrarium_failure **failure) {
    terrarium_thread_record *thread;
    terrarium_attach_status attached;
    uint64_t previous;
    terrarium_status status = enter(plugin->id, &thread, &attached, &previous);
    if (status != terrarium_ok) return status;
    PyObject *loaded = plugin->loaded;
    plugin->loaded = NULL;
    for (size_t index = 0; index < plugin->method_count; index++) Py_CLEAR(plugin->methods[index].callable);
    if (loaded != NULL) {
        PyObject *done = PyObject_CallOneArg(terrarium_main.unload, loaded);
        if (done == NULL) {
            *failure = terrarium_failure_raised();
            status = *failure == NULL ? terrarium_no_memory : terrarium_raised;
        }
        Py_XDECREF(done);
        Py_DECREF(loaded);
    }
    leave(thread, attached, previous);
    return status;
}

void terrarium_plugin_free(terrarium_plugin *plugin) {
    // Nobody else knows the plugin any more, so its fields may be read without the GIL. The bootstrap's `Loaded` unloads
    // itself when its last reference goes.
    for (size_t index = 0; index < plugin->method_count; index++) {
        if (plugin->methods[index].callable != NULL) terrarium_release_later(plugin->methods[index].callable);
        free_texts(&plugin->methods[index]);
    }
    if (plugin->loaded != NULL) terrarium_release_later(plugin->loaded);
    free(plugin);
}
