#ifndef TERRARIUM_JSON_H
#define TERRARIUM_JSON_H

#include <Python.h>

#include "buffer.h"
#include "include/terrarium_json_status.h"
#include "include/terrarium_limits.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What one interpreter's codec keeps between calls: interned keys and the types it recognises. One per interpreter,
/// used only while that interpreter's GIL is held.
typedef struct terrarium_codec terrarium_codec;

/// Makes a codec for the current interpreter; NULL when out of memory (no Python exception is set). GIL held.
terrarium_codec *_Nullable terrarium_codec_new(void);

/// Ends a codec and drops what it refers to. GIL held.
void terrarium_codec_free(terrarium_codec *_Nullable codec);

enum { terrarium_json_path_capacity = 256, terrarium_json_detail_capacity = 256 };

/// A refusal: where, and what was found there.
typedef struct terrarium_json_error {
    terrarium_json_status status;
    /// Bytes from the start of the text; decoding only.
    size_t offset;
    /// A path such as `$.rows[3].ts`, zero-terminated UTF-8, shortened in the middle when it does not fit.
    char path[terrarium_json_path_capacity];
    /// What was found, for a person, without any of the value's content: a type name, a limit, an expectation.
    char detail[terrarium_json_detail_capacity];
} terrarium_json_error;

enum { terrarium_json_inline_arguments = 32 };

/// The arguments of one call, decoded. Lives on the caller's stack.
typedef struct terrarium_json_arguments {
    /// New references, `count` of them, preceded by one free slot (PY_VECTORCALL_ARGUMENTS_OFFSET).
    PyObject *_Nonnull *_Nullable values;
    Py_ssize_t count;
    PyObject *_Nullable inline_slots[terrarium_json_inline_arguments + 1];
} terrarium_json_arguments;

/// Reads `text` as the arguments of a call: a top-level array spreads to positional arguments, `null` is none, anything
/// else is the one argument. On refusal fills `error` and leaves nothing to release. GIL held.
terrarium_json_status terrarium_json_decode_arguments(
    terrarium_codec *_Nonnull codec, const uint8_t *_Nonnull text, size_t length,
    const terrarium_limits *_Nonnull limits, terrarium_json_arguments *_Nonnull arguments,
    terrarium_json_error *_Nonnull error);

/// Drops what `terrarium_json_decode_arguments` made. GIL held.
static inline void terrarium_json_arguments_release(terrarium_json_arguments *_Nonnull arguments) {
    if (arguments->values == NULL) return;
    for (Py_ssize_t i = 0; i < arguments->count; i++) Py_DECREF(arguments->values[i]);
    if (arguments->values != arguments->inline_slots + 1) free(arguments->values - 1);
    arguments->values = NULL;
    arguments->count = 0;
}

/// Reads `text` as one value: a new reference, or NULL with `error` filled. GIL held.
PyObject *_Nullable terrarium_json_decode(
    terrarium_codec *_Nonnull codec, const uint8_t *_Nonnull text, size_t length,
    const terrarium_limits *_Nonnull limits, terrarium_json_error *_Nonnull error);

/// Appends the JSON text of `value` (borrowed) to `out`. On refusal fills `error`; `out` then holds what was written so
/// far. An exception is set exactly when the status is `terrarium_json_raised`. GIL held; may run Python code, which may
/// change the containers that are read and may use the codec itself.
///
/// The text is compact and not limited to ASCII. Floats are written as orjson does: `1.0`, `1e+16`, `1e-7`. Subclasses
/// of built-in types are read from their storage, dataclasses by their fields but for those that start with an underscore,
/// enumerations by `value`. Naive datetimes have no offset; an offset with seconds is rounded to minutes, and the local
/// time moved along.
terrarium_json_status terrarium_json_encode(
    terrarium_codec *_Nonnull codec, PyObject *_Nonnull value, const terrarium_limits *_Nonnull limits,
    terrarium_buffer *_Nonnull out, terrarium_json_error *_Nonnull error);

#ifdef __cplusplus
}
#endif

#endif
