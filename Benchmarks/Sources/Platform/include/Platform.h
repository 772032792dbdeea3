// What the operating system knows.
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Keeps this process on its last processor; false where the system does not offer that.
bool platform_pin(void);

/// Bytes of memory that this process has resident; 0 when the system does not tell.
uint64_t platform_resident_bytes(void);

/// Nanoseconds of a clock that only goes forward.
uint64_t platform_now(void);

/// Starts a program with its output thrown away, waits for its end, and gives the nanoseconds from start to end; 0 when it
/// could not be started or did not exit with 0. The arguments begin with the program's path and end with null.
uint64_t platform_run(char *_Nullable const *_Nonnull arguments);

#pragma clang assume_nonnull end

#endif
