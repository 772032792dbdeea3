#ifndef TERRARIUM_THREAD_INTERNAL_H
#define TERRARIUM_THREAD_INTERNAL_H

#include <Python.h>
#include <stdatomic.h>

#include "buffer.h"
#include "include/terrarium_thread.h"

/// What the shim keeps of one thread, from its first attach to its end.
typedef struct terrarium_thread_record {
    /// The state that was made here at the first attach, and is deleted when the thread ends; null before, and on threads
    /// that Python or an extension attached first.
    PyThreadState *state;
    /// The plugin whose code runs on this thread, or 0.
    uint64_t plugin;
    /// The channels, as bits, on which a line was printed here and not ended.
    uint8_t partial_lines;
    /// The lowest address of the thread's stack that may be used; 0 when it is not known yet.
    uintptr_t stack_low;
    /// Below this address Python has too little stack here; `UINTPTR_MAX` when it is not known yet.
    uintptr_t python_low;
    /// Memory for the next result; empty while a result uses it.
    terrarium_buffer scratch;
} terrarium_thread_record;

/// Makes what tells when a thread ends. Before CPython is started. No GIL.
void terrarium_thread_prepare(void);

// What every call does is inlined into it: as calls of their own these would be a third of what a call costs beside Python.

extern _Thread_local terrarium_thread_record *terrarium_thread_of_caller;
terrarium_thread_record *terrarium_thread_make(void);
terrarium_attach_status terrarium_thread_attach_slow(terrarium_thread_record *thread);
bool terrarium_thread_is_short(terrarium_thread_record *thread);
void terrarium_thread_end_lines(terrarium_thread_record *thread, uint64_t plugin);
extern _Atomic(struct pending_release *) terrarium_pending_releases;
void terrarium_object_drain_now(void);

/// The calling thread's record, made if it has none; NULL when out of memory. No GIL.
static inline terrarium_thread_record *terrarium_thread_current(void) {
    terrarium_thread_record *thread = terrarium_thread_of_caller;
    return __builtin_expect(thread != NULL, 1) ? thread : terrarium_thread_make();
}

/// The thread state that holds the GIL, or NULL: of any thread on CPython 3.11, of this one later.
static inline PyThreadState *terrarium_thread_holder(void) {
#if PY_VERSION_HEX >= 0x030D0000
    return PyThreadState_GetUnchecked();
#else
    return _PyThreadState_UncheckedGet();
#endif
}

/// Drops the references that `terrarium_release_later` noted, if any. GIL held.
static inline void terrarium_object_drain(void) {
    if (__builtin_expect(atomic_load_explicit(&terrarium_pending_releases, memory_order_relaxed) == NULL, 1)) return;
    terrarium_object_drain_now();
}

/// Attaches with a record at hand; see `terrarium_attach`.
static inline terrarium_attach_status terrarium_thread_attach(terrarium_thread_record *thread) {
    PyThreadState *state = thread->state;
    if (__builtin_expect(state == NULL || terrarium_thread_holder() == state, 0)) {
        return terrarium_thread_attach_slow(thread);
    }
    PyEval_RestoreThread(state);
    terrarium_object_drain();
    return terrarium_attach_taken;
}

/// Whether a call must go to a thread with more stack: this one has less left than running Python takes. Never while it holds
/// the GIL, which the other thread would wait for. No GIL needed.
static inline bool terrarium_thread_must_hand_over(terrarium_thread_record *thread) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    return __builtin_expect(here < thread->python_low, 0) && terrarium_thread_is_short(thread);
}

/// Tells the host that the call on this thread has ended, if it printed an unfinished line. Detached.
static inline void terrarium_thread_flush(terrarium_thread_record *thread, uint64_t plugin) {
    if (__builtin_expect(thread->partial_lines != 0, 0)) terrarium_thread_end_lines(thread, plugin);
}

/// Memory for a result: the thread's, or an empty buffer while that is in use. No GIL.
static inline terrarium_buffer terrarium_thread_take_scratch(terrarium_thread_record *thread) {
    terrarium_buffer buffer = thread->scratch;
    buffer.length = 0;
    thread->scratch = (terrarium_buffer){0};
    return buffer;
}

/// Gives a result's memory back to the calling thread, or frees it. No GIL.
void terrarium_thread_give_scratch(terrarium_buffer buffer);

#endif
