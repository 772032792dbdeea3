"""Packed values to Python objects: every tag, and what is refused at which place."""

import datetime
import decimal
import math
import random
import struct
import subprocess
import sys
import uuid

import pytest

from packing import EPOCH, arguments, entry, pack
from support import decode, growth, packed_decode, packed_decode_arguments, refusal, reset

Decimal = decimal.Decimal


def same(left, right):
    """Equal, of the same types, with the same zeros and NaNs."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return struct.pack("<d", left) == struct.pack("<d", right)
    if isinstance(left, Decimal):
        return str(left) == str(right)
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return left == right


SCALARS = [
    None,
    False,
    True,
    "",
    "a",
    "ab",
    "abc",
    "hello, world",
    "x" * 15,
    "x" * 16,
    "x" * 17,
    "x" * 300,
    "\0",
    'quotes " and \\ and \n\t\x7f',
    "é",
    "e\u0301",
    "\u00e9 is not e\u0301",
    "ж中か",
    "😀",
    "a😀" * 300,
    "\x80\xff",
    "\uffff\ud7ff\ue000",
    "\U0010ffff",
    "ascii first, then ü",
    b"",
    b"\x00\xff",
    b"x" * 1000,
    datetime.timedelta(0),
    datetime.timedelta(microseconds=1),
    datetime.timedelta(microseconds=-1),
    datetime.timedelta(days=-1, seconds=86399, microseconds=999999),
    datetime.timedelta(days=400, seconds=3, microseconds=7),
    EPOCH,
    EPOCH - datetime.timedelta(microseconds=1),
    EPOCH + datetime.timedelta(days=20000, microseconds=123456),
    datetime.datetime.min.replace(tzinfo=datetime.timezone.utc),
    datetime.datetime.max.replace(tzinfo=datetime.timezone.utc),
    datetime.datetime(2000, 2, 29, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc),
    uuid.UUID(int=0),
    uuid.UUID(int=2**128 - 1),
    uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    *map(
        Decimal,
        "0 -0 0.00 1 -1.50 1E+3 1E-7 0E-10 123456789012345678901234567890.123 NaN NaN12 -NaN sNaN Infinity -Infinity "
        "1E+999999999999999999 1E-1000000000000000000".split(),
    ),
]

INTEGERS = sorted(
    {
        sign * (2**power + near)
        for power in (0, 7, 8, 15, 16, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 89, 90, 119, 120, 126)
        for near in (-1, 0, 1)
        for sign in (1, -1)
    }
    | {-(2**127), 2**127 - 1}
)

FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan]


@pytest.mark.parametrize("value", SCALARS, ids=lambda value: f"{type(value).__name__}-{value!r:.30}")
def test_scalars(value):
    assert same(packed_decode(pack(value)), value)
    assert same(packed_decode_arguments(arguments(value, [value], {"k": value})), (value, [value], {"k": value}))


def test_integers():
    for value in INTEGERS + [2**127, 2**128 - 1]:
        assert same(packed_decode(pack(value)), value)
    # What fits a shorter form is read from a longer one too.
    for value in (0, 1, -1, 2**64):
        assert packed_decode(b"\x04" + value.to_bytes(16, "little", signed=True)) == value
    assert packed_decode(b"\x05" + (5).to_bytes(16, "little")) == 5
    assert packed_decode(pack(5)) is packed_decode(pack(5))


def test_floats():
    for value in FLOATS:
        assert same(packed_decode(pack(value)), value)
    payload = b"\x01\x00\x00\x00\x00\x00\xf8\x7f"
    assert struct.pack("<d", packed_decode(b"\x07" + payload)) == payload


def test_containers():
    values = [
        [],
        (),
        set(),
        {},
        [[]],
        ((),),
        [(), {}, set(), [[[]]]],
        {"": None, "a": {"b": {"c": [1, "x", None]}}},
        [[1, [2, [3, "three"]]], ({"k": (1.5, {True, "x"})},)],
        {f"key{i}": i for i in range(2000)},
        list(range(10_000)),
        {"ü": 1, "😀": 2, "k" * 64: 3, "k" * 65: 4, "x" * 5000: 5},
        {1, "a", b"b", None, 1.5, Decimal("2.5"), uuid.UUID(int=1), EPOCH, datetime.timedelta(1), 2**100},
    ]
    for value in values:
        assert same(packed_decode(pack(value)), value)
        assert same(packed_decode_arguments(arguments(value, value)), (value, value))


def test_what_a_set_holds_can_be_hashed():
    outer = b"\x0c\x02\0\0\0"
    inner = b"\x0a\x02\0\0\0" + pack(1) + b"\x0a\x01\0\0\0" + pack("x")
    value = packed_decode(outer + inner + b"\x0c\x01\0\0\0" + b"\x0c\x01\0\0\0" + b"\x0a\0\0\0\0")
    assert value == {(1, ("x",)), frozenset({frozenset({()})})}
    assert type(value) is set
    # Behind a set, and around it, lists are lists.
    assert same(packed_decode(b"\x0a\x02\0\0\0" + pack({(1, 2)}) + pack([3])), [{(1, 2)}, [3]])
    message = b"\x0a\x01\0\0\0" + b"\x0c\x01\0\0\0" + b"\x0b\x01\0\0\0" + pack({})
    refused = refusal(packed_decode, message)
    assert (refused.status, refused.offset, refused.path) == ("type", 15, "$")
    refused = refusal(packed_decode, b"\x0c\x01\0\0\0" + pack(Decimal("sNaN")))
    assert (refused.status, refused.offset) == ("type", 5)


def test_equal_elements_and_keys():
    assert packed_decode(b"\x0c\x03\0\0\0" + pack(1) + pack(1) + pack(True)) == {1}
    assert packed_decode(b"\x0d\x02\0\0\0" + entry("a", pack(1)) + entry("a", pack(2))) == {"a": 2}


def test_keys_are_made_once():
    message = pack({"first_key": 1, "ü": 2, "": 3})
    for _ in range(20):
        value = packed_decode(message)
    assert [id(key) for key in packed_decode(message)] == [id(key) for key in value]
    assert next(iter(value)) is sys.intern("first_" + "key")
    # Both wires share them, and a key is its text on either.
    assert next(iter(decode(b'{"first_key":1}'))) is next(iter(value))
    for key in ("a\\nb", 'a"b', "a\nb", "a\\u0041"):
        for _ in range(12):
            assert packed_decode(pack({key: 1})) == {key: 1}
    assert decode(rb'{"a\nb":1}') == {"a\nb": 1}
    assert decode(rb'{"a\u0041":1}') == {"aA": 1}


def test_arguments():
    assert packed_decode_arguments(arguments()) == ()
    assert packed_decode_arguments(arguments(None)) == (None,)
    for count in (1, 31, 32, 33, 1000):
        assert packed_decode_arguments(arguments(*range(count))) == tuple(range(count))
    for value in (None, 1, [1], {"a": 1}, {1}):
        refused = refusal(packed_decode_arguments, pack(value))
        assert (refused.status, refused.offset) == ("type", 0)
    # The last of many is refused: the others are dropped.
    for count in (1, 32, 33, 100):
        refused = refusal(packed_decode_arguments, struct.pack("<BI", 11, count) + pack("x" * 50) * (count - 1) + b"\x06")
        assert (refused.status, refused.offset) == ("number", 5 + 55 * (count - 1))


def test_integers_without_payload_are_refused():
    refused = refusal(packed_decode, b"\x06")
    assert (refused.status, refused.offset, refused.path) == ("number", 0, "$")
    assert "128 bits" in refused.detail


def test_unknown_tags_are_refused():
    for tag in range(0x12, 0x100):
        refused = refusal(packed_decode, b"\x0a\x02\0\0\0\x00" + bytes([tag]) + b"\0" * 32)
        assert (refused.status, refused.offset) == ("syntax", 6)


def test_what_is_behind_a_value_is_refused():
    for value in (None, 1, "x", [1], {}):
        message = pack(value)
        refused = refusal(packed_decode, message + b"\0")
        assert (refused.status, refused.offset) == ("syntax", len(message))
        refused = refusal(packed_decode_arguments, arguments(value) + b"\0")
        assert (refused.status, refused.offset) == ("syntax", len(message) + 5)


def test_offsets_are_those_of_tags():
    bad_values = {b"\x06": "number", b"\x08\x01\0\0\0\xff": "encoding", b"\x20": "syntax", b"\x03\0": "syntax"}
    list_start, object_start = b"\x0a\x02\0\0\0" + pack("abc"), b"\x0d\x01\0\0\0" + entry("key", b"")
    for bad, status in bad_values.items():
        for before in (list_start, object_start, b"\x0b\x01\0\0\0\x0c\x01\0\0\0"):
            refused = refusal(packed_decode, before + bad)
            assert (refused.status, refused.offset, refused.path) == (status, len(before), "$")
    # A key has no tag: it starts with its length.
    refused = refusal(packed_decode, b"\x0d\x02\0\0\0" + entry("a", pack(1)) + b"\x02\0\0\0\xc3\x28\0")
    assert (refused.status, refused.offset) == ("encoding", 19)


def test_text_is_utf8():
    for raw in (b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a" * 40 + b"\x80"):
        length = struct.pack("<I", len(raw))
        for message in (b"\x08" + length + raw, b"\x0d\x01\0\0\0" + length + raw + b"\0"):
            assert refusal(packed_decode, message).status == "encoding"


def test_counts_that_nothing_is_behind():
    for tag in (8, 9, 10, 11, 12, 13, 17):
        for count in (1, 5, 255, 2**31, 2**32 - 1):
            refused = refusal(packed_decode, struct.pack("<BI", tag, count))
            assert (refused.status, refused.offset) == ("syntax", 0)
    # Counts that may be right each for itself, and take nothing before their values are there.
    nested = b"".join(struct.pack("<BI", 10, 200_000) for _ in range(400)) + b"\0" * 100_000
    assert refusal(packed_decode, nested).status == "syntax"
    nested = b"".join(struct.pack("<BI", 10, 90_000) for _ in range(400)) + b"\0" * 100_000
    assert refusal(packed_decode, nested).status == "syntax"


def test_the_size_limit():
    message = pack("x" * 10)
    assert packed_decode(message, input_bytes=15) == "x" * 10
    for function, data in ((packed_decode, message), (packed_decode_arguments, arguments(1, 2))):
        refused = refusal(function, data, input_bytes=14)
        assert (refused.status, refused.offset) == ("size", 0)
        assert "14" in refused.detail


def nested(depth, tag):
    inner = b"\0"
    for _ in range(depth):
        inner = struct.pack("<BI", tag, 1) + (entry("a", inner) if tag == 13 else inner)
    return inner


@pytest.mark.parametrize("tag", [10, 11, 12, 13])
@pytest.mark.parametrize("limit", [1, 2, 3, 511, 512, 10_000])
def test_the_depth_limit_is_exact(tag, limit):
    packed_decode(nested(limit, tag), depth=limit)
    refused = refusal(packed_decode, nested(limit + 1, tag), depth=limit)
    assert (refused.status, refused.offset) == ("depth", limit * (10 if tag == 13 else 5))
    assert str(limit) in refused.detail
    # The tuple of arguments counts.
    message = b"\x0b\x01\0\0\0"
    packed_decode_arguments(message + nested(limit - 1, tag), depth=limit)
    assert refusal(packed_decode_arguments, message + nested(limit, tag), depth=limit).status == "depth"


def test_a_depth_of_nothing():
    assert packed_decode(pack(1), depth=0) == 1
    assert refusal(packed_decode, pack([]), depth=0).status == "depth"
    assert refusal(packed_decode_arguments, arguments(), depth=0).status == "depth"


def test_a_million_nested_lists_are_refused():
    message = struct.pack("<BI", 10, 1) * 1_000_000 + b"\0"
    assert refusal(packed_decode, message).status == "depth"
    assert refusal(packed_decode, message, depth=10_000).status == "depth"


def test_dates_out_of_range():
    first = packed_decode(pack(datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)))
    assert first.tzinfo is datetime.timezone.utc
    edges = [
        (datetime.datetime.min.replace(tzinfo=datetime.timezone.utc) - EPOCH) // datetime.timedelta(microseconds=1) - 1,
        (datetime.datetime.max.replace(tzinfo=datetime.timezone.utc) - EPOCH) // datetime.timedelta(microseconds=1) + 1,
        -(2**63),
        2**63 - 1,
    ]
    for edge in edges:
        refused = refusal(packed_decode, b"\x0a\x01\0\0\0" + struct.pack("<Bq", 14, edge))
        assert (refused.status, refused.offset) == ("number", 5)
        assert "9999" in refused.detail


def test_random_dates():
    source = random.Random(50)
    for _ in range(5000):
        value = EPOCH + datetime.timedelta(
            days=source.randrange(-719162, 2932896), seconds=source.randrange(86400), microseconds=source.randrange(10**6)
        )
        assert packed_decode(pack(value)) == value
        value = datetime.timedelta(microseconds=source.randrange(-(2 ** source.randrange(64)), 2 ** source.randrange(64)))
        assert packed_decode(pack(value)) == value


def test_the_longest_durations():
    for edge in (-(2**63), 2**63 - 1):
        assert packed_decode(struct.pack("<Bq", 15, edge)) == datetime.timedelta(microseconds=edge)


def test_text_that_is_no_decimal_number():
    bad = ["", "-", ".", "E3", "1E", "1E+", "1e3", "1_0", " 1", "1 ", "1.2.3", "--1", "٣", "0x1"]
    bad += ["nan", "inf", "Inf", "NaNx", "Infinity1"]
    for text in bad:
        raw = text.encode()
        refused = refusal(packed_decode, b"\x0a\x01\0\0\0" + struct.pack("<BI", 17, len(raw)) + raw)
        assert (refused.status, refused.offset) == ("number", 5), text
    for text in ("1E+9999999999999999999", "1E-9999999999999999999", "1E+1000000000000000000"):
        refused = refusal(packed_decode, struct.pack("<BI", 17, len(text)) + text.encode())
        assert (refused.status, refused.offset) == ("number", 0), text
    for text in ("+1", ".5", "5.", "1E3", "+Infinity"):
        assert packed_decode(struct.pack("<BI", 17, len(text)) + text.encode()) == Decimal(text)


def test_decimal_numbers_ignore_the_context():
    with decimal.localcontext() as context:
        context.prec = 3
        context.clear_traps()
        value = packed_decode(pack(Decimal("1.23456789")))
        assert str(value) == "1.23456789"
        assert refusal(packed_decode, struct.pack("<BI", 17, 22) + b"1E+9999999999999999999").status == "number"
        assert not any(context.flags.values())


def test_modules_are_imported_when_they_are_needed():
    # In an interpreter that has none of them, past an `__import__` that somebody put in place.
    program = """
import builtins, sys
from _terrarium_codec import packed_decode
asked, original = [], builtins.__import__
def replaced(name, *arguments):
    asked.append(name)
    return original(name, *arguments)
builtins.__import__ = replaced
names = ("datetime", "uuid", "decimal")
print([name for name in names if name in sys.modules])
print([type(packed_decode(bytes.fromhex(text))).__name__ for text in sys.argv[1:]])
print([name for name in names if name in sys.modules], [name for name in names if name in asked])
"""
    messages = [pack(value).hex() for value in (EPOCH, datetime.timedelta(1), uuid.UUID(int=7), Decimal(1))]
    output = subprocess.run([sys.executable, "-S", "-c", program, *messages], capture_output=True, text=True, check=True)
    assert output.stdout.splitlines() == [
        "[]",
        "['datetime', 'timedelta', 'UUID', 'Decimal']",
        "['datetime', 'uuid', 'decimal'] []",
    ]


@pytest.mark.parametrize("name, value", [("datetime", EPOCH), ("uuid", uuid.UUID(int=1)), ("decimal", Decimal(1))])
def test_modules_that_are_not_what_they_should_be(name, value, monkeypatch):
    reset()
    message = arguments([1, "x" * 50], [value])
    monkeypatch.setitem(sys.modules, name, None)
    refused = refusal(packed_decode_arguments, message)
    assert refused.status == "raised" and isinstance(refused.cause, ImportError)
    monkeypatch.setitem(sys.modules, name, type(sys)(name))
    refused = refusal(packed_decode_arguments, message)
    assert refused.status in ("type", "raised")
    monkeypatch.undo()
    assert packed_decode_arguments(message) == ([1, "x" * 50], [value])


def test_a_constructor_that_raises(monkeypatch):
    message = arguments("x" * 50, [1, uuid.UUID(int=1)])

    def refuse(self, *arguments, **options):
        raise LookupError("no")

    packed_decode_arguments(message)
    monkeypatch.setattr(uuid.UUID, "__init__", refuse)
    refused = refusal(packed_decode_arguments, message)
    assert (refused.status, refused.offset) == ("raised", 74)
    assert isinstance(refused.cause, LookupError)


def test_a_hash_that_raises(monkeypatch):
    message = b"\x0c\x02\0\0\0" + pack(uuid.UUID(int=1)) + pack("x" * 50)

    def refuse(self):
        raise LookupError("no")

    packed_decode(message)
    monkeypatch.setattr(uuid.UUID, "__hash__", refuse)
    refused = refusal(packed_decode, message)
    assert refused.status == "raised" and isinstance(refused.cause, LookupError)


def test_decoding_inside_of_decoding(monkeypatch):
    original = uuid.UUID.__init__
    results = []

    def decode_more(self, *arguments, **options):
        results.append(packed_decode(pack([["inner"], {"k": (1, 2)}])))
        original(self, *arguments, **options)

    message = arguments([1, {"id": uuid.UUID(int=1)}, "x" * 50], [[[uuid.UUID(int=2)]]])
    monkeypatch.setattr(uuid.UUID, "__init__", decode_more)
    for _ in range(10):
        value = packed_decode_arguments(message)
    monkeypatch.undo()
    assert value == ([1, {"id": uuid.UUID(int=1)}, "x" * 50], [[[uuid.UUID(int=2)]]])
    assert len(results) == 20 and results[0] == [["inner"], {"k": (1, 2)}]


def test_nothing_leaks():
    value = [
        ["x" * 50, 1.5, 2**100, -(2**100), b"bytes", None, True],
        {"key": {"inner": ["ü", EPOCH, datetime.timedelta(3), uuid.UUID(int=9), Decimal("1.5")]}},
        {("a", frozenset({"b"}))},
    ]
    message = arguments(*value)
    packed_decode_arguments(message)
    assert growth(lambda: packed_decode_arguments(message)) < 10
    assert growth(lambda: packed_decode(message)) < 10
    date, number = struct.pack("<Bq", 14, 2**62), pack(Decimal("1"))[:-1] + b"x"
    for bad in (b"\x06", b"\x08\x01\0\0\0\xff", date, number, b"\x0a\x09\0\0\0"):
        broken = b"\x0b\x04\0\0\0" + b"".join(map(pack, value)) + b"\x0b\x02\0\0\0" + pack({"k": ["x" * 40]}) + bad
        assert growth(lambda: refusal(packed_decode, broken)) < 10
        assert growth(lambda: refusal(packed_decode_arguments, broken)) < 10
