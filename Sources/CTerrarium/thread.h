#ifndef TERRARIUM_THREAD_INTERNAL_H
#define TERRARIUM_THREAD_INTERNAL_H

#include <Python.h>

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
    /// Memory for the next result; empty while a result uses it.
    terrarium_buffer scratch;
} terrarium_thread_record;

/// Makes what tells when a thread ends. Before CPython is started. No GIL.
void terrarium_thread_prepare(void);

/// The calling thread's record, made if it has none; NULL when out of memory. No GIL.
terrarium_thread_record *terrarium_thread_current(void);

/// Attaches with a record at hand; see `terrarium_attach`.
terrarium_attach_status terrarium_thread_attach(terrarium_thread_record *thread);

/// Whether a call must go to a thread with more stack: this one has less left than running Python takes. Never while it holds
/// the GIL, which the other thread would wait for. No GIL needed.
bool terrarium_thread_must_hand_over(terrarium_thread_record *thread);

/// Tells the host that the call on this thread has ended, if it printed an unfinished line. Detached.
void terrarium_thread_flush(terrarium_thread_record *thread, uint64_t plugin);

/// Memory for a result: the thread's, or an empty buffer while that is in use. No GIL.
terrarium_buffer terrarium_thread_take_scratch(terrarium_thread_record *thread);

/// Gives a result's memory back to the calling thread, or frees it. No GIL.
void terrarium_thread_give_scratch(terrarium_buffer buffer);

/// Drops the references that `terrarium_release_later` noted, if any. GIL held.
void terrarium_object_drain(void);

#endif
