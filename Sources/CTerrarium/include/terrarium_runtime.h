#ifndef TERRARIUM_RUNTIME_H
#define TERRARIUM_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Where text that Python code wrote came from.
typedef enum terrarium_channel {
    terrarium_channel_stdout = 1,
    terrarium_channel_stderr = 2,
    /// A record of Python's `logging` or `warnings`; `level` is Python's (10 debug … 50 critical).
    terrarium_channel_log = 3,
    /// Something the host should know about a plugin: the interpreter's audit events and the bootstrap's own warnings.
    terrarium_channel_notice = 4,
    /// The end of a call: what was written without a line end is complete.
    terrarium_channel_flush = 5,
} terrarium_channel;

/// Receives what Python code writes. Called on the thread that wrote, without the GIL; `plugin` is 0 when it is nobody's, and
/// `thread` is a number that no other thread has as long as this one lives. `name` and `text` are UTF-8, not terminated, and
/// valid during the call only.
typedef void (*terrarium_output_handler)(
    uint64_t plugin, uintptr_t thread, terrarium_channel channel, int level, const char *name, size_t name_length, const char *text,
    size_t text_length);

/// How the interpreter is started. Everything is copied.
typedef struct terrarium_start_options {
    /// Python's prefix (`/usr`), UTF-8.
    const char *home;
    /// What `sys.executable` says; a path to a Python of the same version, or empty.
    const char *executable;
    /// `sys.path`, complete; the standard library comes first.
    const char *_Nonnull const *_Nonnull module_paths;
    size_t module_path_count;
    /// Site directories (with their `.pth` files) to add behind it.
    const char *_Nonnull const *_Nonnull site_paths;
    size_t site_path_count;
    /// A folder for compiled code, or null for none.
    const char *_Nullable cache_directory;
    /// The depth of recursion at start, and the most that `sys.setrecursionlimit` may set.
    int recursion_limit;
    /// The level of Python's root logger.
    int log_level;
    /// Bytes of stack that a thread must have left to run Python.
    size_t stack_required;
    /// Receives output; never null.
    terrarium_output_handler output;
} terrarium_start_options;

/// Starts the interpreter of this process, on a thread of its own that then sleeps for ever: that thread is Python's main
/// thread, so that plugin code never runs there and cannot change signal handlers.
///
/// Must be called once; the caller sees to it. The GIL must not be held.
///
/// - Returns: null when the interpreter runs; otherwise why not, to be freed with `free`.
char *_Nullable terrarium_start(const terrarium_start_options *options);

/// The file that CPython's code was loaded from, or null when the system does not tell. No GIL.
const char *_Nullable terrarium_library_path(void);

/// The version of the library that is linked, as in `PY_VERSION_HEX`. No GIL.
uint32_t terrarium_library_version(void);

/// The version of the headers that this was compiled with, as in `PY_VERSION_HEX`. No GIL.
uint32_t terrarium_header_version(void);

/// The full version text of the library (`3.11.2 (main, …)`). No GIL.
const char *terrarium_version_text(void);

/// Whether the library was built without a GIL. No GIL.
bool terrarium_is_free_threaded(void);

#pragma clang assume_nonnull end

#endif
