#ifndef TERRARIUM_THREAD_H
#define TERRARIUM_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How an attach ended.
typedef enum terrarium_attach_status {
    /// This call took the GIL; `terrarium_detach` gives it back.
    terrarium_attach_taken = 0,
    /// The thread held it already.
    terrarium_attach_nested = 1,
    /// No memory for a thread state.
    terrarium_attach_failed = 2,
} terrarium_attach_status;

/// Attaches the calling thread to the interpreter: takes the GIL, with a thread state that is made once per thread and kept
/// until the thread ends. It is the state that `PyGILState_Ensure` finds, so C extensions that call back agree with us.
/// The runtime must be started.
terrarium_attach_status terrarium_attach(void);

/// Undoes `terrarium_attach`, whose result it takes. GIL held.
void terrarium_detach(terrarium_attach_status status);

/// Whether the calling thread holds the GIL. No GIL needed.
bool terrarium_is_attached(void);

/// Bytes between here and the end of the calling thread's stack. No GIL.
size_t terrarium_stack_remaining(void);

/// Bytes of stack that running Python takes here at least, as set at start. No GIL.
size_t terrarium_stack_required(void);

/// Starts a detached thread with a stack of that size; false when the system has none. No GIL.
bool terrarium_thread_start(size_t stack_size, void (*body)(void *argument), void *argument);

#pragma clang assume_nonnull end

#endif
