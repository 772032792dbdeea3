"""Integers are exact, doubles correctly rounded, in both directions."""

import json
import math
import random
import struct
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import make_powers
import pytest

from support import decode, encode, refusal


def bits(value):
    return struct.pack("<d", value)


INTEGERS = sorted(
    {sign * (10**k + d) for k in range(40) for d in (-1, 0, 1) for sign in (1, -1)}
    | {sign * (2**k + d) for k in range(0, 140) for d in (-1, 0, 1) for sign in (1, -1)}
    | {sign * int("9" * k) for k in range(1, 60) for sign in (1, -1)}
    | {sign * int("1234567890" * 10) // 10**k for k in range(100) for sign in (1, -1)}
)


def test_integers_at_every_boundary():
    for value in INTEGERS:
        decoded = decode(str(value).encode())
        assert type(decoded) is int and decoded == value
        assert encode(value) == str(value).encode()
        assert decode(f"[{value},{value}]".encode()) == [value, value]


def test_minus_zero_is_the_integer_zero():
    assert decode(b"-0") == 0 and type(decode(b"-0")) is int
    assert bits(decode(b"-0.0")) == bits(-0.0)
    assert encode(-0.0) == b"-0.0"


@pytest.mark.parametrize("digits", [19, 20, 38, 39, 639, 640, 641, 4299, 4300])
def test_the_digit_limit_is_exact(digits):
    for value in (int("9" * digits), 10 ** (digits - 1), -(10 ** (digits - 1))):
        text = str(value).encode()
        assert decode(text, integer_digits=digits) == value
        assert encode(value, integer_digits=digits) == text
        for function, argument in ((decode, text), (encode, value)):
            refused = refusal(function, argument, integer_digits=digits - 1)
            assert refused.status == "number"
    assert refusal(decode, b"[1,-" + b"1" * 4301 + b"]").status == "number"
    assert refusal(decode, b"[1,-" + b"1" * 4301 + b"]").path == "$[1]"


@pytest.mark.parametrize("digits", [1, 2, 5, 10, 18])
def test_small_digit_limits(digits):
    value = 10**digits - 1
    for number in (value, -value):
        assert decode(str(number).encode(), integer_digits=digits) == number
        assert encode(number, integer_digits=digits) == str(number).encode()
    assert refusal(decode, str(value + 1).encode(), integer_digits=digits).status == "number"
    assert refusal(encode, value + 1, integer_digits=digits).status == "number"


@pytest.mark.parametrize("own_limit", [640, 4300, 0])
def test_pythons_own_digit_limit_does_not_matter(own_limit):
    value = 7**11830  # 9998 digits
    small = 3**1500
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    text, small_text = str(value).encode(), str(small).encode()
    sys.set_int_max_str_digits(own_limit)
    try:
        assert decode(text, integer_digits=10_000) == value
        assert encode(value, integer_digits=10_000) == text
        assert decode(b"-" + text, integer_digits=10_000) == -value
        assert decode(small_text) == small
        assert encode(-small) == b"-" + small_text
        assert refusal(decode, text).status == "number"
        assert refusal(encode, value).status == "number"
    finally:
        sys.set_int_max_str_digits(before)


def test_huge_integers_are_refused_without_being_converted():
    assert refusal(encode, 1 << 100_000_000).status == "number"
    assert refusal(decode, b"9" * 10_000_000).status == "number"


def test_an_integer_of_5000_zeros_with_a_raised_limit():
    text = b"1" + b"0" * 5000
    assert decode(text, integer_digits=5001) == 10**5000
    assert encode(10**5000, integer_digits=5001) == text


SPECIAL = [
    0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 100.0, 123456789.0, 1e15, 1e16, 1e17, 1e21, 1e22, 1e23, 9007199254740991.0,
    9007199254740992.0, 9007199254740993.0, 9007199254740994.0, 1e100, 1e-4, 1e-5, 1e-6, 1e-7, 1.5e-5, 0.00001234,
    5e-324, 1e-323, 2.2250738585072009e-308, 2.2250738585072011e-308, 2.2250738585072014e-308, 1.7976931348623157e308,
    4.9406564584124654e-324, 4.35, 0.3, 2.0**-1074 * 3, 1e308, 123.456, 1 / 3, 2 / 3, math.pi, math.e, 299792458.0, 6.02214076e23,
    5e-5, 9.5e-5, 1e-10, 12345678901234567.0, 123456789012345680.0, 4503599627370496.5, 8.41e21, 2.0**63, 2.0**64, 2.0**53,
]  # fmt: skip


def test_special_doubles_survive():
    for value in SPECIAL + [-value for value in SPECIAL]:
        text = encode(value)
        assert bits(decode(text)) == bits(value), text
        assert bits(json.loads(text)) == bits(value)
        assert type(json.loads(text)) is float


FORMS = [
    (1.0, "1.0"), (0.1, "0.1"), (1e15, "1000000000000000.0"), (1e16, "1e+16"), (1.5e16, "1.5e+16"), (1e22, "1e+22"),
    (123456789012345680.0, "1.2345678901234568e+17"), (0.0001, "0.0001"), (0.00001, "0.00001"), (1e-6, "1e-6"),
    (1.25e-7, "1.25e-7"), (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (-2.5, "-2.5"),
    (1234567.125, "1234567.125"), (9007199254740993.0, "9007199254740992.0"), (1e100, "1e+100"), (100.25, "100.25"),
]  # fmt: skip


@pytest.mark.parametrize("value, text", FORMS, ids=[text for _, text in FORMS])
def test_doubles_are_written_as_orjson_does(value, text):
    assert encode(value) == text.encode()


def random_double(source):
    kind = source.randrange(6)
    if kind == 0:
        return struct.unpack("<d", source.randbytes(8))[0]
    if kind == 1:
        return source.uniform(-1000, 1000)
    if kind == 2:
        return round(source.uniform(0, 10 ** source.randrange(1, 12)), source.randrange(8))
    if kind == 3:
        return float(f"{source.randrange(10 ** source.randrange(1, 18))}e{source.randrange(-330, 308)}")
    if kind == 4:
        power = 2.0 ** source.randrange(-1074, 1023)
        return source.choice([-1, 1]) * power * source.choice([1, 1 + 2**-52, 1 - 2**-53, 1 + 2**-51])
    return float(source.randrange(10 ** source.randrange(1, 20)))


def significant(text):
    """The digits of a number, without what depends on its form."""
    return text.lstrip("-").split("e")[0].replace(".", "").strip("0")


def test_a_million_random_doubles_survive_with_the_fewest_digits():
    source = random.Random(20)
    for _ in range(10):
        values = [value for value in (random_double(source) for _ in range(100_000)) if math.isfinite(value)]
        packed = struct.pack(f"<{len(values)}d", *values)
        text = encode(values)
        assert struct.pack(f"<{len(values)}d", *decode(text)) == packed
        for written, value in zip(text[1:-1].decode().split(","), values):
            assert significant(written) == significant(repr(value)), (written, value)
            assert "." in written or "e" in written
        assert struct.pack(f"<{len(values)}d", *decode(("[" + ",".join(map(repr, values)) + "]").encode())) == packed


def decimal_of(fraction):
    """A fraction whose denominator is a power of two, as an exact decimal."""
    shift = fraction.denominator.bit_length() - 1
    return f"{fraction.numerator * 5**shift}e{-shift}"


def test_numbers_halfway_between_two_doubles_round_to_even():
    source = random.Random(21)
    for _ in range(20_000):
        value = abs(random_double(source))
        above = math.nextafter(value, math.inf) if value < 1e308 else math.inf
        if not math.isfinite(above):
            continue
        middle = (Fraction(value) + Fraction(above)) / 2
        nudge = Fraction(1, 2**1200)
        for exact in (middle, middle + nudge, middle - nudge):
            text = decimal_of(exact)
            assert bits(decode(text.encode())) == bits(float(exact)), text
        # With the 17 to 19 digits that most texts have.
        for digits in (17, 18, 19):
            text = f"{float(middle):.{digits - 1}e}"
            assert bits(decode(text.encode())) == bits(float(text)), text


def test_random_decimals_round_as_python_does():
    source = random.Random(22)
    for _ in range(200_000):
        digits = str(source.randrange(10 ** source.randrange(1, 25)))
        text = source.choice(
            [
                f"{digits}e{source.randrange(-345, 280)}",
                f"{digits}.{source.randrange(10 ** source.randrange(1, 22))}",
                f"0.{'0' * source.randrange(30)}{digits}",
                f"-{digits}.{digits}E{source.choice(['', '+', '-'])}{source.randrange(250)}",
            ]
        )
        assert bits(decode(text.encode())) == bits(float(text)), text


def test_long_literals():
    for text in ["0." + "0" * 400 + "1", "1" * 300 + "." + "1" * 10_000, "0." + "3" * 100_000, "1" + "0" * 308 + ".0"]:
        assert bits(decode(text.encode())) == bits(float(text))
    assert decode(b"1e-400") == 0.0
    assert bits(decode(b"-1e-400")) == bits(-0.0)
    assert decode(b"0e999999999") == 0.0
    assert decode(b"0." + b"0" * 1000 + b"e1000000") == 0.0
    assert decode(("0." + "0" * 400 + "1e400").encode()) == 0.1
    assert refusal(decode, b"1.7976931348623159e308").status == "number"
    assert decode(b"1.7976931348623158e308") == sys.float_info.max


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(value):
    refused = refusal(encode, {"a": [1.5, value]})
    assert (refused.status, refused.path) == ("not_finite", "$.a[1]")


def test_every_special_bit_pattern():
    # All 2^12 signs and exponents, with the smallest and largest fractions.
    for top in range(1 << 12):
        for fraction in (0, 1, 1 << 51, (1 << 52) - 1):
            value = struct.unpack("<d", struct.pack("<Q", top << 52 | fraction))[0]
            if math.isfinite(value):
                text = encode(value)
                assert bits(decode(text)) == bits(value) == bits(float(text))
                assert significant(text.decode()) == significant(repr(value))
            else:
                assert refusal(encode, value).status == "not_finite"


def test_the_table_of_powers_is_what_its_program_makes():
    path = Path(__file__).parents[2] / "Sources/CTerrarium/json_powers.cpp"
    assert path.read_text() == make_powers.source()


def test_the_path_of_a_bad_number():
    assert refusal(decode, b'{"a":[0,1e999]}').path == "$.a[1]"
    assert refusal(encode, {"a": [0, 10**5000]}).path == "$.a[1]"


def test_floats_do_not_depend_on_the_locale():
    code = (
        "import locale,sys\n"
        "try: locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')\n"
        "except locale.Error: pass\n"
        "from _terrarium_codec import decode, encode\n"
        "assert encode(1.5) == b'1.5' and decode(b'1.5') == 1.5 and decode(b'0.' + b'1' * 30) == float('0.' + '1' * 30)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
