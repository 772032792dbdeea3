#ifndef TERRARIUM_INTERPRETER_H
#define TERRARIUM_INTERPRETER_H

#include <Python.h>

#include "include/terrarium_runtime.h"
#include "json.h"

#if PY_VERSION_HEX < 0x030B0000
#error "Terrarium needs CPython 3.11 or newer"
#endif

/// What the shim keeps of one interpreter. Filled at start, read-only afterwards.
typedef struct terrarium_interpreter {
    terrarium_codec *codec;
    /// Functions and classes of the bootstrap; strong references.
    PyObject *load;
    PyObject *load_source;
    PyObject *unload;
    PyObject *load_failure;
    /// `terrarium.PluginError`. Strong.
    PyObject *plugin_error;
    /// The type of the objects that lend the caller's memory. Strong.
    PyTypeObject *input_type;
    terrarium_output_handler output;
    size_t stack_required;
} terrarium_interpreter;

/// The main interpreter.
extern terrarium_interpreter terrarium_main;

/// Makes the module object that the bootstrap knows as `_native`: a new reference, or NULL with an exception. GIL held.
PyObject *terrarium_native_module(void);

/// Adds the audit hook that reports what a plugin does to the whole process. Before the interpreter starts. 0 on success.
int terrarium_audit_install(void);

/// Executes the embedded bootstrap and fills `interpreter`; -1 with an exception. GIL held.
int terrarium_bootstrap(terrarium_interpreter *interpreter, const terrarium_start_options *options);

/// Makes the type of the objects that lend the caller's memory: a new reference, or NULL with an exception. GIL held.
PyTypeObject *terrarium_input_type(void);

#endif
