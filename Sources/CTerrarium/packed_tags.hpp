#ifndef TERRARIUM_PACKED_TAGS_HPP
#define TERRARIUM_PACKED_TAGS_HPP

#include <cstdint>
#include <cstring>

namespace terrarium::packed {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "numbers are moved as they are in memory");

/// What a packed value starts with; `packed.h` has the payloads.
enum Tag : uint8_t {
    tag_none = 0x00,
    tag_false = 0x01,
    tag_true = 0x02,
    tag_integer = 0x03,
    tag_wide_integer = 0x04,
    tag_wide_unsigned = 0x05,
    tag_huge_integer = 0x06,
    tag_float = 0x07,
    tag_text = 0x08,
    tag_bytes = 0x09,
    tag_list = 0x0A,
    tag_tuple = 0x0B,
    tag_set = 0x0C,
    tag_object = 0x0D,
    tag_instant = 0x0E,
    tag_duration = 0x0F,
    tag_uuid = 0x10,
    tag_decimal = 0x11,
};

/// Bytes of a 128-bit integer and of a UUID.
constexpr size_t wide_bytes = 16;

/// A number from any address.
template <typename Number> inline Number load(const uint8_t *bytes) {
    Number number;
    memcpy(&number, bytes, sizeof number);
    return number;
}

/// A number to any address; what is behind it.
template <typename Number> inline uint8_t *store(uint8_t *bytes, Number number) {
    memcpy(bytes, &number, sizeof number);
    return bytes + sizeof number;
}

}  // namespace terrarium::packed

#endif
