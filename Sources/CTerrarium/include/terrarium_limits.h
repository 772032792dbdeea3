#ifndef TERRARIUM_LIMITS_H
#define TERRARIUM_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a call may move across the boundary. Every field is enforced in both directions where it makes sense.
typedef struct terrarium_limits {
    /// Nested arrays and objects, at most. The top-level array of arguments counts as one.
    uint32_t depth;
    /// Decimal digits of one integer, at most, in either direction.
    uint32_t integer_digits;
    /// Bytes of one JSON text or raw input, at most.
    size_t input_bytes;
    /// Bytes of one JSON text or raw result, at most.
    size_t output_bytes;
    /// Convert as Fidius 0.5 does (lossy, sorted keys, `str()` of what JSON cannot hold) instead of strictly.
    bool fidius;
} terrarium_limits;

#pragma clang assume_nonnull end

#endif
