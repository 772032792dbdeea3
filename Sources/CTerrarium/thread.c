// Thread states and the GIL. C, because the fast path is a thread-local load and two calls into CPython.
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

#include "interpreter.h"

_Thread_local terrarium_thread_record *terrarium_thread_of_caller;

/// The thread's state, or NULL if it has none. One that is not ours is looked up anew each time: its owner may delete it.
static PyThreadState *state_of(terrarium_thread_record *thread) {
    return __builtin_expect(thread->state != NULL, 1) ? thread->state : PyGILState_GetThisThreadState();
}

static pthread_key_t end_of_thread;

/// Deletes the thread state that was kept for a thread, when it ends. `exit` does not come here: the end of the process waits
/// for no GIL and runs no code of plugins.
static void thread_ended(void *record) {
    terrarium_thread_record *thread = record;
    if (thread->state != NULL && terrarium_thread_holder() != thread->state) {
        PyEval_RestoreThread(thread->state);
        if (PyGILState_GetThisThreadState() == thread->state) {
            // The counter stands at one since the first attach, so this clears and deletes the state and gives up the GIL.
            PyGILState_Release(PyGILState_UNLOCKED);
        } else {
            // CPython's own thread key was cleared before ours.
            PyThreadState_Clear(thread->state);
            PyThreadState_DeleteCurrent();
        }
    }
    terrarium_thread_of_caller = NULL;
    terrarium_buffer_free(&thread->scratch);
    free(thread);
}

static void make_key(void) {
    // Systems destroy keys in the order in which they were made; this is called before CPython makes its own, by which it
    // knows the thread.
    if (pthread_key_create(&end_of_thread, thread_ended) != 0) abort();
}

void terrarium_thread_prepare(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_key);
}

terrarium_thread_record *terrarium_thread_make(void) {
    terrarium_thread_prepare();
    terrarium_thread_record *thread = calloc(1, sizeof *thread);
    if (thread != NULL && pthread_setspecific(end_of_thread, thread) != 0) {
        free(thread);
        thread = NULL;
    }
    if (thread != NULL) thread->python_low = UINTPTR_MAX;
    terrarium_thread_of_caller = thread;
    return thread;
}

/// CPython is asked: code between two of our frames may have released the GIL.
static bool is_attached(terrarium_thread_record *thread) {
    PyThreadState *state = state_of(thread);
    return state != NULL && terrarium_thread_holder() == state;
}

terrarium_attach_status terrarium_thread_attach_slow(terrarium_thread_record *thread) {
    PyThreadState *state = state_of(thread);
    if (__builtin_expect(state == NULL, 0)) {
        // The thread's first time. The counter of PyGILState stays at one, so the state lives until the thread ends.
        (void)PyGILState_Ensure();
        thread->state = PyGILState_GetThisThreadState();
    } else if (terrarium_thread_holder() == state) {
        return terrarium_attach_nested;
    } else {
        PyEval_RestoreThread(state);
    }
    terrarium_object_drain();
    return terrarium_attach_taken;
}

terrarium_attach_status terrarium_attach(void) {
    terrarium_thread_record *thread = terrarium_thread_current();
    if (thread == NULL) return terrarium_attach_failed;
    return terrarium_thread_attach(thread);
}

void terrarium_detach(terrarium_attach_status status) {
    if (status == terrarium_attach_taken) PyEval_SaveThread();
}

bool terrarium_is_attached(void) {
    terrarium_thread_record *thread = terrarium_thread_current();
    return thread != NULL && is_attached(thread);
}

void terrarium_thread_end_lines(terrarium_thread_record *thread, uint64_t plugin) {
    thread->partial_lines = 0;
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

bool terrarium_thread_is_short(terrarium_thread_record *thread) {
    size_t remaining = stack_remaining(thread);
    thread->python_low = thread->stack_low + terrarium_main.stack_required;
    return remaining < terrarium_main.stack_required && !is_attached(thread);
}

void terrarium_thread_give_scratch(terrarium_buffer buffer) {
    enum { kept_at_most = 256 * 1024 };
    terrarium_thread_record *thread = terrarium_thread_of_caller;
    if (thread != NULL && thread->scratch.data == NULL && buffer.capacity <= kept_at_most) {
        thread->scratch = buffer;
        thread->scratch.length = 0;
    } else {
        terrarium_buffer_free(&buffer);
    }
}

/// What a new thread is told.
typedef struct thread_start {
    void (*body)(void *argument);
    void *argument;
} thread_start;

static void *run_thread(void *value) {
    thread_start start = *(thread_start *)value;
    free(value);
    start.body(start.argument);
    return NULL;
}

bool terrarium_thread_start(size_t stack_size, void (*body)(void *argument), void *argument) {
    thread_start *start = malloc(sizeof *start);
    if (start == NULL) return false;
    *start = (thread_start){.body = body, .argument = argument};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    bool started = pthread_attr_setstacksize(&attributes, stack_size) == 0
        && pthread_create(&thread, &attributes, run_thread, start) == 0;
    pthread_attr_destroy(&attributes);
    if (!started) free(start);
    return started;
}
