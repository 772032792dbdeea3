#ifndef TERRARIUM_JSON_WRITER_HPP
#define TERRARIUM_JSON_WRITER_HPP

#include "buffer.h"
#include "json.h"
#include "json_scan.hpp"

namespace terrarium::json {

/// Room that every writing function finds reserved when it starts and leaves for what follows a value: punctuation, the
/// head of a container.
constexpr size_t value_slack = 8;

/// Appends to a buffer, up to a limit. No Python, no GIL.
class Writer {
public:
    /// Where the next byte goes. There is room for what was last reserved, and no more.
    uint8_t *cursor;

    Writer(terrarium_buffer &buffer, size_t limit)
        : cursor(buffer.data + buffer.length), buffer(buffer), start(buffer.length), limit(limit) {
        set_soft_end();
    }

    /// Makes room for `bytes` more; false when there is no memory, or when the limit is already passed (`status`).
    bool reserve(size_t bytes) {
        if (TERRARIUM_LIKELY(static_cast<size_t>(soft_end - cursor) >= bytes)) return true;
        return grow(bytes);
    }

    /// Whether `bytes` more would still be inside the limit; sets `status` when not.
    bool allows(size_t bytes) {
        size_t used = written();
        if (TERRARIUM_LIKELY(used <= limit && bytes <= limit - used)) return true;
        status = terrarium_json_size;
        return false;
    }

    /// Bytes appended so far.
    size_t written() const { return static_cast<size_t>(cursor - buffer.data) - start; }

    void put(char byte) { *cursor++ = static_cast<uint8_t>(byte); }

    /// Writes a short constant; at most `bytes` of it count.
    template <size_t bytes> void put(const char (&text)[bytes]) {
        memcpy(cursor, text, bytes - 1);
        cursor += bytes - 1;
    }

    /// Writes any number of bytes, and leaves `value_slack`; false when they do not fit (`status`).
    bool append(const void *bytes, size_t count) {
        if (!allows(count) || !reserve(count + value_slack)) return false;
        // An empty view may have no address.
        if (count != 0) memcpy(cursor, bytes, count);
        cursor += count;
        return true;
    }

    /// Puts what was written into the buffer; false when it is longer than the limit (`status`).
    bool finish() {
        buffer.length = static_cast<size_t>(cursor - buffer.data);
        return allows(0);
    }

    /// Why the last failure happened: no memory, too long, a lone surrogate.
    terrarium_json_status status = terrarium_json_ok;

private:
    terrarium_buffer &buffer;
    const size_t start, limit;
    const uint8_t *soft_end;

    /// How far past the limit may be written before it is looked at.
    static constexpr size_t slack = 4096;

    /// What is reserved at first.
    static constexpr size_t first_bytes = 1024;

    void set_soft_end() {
        size_t room = buffer.capacity - start;
        if (room > slack && limit < room - slack) room = limit + slack;
        soft_end = buffer.data + start + room;
    }

    __attribute__((noinline)) bool grow(size_t bytes) {
        if (!allows(0)) return false;
        buffer.length = static_cast<size_t>(cursor - buffer.data);
        // Twice the size, as long texts are copied at each growth, but no more than the limit asks for.
        size_t used = written(), wanted = used < first_bytes ? first_bytes : used;
        if (wanted > limit - used) wanted = limit - used;
        if (!terrarium_buffer_reserve(&buffer, wanted > bytes ? wanted : bytes)) {
            status = terrarium_json_memory;
            return false;
        }
        cursor = buffer.data + buffer.length;
        set_soft_end();
        // Not past the limit, but with less room before the soft end than one value wants: give it that room.
        if (static_cast<size_t>(soft_end - cursor) < bytes) soft_end = cursor + bytes;
        return true;
    }
};

}  // namespace terrarium::json

#endif
