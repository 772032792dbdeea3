#include "json_utf8.hpp"

namespace terrarium::json {

size_t utf8_sequence(const uint8_t *bytes, const uint8_t *end, const uint8_t *&bad) {
    uint8_t lead = bytes[0];
    size_t length = 0;
    // What the second byte may be narrows for some first bytes: no overlong forms, no surrogates, nothing past U+10FFFF.
    uint8_t lowest = 0x80, highest = 0xbf;
    if (lead >= 0xc2 && lead < 0xe0) {
        length = 2;
    } else if (lead >= 0xe0 && lead < 0xf0) {
        length = 3;
        if (lead == 0xe0) lowest = 0xa0;
        if (lead == 0xed) highest = 0x9f;
    } else if (lead >= 0xf0 && lead < 0xf5) {
        length = 4;
        if (lead == 0xf0) lowest = 0x90;
        if (lead == 0xf4) highest = 0x8f;
    } else {
        bad = bytes;
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if (bytes + i == end || bytes[i] < lowest || bytes[i] > highest) {
            bad = bytes + i;
            return 0;
        }
        lowest = 0x80;
        highest = 0xbf;
    }
    return length;
}

/// The bytes of a block from `limit` on, as a mask.
static uint64_t at_least(Block block, uint8_t limit) { return gather(__builtin_bit_cast(Block, block >= limit)); }

/// The bytes of a block that are `byte`, as a mask.
static uint64_t equal_to(Block block, uint8_t byte) { return gather(__builtin_bit_cast(Block, block == byte)); }

/// What the end of one block asks of the start of the next: each a mask of one or more first bytes.
struct Pending {
    /// Bytes that must continue a sequence.
    uint64_t continuation = 0;
    /// One of the following is not empty.
    bool rare = false;
    /// The second byte of a sequence that starts with E0, ED, F0, F4.
    uint64_t after_e0 = 0, after_ed = 0, after_f0 = 0, after_f4 = 0;
};

/// Moves a mask `bytes` bytes up, adds what the block before asked for, and keeps what goes past this block.
static inline uint64_t shifted(uint64_t mask, unsigned bytes, uint64_t carried, uint64_t &carry) {
    carry |= mask >> ((block_bytes - bytes) * mask_bits);
    return ((mask << (bytes * mask_bits)) & full_mask) | carried;
}

/// Checks what the masks of continuations leave open: bytes that never occur, and second bytes that make an overlong
/// form, a surrogate, or a code point past U+10FFFF.
static bool check_rare(Block block, uint64_t valid, const Pending &pending, Pending &next) {
    uint64_t never = equal_to(block, 0xc0) | equal_to(block, 0xc1) | at_least(block, 0xf5);
    uint64_t second = shifted(equal_to(block, 0xe0) & valid, 1, pending.after_e0, next.after_e0);
    uint64_t wrong = second & ~at_least(block, 0xa0);
    second = shifted(equal_to(block, 0xed) & valid, 1, pending.after_ed, next.after_ed);
    wrong |= second & at_least(block, 0xa0);
    second = shifted(equal_to(block, 0xf0) & valid, 1, pending.after_f0, next.after_f0);
    wrong |= second & ~at_least(block, 0x90);
    second = shifted(equal_to(block, 0xf4) & valid, 1, pending.after_f4, next.after_f4);
    wrong |= second & at_least(block, 0x90);
    next.rare = (next.after_e0 | next.after_ed | next.after_f0 | next.after_f4) != 0;
    return ((never | wrong) & valid) == 0;
}

/// The number of bytes in a mask. The oldest x86-64 processors have no instruction for it, and compilers may not use it.
static inline size_t count_in_mask(uint64_t mask) {
#if defined(__x86_64__) && !defined(__POPCNT__)
    struct Table {
        uint8_t of[256] = {};
        constexpr Table() {
            for (int i = 1; i < 256; i++) of[i] = static_cast<uint8_t>(of[i / 2] + i % 2);
        }
    };
    static constexpr Table bits;
    return static_cast<size_t>(bits.of[mask & 0xff] + bits.of[mask >> 8]);
#else
    return static_cast<size_t>(__builtin_popcountll(mask)) / mask_bits;
#endif
}

const uint8_t *measure_utf8(const uint8_t *bytes, const uint8_t *end, Utf8Measure &measure) {
    Pending pending;
    for (;;) {
        size_t left = static_cast<size_t>(end - bytes);
        Block block;
        if (TERRARIUM_LIKELY(left >= block_bytes)) {
            block = load_block(bytes);
        } else {
            // Zeros behind the text stop the search, as control characters.
            uint8_t padded[block_bytes] = {};
            memcpy(padded, bytes, left);
            block = load_block(padded);
        }
        uint64_t specials = special_mask<false>(block);
        uint64_t high = at_least(block, 0x80);
        size_t stop = specials == 0 ? block_bytes : first_in_mask(specials);
        // `stop` is at most 15 when the mask is used, so the shift is in range.
        uint64_t valid = specials == 0 ? full_mask : ((uint64_t{1} << (stop * mask_bits)) - 1);
        high &= valid;
        if (high == 0 && pending.continuation == 0) {
            measure.characters += stop;
        } else {
            uint64_t from_c0 = at_least(block, 0xc0) & valid;
            uint64_t from_e0 = at_least(block, 0xe0) & valid;
            uint64_t continuation = high & ~from_c0;
            // First bytes that never occur, or after which not every continuation does, or with three continuations.
            Block rare = (block == 0xc0) | (block == 0xc1) | (block == 0xe0) | (block == 0xed) | (block >= 0xf0);
            uint64_t rare_mask = gather(rare) & valid;
            Pending next;
            uint64_t expected = shifted(from_c0, 1, pending.continuation, next.continuation);
            expected |= shifted(from_e0, 2, 0, next.continuation);
            if (TERRARIUM_UNLIKELY(rare_mask != 0 || pending.rare)) {
                uint64_t from_f0 = at_least(block, 0xf0) & valid;
                expected |= shifted(from_f0, 3, 0, next.continuation);
                measure.astral |= from_f0 != 0;
                if (!check_rare(block, valid, pending, next)) return nullptr;
            }
            // Every continuation where one is expected, and none elsewhere; none at a special byte or behind it.
            if (expected != continuation) return nullptr;
            if (stop < block_bytes && next.continuation != 0) return nullptr;
            measure.non_ascii = true;
            if (!measure.wide) measure.wide = (at_least(block, 0xc4) & valid) != 0;
            measure.characters += count_in_mask(valid & ~continuation);
            pending = next;
        }
        if (stop < block_bytes) return stop < left ? bytes + stop : end;
        bytes += block_bytes;
    }
}

}  // namespace terrarium::json
