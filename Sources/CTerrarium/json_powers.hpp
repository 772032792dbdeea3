#ifndef TERRARIUM_JSON_POWERS_HPP
#define TERRARIUM_JSON_POWERS_HPP

#include <cstdint>

namespace terrarium::json {

/// 128 bits of a power of ten, the highest bit set: 10^e is about this times 2^(`binary_exponent`(e) - 127).
struct Power {
    uint64_t high, low;
};

constexpr int first_power = -342, last_power = 324;

/// Powers from `first_power` on, rounded up where 128 bits do not hold them exactly: all but those from 0 to 55.
extern const Power powers[last_power - first_power + 1];

/// The largest e with 2^e <= 10^`power`, in the range of the table.
inline int binary_exponent(int power) { return (power * 1741647) >> 19; }

}  // namespace terrarium::json

#endif
