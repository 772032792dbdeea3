#ifndef TERRARIUM_THREAD_END_H
#define TERRARIUM_THREAD_END_H

#ifdef __cplusplus
extern "C" {
#endif

/// Calls `terrarium_thread_ended(record)` when the calling thread ends. Once per thread. No GIL.
void terrarium_thread_watch_end(void *record);

/// What is called then; the GIL is not held.
void terrarium_thread_ended(void *record);

#ifdef __cplusplus
}
#endif

#endif
