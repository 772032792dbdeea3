// The Python code that is part of the binary: the bootstrap and the SDK for plugin authors.
#include <Python.h>

#include "interpreter.h"

/// One embedded file.
typedef struct embedded_file {
    /// The module it becomes.
    const char *module;
    const unsigned char *text;
    size_t length;
} embedded_file;

static const unsigned char bootstrap[] = {
#embed "bootstrap/__init__.py"
};

static const unsigned char annotations[] = {
#embed "bootstrap/annotations.py"
};

static const unsigned char cache[] = {
#embed "bootstrap/cache.py"
};

static const unsigned char callables[] = {
#embed "bootstrap/callables.py"
};

static const unsigned char contracts[] = {
#embed "bootstrap/contracts.py"
};

static const unsigned char dependencies[] = {
#embed "bootstrap/dependencies.py"
};

static const unsigned char failures[] = {
#embed "bootstrap/failures.py"
};

static const unsigned char guards[] = {
#embed "bootstrap/guards.py"
};

static const unsigned char imports[] = {
#embed "bootstrap/imports.py"
};

static const unsigned char loading[] = {
#embed "bootstrap/loading.py"
};

static const unsigned char output[] = {
#embed "bootstrap/output.py"
};

static const unsigned char patches[] = {
#embed "bootstrap/patches.py"
};

static const unsigned char records[] = {
#embed "bootstrap/records.py"
};

static const unsigned char reports[] = {
#embed "bootstrap/reports.py"
};

static const unsigned char signatures[] = {
#embed "bootstrap/signatures.py"
};

static const unsigned char source[] = {
#embed "bootstrap/source.py"
};

static const unsigned char unloading[] = {
#embed "bootstrap/unloading.py"
};

static const unsigned char sdk[] = {
#embed "../../python/terrarium/src/terrarium/__init__.py"
};

static const unsigned char fidius[] = {
#embed "../../python/terrarium/src/terrarium/_fidius.py"
};

static const embedded_file sources[] = {
    {"_terrarium", bootstrap, sizeof bootstrap},
    {"_terrarium.annotations", annotations, sizeof annotations},
    {"_terrarium.cache", cache, sizeof cache},
    {"_terrarium.callables", callables, sizeof callables},
    {"_terrarium.contracts", contracts, sizeof contracts},
    {"_terrarium.dependencies", dependencies, sizeof dependencies},
    {"_terrarium.failures", failures, sizeof failures},
    {"_terrarium.guards", guards, sizeof guards},
    {"_terrarium.imports", imports, sizeof imports},
    {"_terrarium.loading", loading, sizeof loading},
    {"_terrarium.output", output, sizeof output},
    {"_terrarium.patches", patches, sizeof patches},
    {"_terrarium.records", records, sizeof records},
    {"_terrarium.reports", reports, sizeof reports},
    {"_terrarium.signatures", signatures, sizeof signatures},
    {"_terrarium.source", source, sizeof source},
    {"_terrarium.unloading", unloading, sizeof unloading},
    {"terrarium", sdk, sizeof sdk},
    {"fidius", fidius, sizeof fidius},
};

/// A dictionary from module names to source bytes: a new reference, or NULL with an exception.
static PyObject *source_dictionary(void) {
    PyObject *dictionary = PyDict_New();
    for (size_t index = 0; dictionary != NULL && index < sizeof sources / sizeof *sources; index++) {
        PyObject *bytes = PyBytes_FromStringAndSize((const char *)sources[index].text, (Py_ssize_t)sources[index].length);
        if (bytes == NULL || PyDict_SetItemString(dictionary, sources[index].module, bytes) != 0) {
            Py_CLEAR(dictionary);
        }
        Py_XDECREF(bytes);
    }
    return dictionary;
}

static PyObject *path_list(const char *const *paths, size_t count) {
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t index = 0; list != NULL && index < count; index++) {
        PyObject *path = PyUnicode_DecodeFSDefault(paths[index]);
        if (path == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, (Py_ssize_t)index, path);
    }
    return list;
}

/// The options as the bootstrap's `start` takes them: a new reference, or NULL with an exception.
static PyObject *option_dictionary(const terrarium_start_options *options) {
    PyObject *cache = options->cache_directory == NULL ? Py_NewRef(Py_None)
                                                       : PyUnicode_DecodeFSDefault(options->cache_directory);
    PyObject *paths = path_list(options->site_paths, options->site_path_count);
    PyObject *dictionary = NULL;
    if (cache != NULL && paths != NULL) {
        dictionary = Py_BuildValue(
            "{s:O,s:O,s:i,s:i}", "cache_directory", cache, "search_paths", paths, "recursion_limit",
            options->recursion_limit, "log_level", options->log_level);
    }
    Py_XDECREF(cache);
    Py_XDECREF(paths);
    return dictionary;
}

/// Makes the module `_terrarium` and executes its first file: a borrowed reference, or NULL with an exception.
static PyObject *make_module(void) {
    PyObject *module = PyImport_AddModule("_terrarium");
    PyObject *native = terrarium_native_module();
    PyObject *files = source_dictionary();
    PyObject *result = NULL;
    if (module != NULL && native != NULL && files != NULL) {
        PyObject *names = PyModule_GetDict(module);
        PyObject *code = NULL;
        if (PyDict_SetItemString(names, "_native", native) == 0 && PyDict_SetItemString(names, "_sources", files) == 0
            && PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) == 0) {
            PyObject *text = PyDict_GetItemString(files, "_terrarium");
            code = Py_CompileString(PyBytes_AS_STRING(text), "<terrarium>/__init__.py", Py_file_input);
        }
        PyObject *done = code == NULL ? NULL : PyEval_EvalCode(code, names, names);
        if (done != NULL) result = module;
        Py_XDECREF(done);
        Py_XDECREF(code);
    }
    Py_XDECREF(native);
    Py_XDECREF(files);
    return result;
}

int terrarium_bootstrap(terrarium_interpreter *interpreter, const terrarium_start_options *options) {
    PyObject *module = make_module();
    PyObject *dictionary = module == NULL ? NULL : option_dictionary(options);
    PyObject *started = dictionary == NULL ? NULL : PyObject_CallMethod(module, "start", "(O)", dictionary);
    Py_XDECREF(dictionary);
    if (started == NULL) return -1;
    Py_DECREF(started);
    interpreter->load = PyObject_GetAttrString(module, "load");
    interpreter->load_source = PyObject_GetAttrString(module, "load_source");
    interpreter->unload = PyObject_GetAttrString(module, "unload");
    interpreter->load_failure = PyObject_GetAttrString(module, "LoadFailure");
    interpreter->plugin_error = PyObject_GetAttrString(module, "PluginError");
    bool complete = interpreter->load != NULL && interpreter->load_source != NULL && interpreter->unload != NULL
        && interpreter->load_failure != NULL && interpreter->plugin_error != NULL;
    return complete ? 0 : -1;
}
