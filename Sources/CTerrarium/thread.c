// Thread states and the GIL. C, because the fast path is a thread-local load and two calls into CPython.
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

#include "interpreter.h"
#include "thread_end.h"

static _Thread_local terrarium_thread_record *current;

/// Deletes the thread state that was kept for a thread, when it ends.
void terrarium_thread_ended(void *record) {
    terrarium_thread_record *thread = record;
    if (thread->owns_state) {
        PyEval_RestoreThread(thread->state);
        // The counter stands at one since the first attach, so this clears and deletes the state and gives up the GIL.
        PyGILState_Release(PyGILState_UNLOCKED);
    }
    current = NULL;
    terrarium_buffer_free(&thread->scratch);
    free(thread);
}

static terrarium_thread_record *make_record(void) {
    current = calloc(1, sizeof *current);
    if (current != NULL) terrarium_thread_watch_end(current);
    return current;
}

terrarium_thread_record *terrarium_thread_current(void) {
    terrarium_thread_record *thread = current;
    return __builtin_expect(thread != NULL, 1) ? thread : make_record();
}

/// The first attach of a thread. A thread that Python started, or that a C extension attached, has a state already: it is
/// used and left to its owner.
static terrarium_attach_status attach_first(terrarium_thread_record *thread) {
    PyThreadState *known = PyGILState_GetThisThreadState();
    if (known != NULL && PyGILState_Check()) return terrarium_attach_nested;
    (void)PyGILState_Ensure();
    thread->state = PyGILState_GetThisThreadState();
    thread->owns_state = true;
    return terrarium_attach_taken;
}

terrarium_attach_status terrarium_thread_attach(terrarium_thread_record *thread) {
    if (thread->attached) return terrarium_attach_nested;
    if (__builtin_expect(thread->state != NULL, 1)) {
        PyEval_RestoreThread(thread->state);
    } else {
        terrarium_attach_status status = attach_first(thread);
        if (status != terrarium_attach_taken) return status;
    }
    thread->attached = true;
    terrarium_object_drain();
    return terrarium_attach_taken;
}

void terrarium_thread_detach(terrarium_thread_record *thread, terrarium_attach_status status) {
    if (status != terrarium_attach_taken) return;
    thread->attached = false;
    PyEval_SaveThread();
}

terrarium_attach_status terrarium_attach(void) {
    terrarium_thread_record *thread = terrarium_thread_current();
    if (thread == NULL) return terrarium_attach_failed;
    return terrarium_thread_attach(thread);
}

void terrarium_detach(terrarium_attach_status status) {
    if (status == terrarium_attach_taken) terrarium_thread_detach(current, status);
}

bool terrarium_is_attached(void) {
    return current != NULL && current->attached;
}

terrarium_thread_pause terrarium_thread_leave(terrarium_thread_record *thread) {
    terrarium_thread_pause pause = {.was_attached = thread->attached, .borrowed_state = thread->state == NULL};
    thread->attached = false;
    pause.state = PyEval_SaveThread();
    if (pause.borrowed_state) thread->state = pause.state;
    return pause;
}

void terrarium_thread_return(terrarium_thread_record *thread, terrarium_thread_pause pause) {
    PyEval_RestoreThread(pause.state);
    // The state of a thread that Python started dies with that thread: it is not kept beyond this call.
    if (pause.borrowed_state) thread->state = NULL;
    thread->attached = pause.was_attached;
}

void terrarium_thread_flush(terrarium_thread_record *thread, uint64_t plugin) {
    if (__builtin_expect(!thread->has_partial_line, 1)) return;
    thread->has_partial_line = false;
    terrarium_main.output(plugin, (uintptr_t)thread, terrarium_channel_flush, 0, "", 0, "", 0);
}

/// The lowest usable address of the calling thread's stack.
static uintptr_t stack_low(void) {
#if defined(__APPLE__)
    pthread_t self = pthread_self();
    return (uintptr_t)pthread_get_stackaddr_np(self) - pthread_get_stacksize_np(self);
#else
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0, guard = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 1;
    pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    pthread_attr_destroy(&attributes);
    return (uintptr_t)address + guard;
#endif
}

static size_t stack_remaining(terrarium_thread_record *thread) {
    if (thread->stack_low == 0) thread->stack_low = stack_low();
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    return here > thread->stack_low ? here - thread->stack_low : 0;
}

size_t terrarium_stack_remaining(void) {
    terrarium_thread_record *thread = terrarium_thread_current();
    return thread == NULL ? 0 : stack_remaining(thread);
}

size_t terrarium_stack_required(void) {
    return terrarium_main.stack_required;
}

bool terrarium_thread_stack_is_short(terrarium_thread_record *thread) {
    return stack_remaining(thread) < terrarium_main.stack_required;
}

terrarium_buffer terrarium_thread_take_scratch(terrarium_thread_record *thread) {
    terrarium_buffer buffer = thread->scratch;
    buffer.length = 0;
    thread->scratch = (terrarium_buffer){0};
    return buffer;
}

void terrarium_thread_give_scratch(terrarium_buffer buffer) {
    enum { kept_at_most = 256 * 1024 };
    terrarium_thread_record *thread = current;
    if (thread != NULL && thread->scratch.data == NULL && buffer.capacity <= kept_at_most) {
        thread->scratch = buffer;
        thread->scratch.length = 0;
    } else {
        terrarium_buffer_free(&buffer);
    }
}
