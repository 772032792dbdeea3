#ifndef TERRARIUM_JSON_UTF8_HPP
#define TERRARIUM_JSON_UTF8_HPP

#include "json_scan.hpp"

// UTF-8, sixteen bytes at a time. No Python, no GIL.
namespace terrarium::json {

/// Length of the well-formed UTF-8 sequence at `bytes`, whose first byte is from 0x80; 0 when it is not well formed, with
/// `bad` set to the first byte that cannot be there (`end` when the text stops too early).
size_t utf8_sequence(const uint8_t *bytes, const uint8_t *end, const uint8_t *&bad);

/// Reads the sequence at `bytes`, known to be well formed, and moves behind it.
inline uint32_t take_code_point(const uint8_t *&bytes) {
    uint32_t lead = bytes[0];
    if (lead < 0xe0) {
        uint32_t code = (lead & 0x1f) << 6 | (bytes[1] & 0x3fu);
        bytes += 2;
        return code;
    }
    if (TERRARIUM_LIKELY(lead < 0xf0)) {
        uint32_t code = (lead & 0x0f) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
        bytes += 3;
        return code;
    }
    uint32_t code = (lead & 0x07) << 18 | (bytes[1] & 0x3fu) << 12 | (bytes[2] & 0x3fu) << 6 | (bytes[3] & 0x3fu);
    bytes += 4;
    return code;
}

/// What a stretch of UTF-8 between escapes contains.
struct Utf8Measure {
    /// Code points.
    size_t characters = 0;
    /// There is one from U+0080, from U+0100, from U+10000.
    bool non_ascii = false, wide = false, astral = false;
};

/// Validates and measures UTF-8 up to the first quote, backslash or control character, which is returned (`end` when
/// there is none); NULL when the bytes up to there are not well formed. `bytes` must be at a sequence's start.
const uint8_t *measure_utf8(const uint8_t *bytes, const uint8_t *end, Utf8Measure &measure);

}  // namespace terrarium::json

#endif
