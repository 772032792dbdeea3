#ifndef TERRARIUM_OBJECT_H
#define TERRARIUM_OBJECT_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A Python object, opaque to Swift.
typedef struct _object terrarium_object;

/// Adds a reference. GIL held. Returns the same object, as a new reference.
terrarium_object *terrarium_retain(terrarium_object *object);

/// Drops a reference (steals it). GIL held. May run any Python code (`__del__`).
void terrarium_release(terrarium_object *object);

/// Drops a reference (steals it) at the next attach of any thread. The GIL need not be held. Lock-free; when there is no
/// memory for the note, the object leaks.
void terrarium_release_later(terrarium_object *object);

/// The reference count, for tests. GIL held.
intptr_t terrarium_reference_count(terrarium_object *object);

/// Python's `eval` of an expression in an empty namespace: a new reference, or null with `*failure` set to what was raised
/// (to be freed with `terrarium_failure_free`). GIL held.
struct terrarium_failure;
terrarium_object *_Nullable terrarium_evaluate(
    const char *expression, struct terrarium_failure *_Nullable *_Nonnull failure);

/// The text of a `str`, UTF-8, owned by the object and valid as long as it; null when it is not a `str` or has lone
/// surrogates. Borrowed. GIL held.
const char *_Nullable terrarium_text(terrarium_object *object, size_t *length);

#pragma clang assume_nonnull end

#endif
