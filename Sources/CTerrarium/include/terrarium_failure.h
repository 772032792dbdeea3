#ifndef TERRARIUM_FAILURE_H
#define TERRARIUM_FAILURE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How a call or a load ended.
typedef enum terrarium_status {
    terrarium_ok = 0,
    /// Python code raised: the failure holds a record of the exception.
    terrarium_raised = 1,
    /// The input was refused: the failure holds status, offset, path and detail.
    terrarium_input_refused = 2,
    /// The result was refused: as above, without an offset.
    terrarium_result_refused = 3,
    /// The plugin was unloaded.
    terrarium_closed = 4,
    /// The calling thread has too little stack: nothing was done, call from another thread.
    terrarium_stack_short = 5,
    /// No memory outside Python.
    terrarium_no_memory = 6,
    /// A view of the caller's memory was kept by the plugin. Nothing dangles: the memory lives as long as the view.
    terrarium_view_kept = 7,
    /// A raw method returned something that has no contiguous bytes; the failure's detail names its type.
    terrarium_not_bytes = 8,
    /// The method is an optional one that the plugin does not have: nothing was done.
    terrarium_missing = 9,
    /// There is no method of that index, or it is declared for another wire: nothing was done.
    terrarium_wrong_method = 10,
} terrarium_status;

/// What there is to say about a call or load that did not end well. Holds no Python objects.
typedef struct terrarium_failure {
    /// For `terrarium_raised`: the exception, in the format that `exception.h` describes. Null otherwise.
    uint8_t *_Nullable record;
    size_t record_length;
    /// For a refusal: a `terrarium_json_status`.
    int refusal;
    /// For a refused input: bytes from its start.
    size_t offset;
    /// For a refusal: zero-terminated UTF-8; empty when there is nothing to say.
    char path[256];
    char detail[256];
} terrarium_failure;

/// Frees a failure. No GIL.
void terrarium_failure_free(terrarium_failure *_Nullable failure);

#pragma clang assume_nonnull end

#endif
