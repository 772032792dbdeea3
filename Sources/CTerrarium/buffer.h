#ifndef TERRARIUM_BUFFER_H
#define TERRARIUM_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that grow, from `malloc`. Zero-initialised it is empty and valid. No Python, no GIL.
typedef struct terrarium_buffer {
    uint8_t *data;
    size_t length;
    size_t capacity;
} terrarium_buffer;

/// Makes room for `extra` more bytes behind `length`; false when there is no memory, with the buffer as it was.
static inline bool terrarium_buffer_reserve(terrarium_buffer *buffer, size_t extra) {
    if (buffer->capacity - buffer->length >= extra) return true;
    if (extra > SIZE_MAX / 2 - buffer->length) return false;
    size_t needed = buffer->length + extra;
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity;
    while (capacity < needed) capacity += capacity / 2 + 64;
    uint8_t *data = (uint8_t *)realloc(buffer->data, capacity);
    if (data == NULL) return false;
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

/// Frees the bytes and makes the buffer empty.
static inline void terrarium_buffer_free(terrarium_buffer *buffer) {
    free(buffer->data);
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
}

#ifdef __cplusplus
}
#endif

#endif
