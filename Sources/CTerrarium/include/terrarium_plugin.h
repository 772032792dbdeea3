#ifndef TERRARIUM_PLUGIN_H
#define TERRARIUM_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "terrarium_failure.h"

#pragma clang assume_nonnull begin

/// A loaded plugin: its module and its resolved methods.
typedef struct terrarium_plugin terrarium_plugin;

/// One method of an interface.
typedef struct terrarium_method {
    /// UTF-8.
    const char *name;
    bool raw;
    /// Positional arguments that it must accept, or -1.
    int arity;
    /// `(name: str) -> str`, UTF-8, which the plugin's signature is compared with; null when the interface does not say.
    const char *_Nullable signature;
    /// Whether a plugin may do without it.
    bool optional;
} terrarium_method;

/// What to load. Everything is copied. Texts are UTF-8; paths are bytes as the file system has them.
typedef struct terrarium_load_request {
    /// Unique in the process, not 0.
    uint64_t plugin;
    const char *name;
    /// The package's folder; null for a source text.
    const char *_Nullable directory;
    /// The module to import from `directory`; null for a source text.
    const char *_Nullable entry_module;
    /// The source text of a single module; null for a package.
    const uint8_t *_Nullable source;
    size_t source_length;
    /// The file name that tracebacks of a source text show.
    const char *_Nullable file_name;
    bool checks_hash;
    uint64_t hash;
    /// The text that `hash` is of, for messages; null when it is not known.
    const char *_Nullable canonical_text;
    /// The methods, or null to take the module's public functions.
    const terrarium_method *_Nullable methods;
    size_t method_count;
} terrarium_load_request;

/// Imports and checks a plugin. Attaches; the GIL must not be needed by anyone who holds a lock of the caller's.
///
/// - Returns: `terrarium_ok` with `*plugin` set; `terrarium_raised` with `*failure` set; `terrarium_stack_short`;
///   `terrarium_no_memory`.
terrarium_status terrarium_load(
    const terrarium_load_request *request, terrarium_plugin *_Nullable *_Nonnull plugin,
    terrarium_failure *_Nullable *_Nonnull failure);

/// How many methods the interface has, or the plugin itself without one. No GIL; fixed at load.
size_t terrarium_plugin_method_count(const terrarium_plugin *plugin);

/// Whether the plugin has method `index` (which exists): only an optional one can be missing. No GIL; fixed at load.
bool terrarium_plugin_has_method(const terrarium_plugin *plugin, size_t index);

/// What the interface says of a method, or a self-described plugin. Texts are UTF-8, zero-terminated and live as long as the plugin. No GIL.
typedef struct terrarium_method_description {
    const char *name;
    /// 'j' JSON, 'r' raw, 'a' either.
    char wire;
    /// `(name: str) -> str`, or empty.
    const char *signature;
    /// The first line of its documentation, or empty.
    const char *summary;
} terrarium_method_description;

terrarium_method_description terrarium_plugin_method(const terrarium_plugin *plugin, size_t index);

/// The `__interface_hash__` that the plugin declares; false when it has none. No GIL.
bool terrarium_plugin_hash(const terrarium_plugin *plugin, uint64_t *hash);

/// Refuses new calls and drops the plugin's module and methods; calls that run keep what they use. Attaches. Idempotent.
/// Returns `terrarium_ok`, or `terrarium_raised` when code of the plugin raised while it was dropped.
terrarium_status terrarium_unload(terrarium_plugin *plugin, terrarium_failure *_Nullable *_Nonnull failure);

/// Frees the handle; nobody may use it any more. A plugin that is still loaded is unloaded at the next attach of any
/// thread. The GIL need not be held.
void terrarium_plugin_free(terrarium_plugin *plugin);

#pragma clang assume_nonnull end

#endif
