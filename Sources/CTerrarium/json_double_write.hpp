#ifndef TERRARIUM_JSON_DOUBLE_WRITE_HPP
#define TERRARIUM_JSON_DOUBLE_WRITE_HPP

#include <cstdint>

namespace terrarium::json {

/// Writes a finite double with the fewest digits that read back as the same double, the nearest of those, always with a
/// point or an exponent. At most 48 bytes are touched. Returns what is behind it. No Python, no GIL.
uint8_t *put_double(uint8_t *out, double value);

}  // namespace terrarium::json

#endif
