// The end of a thread. C++, because the destructors of its thread-local objects run before those of POSIX thread keys: one of
// these is CPython's, and once it is cleared, CPython no longer knows the thread.
#include "thread_end.h"

namespace {

struct end_of_thread {
    void *record = nullptr;

    ~end_of_thread() {
        if (record != nullptr) terrarium_thread_ended(record);
    }
};

thread_local end_of_thread watched;

}  // namespace

extern "C" void terrarium_thread_watch_end(void *record) {
    watched.record = record;
}
