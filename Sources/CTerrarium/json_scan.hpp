#ifndef TERRARIUM_JSON_SCAN_HPP
#define TERRARIUM_JSON_SCAN_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// Sixteen bytes at a time, with what every x86-64 and every ARM64 processor has. No Python, no GIL.
namespace terrarium::json {

// With a moderate probability: clang moves what is said to be next to impossible out of line and compiles it for size, and
// takes what shares code with it along.
#define TERRARIUM_LIKELY(condition) __builtin_expect_with_probability(!!(condition), 1, 0.95)
#define TERRARIUM_UNLIKELY(condition) __builtin_expect_with_probability(!!(condition), 0, 0.95)

constexpr size_t block_bytes = 16;

using Block = uint8_t __attribute__((vector_size(block_bytes)));
using SignedBlock = int8_t __attribute__((vector_size(block_bytes)));

/// Bits that stand for one byte of a block in a mask. ARM has no instruction that gathers one bit a byte; four is cheap.
#if defined(__SSE2__) || !defined(__ARM_NEON)
constexpr unsigned mask_bits = 1;
#else
constexpr unsigned mask_bits = 4;
#endif

/// A mask with a bit group set for all sixteen bytes.
constexpr uint64_t full_mask = mask_bits == 4 ? ~uint64_t{0} : 0xffff;

/// Reads sixteen bytes from any address.
inline Block load_block(const uint8_t *bytes) {
    Block block;
    memcpy(&block, bytes, block_bytes);
    return block;
}

/// Writes sixteen bytes to any address.
inline void store_block(uint8_t *bytes, Block block) { memcpy(bytes, &block, block_bytes); }

/// Gathers a comparison (each byte all ones or zero) into a mask, first byte lowest.
inline uint64_t gather(Block comparison) {
#if defined(__SSE2__)
    return static_cast<uint32_t>(_mm_movemask_epi8(__builtin_bit_cast(__m128i, comparison)));
#elif defined(__ARM_NEON)
    uint8x8_t narrowed = vshrn_n_u16(__builtin_bit_cast(uint16x8_t, comparison), 4);
    return vget_lane_u64(vreinterpret_u64_u8(narrowed), 0);
#else
    uint64_t mask = 0;
    for (size_t i = 0; i < block_bytes; i++) mask |= static_cast<uint64_t>(comparison[i] >> 7) << i;
    return mask;
#endif
}

/// The comparison that holds for bytes that cannot be copied as they are: `"`, `\`, control characters and, with
/// `stop_at_non_ascii`, bytes from 0x80.
template <bool stop_at_non_ascii> inline Block special_bytes(Block block) {
    Block quote = __builtin_bit_cast(Block, block == '"');
    Block backslash = __builtin_bit_cast(Block, block == '\\');
    Block control;
    if constexpr (stop_at_non_ascii) {
        // As signed numbers, bytes from 0x80 are less than 0x20 too: one comparison for both.
        control = __builtin_bit_cast(Block, __builtin_bit_cast(SignedBlock, block) < 0x20);
    } else {
        control = __builtin_bit_cast(Block, block < 0x20);
    }
    return quote | backslash | control;
}

/// The mask of `special_bytes`.
template <bool stop_at_non_ascii> inline uint64_t special_mask(Block block) {
    return gather(special_bytes<stop_at_non_ascii>(block));
}

/// The position of the first byte in a mask that is not empty.
inline size_t first_in_mask(uint64_t mask) {
    return static_cast<size_t>(__builtin_ctzll(mask)) / mask_bits;
}

/// Whether one byte is what `special_bytes` looks for.
template <bool stop_at_non_ascii> inline bool is_special(uint8_t byte) {
    return byte < 0x20 || byte == '"' || byte == '\\' || (stop_at_non_ascii && byte >= 0x80);
}

/// The first special byte in `bytes`, or `end`. Reads nothing from `end` on.
template <bool stop_at_non_ascii> inline const uint8_t *find_special(const uint8_t *bytes, const uint8_t *end) {
    while (TERRARIUM_LIKELY(static_cast<size_t>(end - bytes) >= block_bytes)) {
        uint64_t mask = special_mask<stop_at_non_ascii>(load_block(bytes));
        if (mask != 0) return bytes + first_in_mask(mask);
        bytes += block_bytes;
    }
    while (bytes < end && !is_special<stop_at_non_ascii>(*bytes)) bytes++;
    return bytes;
}

/// Copies `count` bytes; faster than a call of `memcpy` for the few bytes most strings have.
inline void copy_short(uint8_t *to, const uint8_t *from, size_t count) {
    if (count >= 8) {
        if (count <= 16) {
            uint64_t head, tail;
            memcpy(&head, from, 8);
            memcpy(&tail, from + count - 8, 8);
            memcpy(to, &head, 8);
            memcpy(to + count - 8, &tail, 8);
        } else if (count <= 32) {
            Block head = load_block(from), tail = load_block(from + count - block_bytes);
            store_block(to, head);
            store_block(to + count - block_bytes, tail);
        } else {
            memcpy(to, from, count);
        }
    } else if (count >= 4) {
        uint32_t head, tail;
        memcpy(&head, from, 4);
        memcpy(&tail, from + count - 4, 4);
        memcpy(to, &head, 4);
        memcpy(to + count - 4, &tail, 4);
    } else if (count != 0) {
        to[0] = from[0];
        to[count / 2] = from[count / 2];
        to[count - 1] = from[count - 1];
    }
}

}  // namespace terrarium::json

#endif
