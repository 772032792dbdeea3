#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "AllocationCounter.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#if defined(__GLIBC__)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

enum { kept_callers = 65536 };

static _Thread_local bool counting;
static _Thread_local size_t counted;
static void *callers[kept_callers];

static inline void note(void *caller) {
    if (!counting) return;
    if (counted < kept_callers) callers[counted] = caller;
    counted++;
}

void *malloc(size_t size) {
    note(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    note(__builtin_return_address(0));
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    note(__builtin_return_address(0));
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    note(__builtin_return_address(0));
    *memory = __libc_memalign(alignment, size);
    return *memory == NULL ? ENOMEM : 0;
}

bool allocation_counter_works(void) {
    return true;
}

void allocation_counter_begin(void) {
    counted = 0;
    counting = true;
}

size_t allocation_counter_end(void) {
    counting = false;
    return counted;
}

const char *allocation_counter_caller(size_t index) {
    Dl_info info;
    if (index >= kept_callers || dladdr(callers[index], &info) == 0 || info.dli_fname == NULL) return NULL;
    const char *slash = strrchr(info.dli_fname, '/');
    return slash == NULL ? info.dli_fname : slash + 1;
}

#else

bool allocation_counter_works(void) {
    return false;
}

void allocation_counter_begin(void) {}

size_t allocation_counter_end(void) {
    return 0;
}

const char *allocation_counter_caller(size_t index) {
    (void)index;
    return NULL;
}

#endif
