"""Prints Sources/CTerrarium/json_powers.cpp: the powers of ten that numbers are read and written with."""

FIRST, LAST = -342, 324


def power(exponent):
    """10^exponent as 128 bits, the highest one set, rounded up when it is not exact."""
    numerator, denominator = (10**exponent, 1) if exponent >= 0 else (1, 10**-exponent)
    shift = 127 - (numerator.bit_length() - denominator.bit_length())
    while True:
        scaled = numerator << max(shift, 0)
        divisor = denominator << max(-shift, 0)
        quotient = -(-scaled // divisor)
        # A quotient that rounds up to 2^128 would need one bit less; it does not happen.
        if quotient >> 128:
            shift -= 1
        elif not quotient >> 127:
            shift += 1
        else:
            return quotient


def source():
    """The text of the file."""
    lines = [
        '#include "json_powers.hpp"',
        "",
        "// Made by Tests/CodecTests/make_powers.py; a test makes it again and compares.",
        "namespace terrarium::json {",
        "",
        "const Power powers[last_power - first_power + 1] = {",
    ]
    entries = []
    for exponent in range(FIRST, LAST + 1):
        value = power(exponent)
        entries.append("{0x%016x, 0x%016x}," % (value >> 64, value & (1 << 64) - 1))
    lines += ["    " + " ".join(entries[i : i + 2]) for i in range(0, len(entries), 2)]
    lines += ["};", "", "}  // namespace terrarium::json", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(source(), end="")
