#ifndef TERRARIUM_PLUGIN_INTERNAL_H
#define TERRARIUM_PLUGIN_INTERNAL_H

#include <Python.h>

#include "include/terrarium_plugin.h"

/// One method as it was resolved at load.
typedef struct plugin_method {
    /// Strong; `Py_None` for an optional method that the plugin does not have; null once the plugin is unloaded. Read and
    /// written with the GIL held.
    PyObject *callable;
    /// Owned texts; see `terrarium_method_description`.
    char *name;
    char *signature;
    char *summary;
    char wire;
    /// Whether the plugin has the method. Fixed at load.
    bool present;
} plugin_method;

struct terrarium_plugin {
    uint64_t id;
    /// The bootstrap's `Loaded`; strong; null once the plugin is unloaded. Read and written with the GIL held.
    PyObject *loaded;
    bool has_hash;
    uint64_t hash;
    size_t method_count;
    plugin_method methods[];
};

#endif
