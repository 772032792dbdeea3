#include "json_double_write.hpp"

#include <cstring>

#include "json_number_write.hpp"
#include "json_powers.hpp"

// The shortest decimal of a double, after R. Giulietti, "The Schubfach way to render doubles" (2020). Several times as fast
// as `std::to_chars` of libstdc++, and most of the time that writing a document of numbers takes.
namespace terrarium::json {
namespace {

constexpr int fraction_bits = 52;
constexpr int exponent_bias = 1023 + fraction_bits;

/// `digits` times 10^`exponent`.
struct Decimal {
    uint64_t digits;
    int exponent;
};

/// The upper part of a product, whose lowest bit says whether anything was cut off as well: comparing with quarters of
/// units is then still exact.
inline uint64_t scale_to_odd(Power power, uint64_t factor) {
    uint64_t carry = static_cast<uint64_t>((static_cast<unsigned __int128>(power.low) * factor) >> 64);
    unsigned __int128 product = static_cast<unsigned __int128>(power.high) * factor + carry;
    uint64_t rest = static_cast<uint64_t>(product);
    return static_cast<uint64_t>(product >> 64) | (rest > 1);
}

/// The power of ten below the width of the interval that rounds to a double: floor(log10(2^`exponent`)), or of three
/// quarters of it.
inline int interval_power(int exponent, bool three_quarters) {
    return (exponent * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

/// The shortest decimal in the interval that rounds to a positive double; digits may end in zeros.
__attribute__((noinline)) Decimal shortest(uint64_t fraction, int raw_exponent) {
    uint64_t significand = raw_exponent == 0 ? fraction : fraction | uint64_t{1} << fraction_bits;
    int exponent = (raw_exponent == 0 ? 1 : raw_exponent) - exponent_bias;
    // At a power of two the next lower double is only half as far away.
    bool near_below = fraction == 0 && raw_exponent > 1;
    int power = interval_power(exponent, near_below);
    int shift = exponent + binary_exponent(-power) + 1;
    Power ten = powers[-power - first_power];
    // In quarters of the unit 10^power: the double, and the ends of its interval.
    uint64_t center = scale_to_odd(ten, (4 * significand) << shift);
    uint64_t lower = scale_to_odd(ten, (4 * significand - 2 + near_below) << shift);
    uint64_t upper = scale_to_odd(ten, (4 * significand + 2) << shift);
    // An end itself rounds to the double when that is even.
    bool odd = (significand & 1) != 0;
    lower += odd;
    upper -= odd;

    uint64_t units = center / 4;
    if (units >= 10) {
        // A multiple of ten units, when just one of the two around the double is inside.
        uint64_t tens = units / 10;
        bool below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
        if (below != above) return {tens + above, power + 1};
    }
    bool below = lower <= 4 * units, above = 4 * units + 4 <= upper;
    if (below != above) return {units + above, power};
    // Both neighbours are inside, or neither: the nearer, and of equally near ones the even one.
    uint64_t middle = 4 * units + 2;
    bool up = center > middle || (center == middle && (units & 1) != 0);
    return {units + up, power};
}

/// The same for most doubles, with one product instead of three and without branches on what is as good as random; false
/// when a comparison is too close for it.
inline bool shortest_mostly(uint64_t fraction, int raw_exponent, Decimal &decimal) {
    if (TERRARIUM_UNLIKELY(fraction == 0 || raw_exponent == 0)) return false;
    int exponent = raw_exponent - exponent_bias;
    int power = interval_power(exponent, false);
    int shift = exponent + binary_exponent(-power) + 1;
    Power ten = powers[-power - first_power];
    uint64_t scaled = (fraction | uint64_t{1} << fraction_bits) << (shift + 2);
    uint64_t carry = static_cast<uint64_t>((static_cast<unsigned __int128>(ten.low) * scaled) >> 64);
    unsigned __int128 product = static_cast<unsigned __int128>(ten.high) * scaled + carry;
    // In units of 10^power, a whole part and a fraction of 64 bits, wrong by less than two in the last.
    uint64_t units = static_cast<uint64_t>(product >> 66);
    uint64_t rest = static_cast<uint64_t>(product >> 2);
    uint64_t last_digit = units % 10;
    // How far the double is above the multiple of ten below it, and half the width of its interval, which is between a half
    // and five: with four bits before the point and 60 behind it.
    uint64_t above_tens = last_digit << 60 | rest >> 4;
    uint64_t half_width = ten.high >> (5 - shift);
    uint64_t below_tens = (uint64_t{10} << 60) - above_tens;
    constexpr uint64_t half = uint64_t{1} << 63, error = 4;
    bool too_close = (above_tens - half_width + error <= 2 * error) | (below_tens - half_width + error <= 2 * error) |
                     (rest - half + error <= 2 * error);
    if (TERRARIUM_UNLIKELY(too_close)) return false;
    bool down_to_ten = above_tens < half_width, up_to_ten = below_tens < half_width;
    // The nearest multiple of one is always inside.
    uint64_t nearest = units + (rest > half);
    uint64_t tens = units - last_digit + (up_to_ten ? 10 : 0);
    decimal.digits = __builtin_unpredictable(down_to_ten | up_to_ten) ? tens : nearest;
    decimal.exponent = power;
    return true;
}

/// Seventeen digits as characters: the first one, and sixteen more.
struct Digits {
    uint8_t first;
    Block rest;
    /// Without zeros at the end.
    int count;
};

using Words = uint64_t __attribute__((vector_size(16)));
using HalfWords = uint32_t __attribute__((vector_size(8)));
using Shorts = uint16_t __attribute__((vector_size(16)));
using LongShorts = uint32_t __attribute__((vector_size(32)));

/// The upper halves of products of 16 bits.
inline Shorts multiply_high(Shorts values, uint16_t factor) {
    LongShorts products = __builtin_convertvector(values, LongShorts) * factor;
    return __builtin_convertvector(products >> 16, Shorts);
}

/// Splits two numbers below 10^8 into their digits, as bytes from 0 to 9: halves, pairs, digits, all numbers at once.
inline Block split_sixteen(uint32_t high, uint32_t low) {
    Words eights = __builtin_convertvector((HalfWords{high, low}), Words);
    Words upper = eights * 0xd1b71759 >> 45;
    Words fours = upper | (eights - upper * 10000) << 32;
    Shorts hundreds = multiply_high(__builtin_bit_cast(Shorts, fours) >> 2, 2622);
    Words twos = __builtin_bit_cast(Words, hundreds) |
                 __builtin_bit_cast(Words, __builtin_bit_cast(Shorts, fours) - hundreds * 100) << 16;
    Shorts tens = multiply_high(__builtin_bit_cast(Shorts, twos), 6554);
    Shorts ones = __builtin_bit_cast(Shorts, twos) - tens * 10;
    return __builtin_bit_cast(Block, tens | ones << 8);
}

/// Splits a number of seventeen digits.
inline Digits split(uint64_t value) {
    uint64_t high = value / 100000000;
    uint32_t low = static_cast<uint32_t>(value - high * 100000000);
    uint32_t first = static_cast<uint32_t>(high / 100000000);
    Block rest = split_sixteen(static_cast<uint32_t>(high - uint64_t{100000000} * first), low);
    uint64_t used = gather(__builtin_bit_cast(Block, rest != 0));
    int count = used == 0 ? 1 : 2 + (63 - __builtin_clzll(used)) / static_cast<int>(mask_bits);
    return {static_cast<uint8_t>('0' + first), rest + '0', count};
}

/// Writes all digits.
inline void put_digits(uint8_t *out, const Digits &digits) {
    out[0] = digits.first;
    store_block(out + 1, digits.rest);
}

/// Puts a point before byte `position` (0 to 7) of a word, whose bytes from there move up by one.
inline uint64_t insert_point(uint64_t word, int position) {
    uint64_t before = (uint64_t{1} << 8 * position) - 1;
    return (word & before) | (word & ~before) << 8 | static_cast<uint64_t>('.') << 8 * position;
}

/// Writes digits, of which `point` are before the decimal point, the way orjson does: with a point from 1e-5 up to 1e16,
/// else with an exponent that has a sign and no padding.
inline uint8_t *put_decimal(uint8_t *out, const Digits &digits, int point) {
    int count = digits.count;
    if (point > 0 && point <= 16) {
        // First as if the point were in front, then the digits before the point over that.
        put_digits(out + 1, digits);
        Words rest = __builtin_bit_cast(Words, digits.rest);
        uint64_t head = digits.first | rest[0] << 8;
        if (point < 8) {
            head = insert_point(head, point);
            memcpy(out, &head, 8);
        } else {
            uint64_t tail = rest[0] >> 56 | rest[1] << 8;
            memcpy(out, &head, 8);
            if (point < 16) {
                tail = insert_point(tail, point - 8);
                memcpy(out + 8, &tail, 8);
            } else {
                memcpy(out + 8, &tail, 8);
                out[16] = '.';
            }
        }
        // A whole number keeps one zero behind the point.
        return out + (count <= point ? point + 2 : count + 1);
    }
    if (point > -5 && point <= 0) {
        memcpy(out, "0.000000", 8);
        out += 2 - point;
        put_digits(out, digits);
        return out + count;
    }
    out[0] = digits.first;
    out[1] = '.';
    store_block(out + 2, digits.rest);
    out += count == 1 ? 1 : count + 1;
    int exponent = point - 1;
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    if (exponent < 0) exponent = -exponent;
    if (exponent >= 100) {
        *out++ = static_cast<uint8_t>('0' + exponent / 100);
        return put_pair(out, static_cast<uint32_t>(exponent % 100));
    }
    if (exponent >= 10) return put_pair(out, static_cast<uint32_t>(exponent));
    *out++ = static_cast<uint8_t>('0' + exponent);
    return out;
}

}  // namespace

uint8_t *put_double(uint8_t *out, double value) {
    uint64_t bits = __builtin_bit_cast(uint64_t, value);
    *out = '-';
    out += bits >> 63;
    uint64_t fraction = bits & ((uint64_t{1} << fraction_bits) - 1);
    int raw_exponent = static_cast<int>(bits >> fraction_bits & 0x7ff);
    double magnitude = __builtin_bit_cast(double, bits & ~(uint64_t{1} << 63));
    // Whole numbers are common, and their digits are those of an integer as long as every one is exact.
    if (magnitude < 9007199254740992.0) {
        int64_t whole = static_cast<int64_t>(magnitude);
        if (static_cast<double>(whole) == magnitude) {
            out = put_unsigned(out, static_cast<uint64_t>(whole));
            memcpy(out, ".0", 2);
            return out + 2;
        }
    }
    Decimal decimal;
    if (TERRARIUM_UNLIKELY(!shortest_mostly(fraction, raw_exponent, decimal))) decimal = shortest(fraction, raw_exponent);
    // To 17 digits: subnormal numbers may have any number, the others have 16 or 17.
    constexpr uint64_t smallest = 10000000000000000;
    while (TERRARIUM_UNLIKELY(decimal.digits < smallest / 10)) {
        decimal.digits *= 10;
        decimal.exponent--;
    }
    bool one_less = decimal.digits < smallest;
    decimal.digits = __builtin_unpredictable(one_less) ? decimal.digits * 10 : decimal.digits;
    decimal.exponent -= one_less;
    return put_decimal(out, split(decimal.digits), decimal.exponent + 17);
}

}  // namespace terrarium::json
