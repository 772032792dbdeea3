// Counts what a thread allocates. Linking this into an executable replaces the allocation functions of glibc in it and in
// every library it loads. Only with glibc: elsewhere nothing is replaced and nothing counted.
#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/// Whether allocations can be counted on this system.
bool allocation_counter_works(void);

/// Starts counting on the calling thread, from 0.
void allocation_counter_begin(void);

/// Stops counting; how many calls of `malloc`, `calloc`, `realloc` and the aligned forms there were.
size_t allocation_counter_end(void);

/// The file name of the library or executable whose code made allocation `index` of the last count; the first 65 536 are
/// kept. Null when it is not known.
const char *_Nullable allocation_counter_caller(size_t index);

#pragma clang assume_nonnull end

#endif
