#ifndef TERRARIUM_CALL_H
#define TERRARIUM_CALL_H

#include <stddef.h>
#include <stdint.h>

#include "terrarium_failure.h"
#include "terrarium_limits.h"
#include "terrarium_plugin.h"

#pragma clang assume_nonnull begin

/// The bytes a call gave, until `terrarium_result_release`.
typedef struct terrarium_result {
    /// The result; null when it is empty.
    const uint8_t *_Nullable data;
    size_t length;
    /// What keeps `data` alive; for the shim alone.
    void *_Nullable storage;
    size_t storage_capacity;
    /// Set when the call did not return `terrarium_ok`; the caller frees it with `terrarium_failure_free`.
    terrarium_failure *_Nullable failure;
} terrarium_result;

/// Calls method `index` with the arguments in a JSON text and gives the result as JSON text. Attaches once.
terrarium_status terrarium_call_json(
    terrarium_plugin *plugin, size_t index, const uint8_t *input, size_t length, const terrarium_limits *limits,
    terrarium_result *result);

/// Calls method `index` with the arguments in a packed tuple and gives the result as a packed value; `packed.h` describes both.
/// Attaches once. A refused input has the path `$`, and the offset of the value in question.
///
/// `message` has room for `capacity` bytes (0 stands for none). A small result is put there, over the arguments; then its
/// length is returned, which is above 0, and `*result` is left as it was. Otherwise minus the status is returned. (A small
/// result comes back in a register because reading it from `*result` in wider pieces than it was written stalls.)
ptrdiff_t terrarium_call_values(
    terrarium_plugin *plugin, size_t index, uint8_t *message, size_t length, size_t capacity,
    const terrarium_limits *limits, terrarium_result *result);

/// How a raw call gets its input and gives its result.
typedef struct terrarium_raw_options {
    /// Null: the input is copied into `bytes`. Otherwise the method gets a read-only memoryview of the caller's memory, and
    /// `release_input(owner)` is called once, on any thread, when no view of it exists any more.
    void *_Nullable owner;
    void (*_Nullable release_input)(void *owner);
    /// Whether the result is lent: `data` then points into the Python object until `terrarium_result_release`.
    bool lends_result;
} terrarium_raw_options;

/// Calls method `index` with bytes and gives the bytes of its result. Attaches once, and once more in
/// `terrarium_result_release` when the result was large or lent.
terrarium_status terrarium_call_raw(
    terrarium_plugin *plugin, size_t index, const uint8_t *_Nullable input, size_t length,
    const terrarium_limits *limits, const terrarium_raw_options *options, terrarium_result *result);

/// Gives a result's memory back. The GIL need not be held.
void terrarium_result_release(terrarium_result *result);

#pragma clang assume_nonnull end

#endif
