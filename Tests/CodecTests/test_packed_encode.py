"""Python objects to packed values: every tag, and what is refused with which words."""

import array
import asyncio
import collections
import dataclasses
import datetime
import decimal
import enum
import math
import pathlib
import random
import subprocess
import sys
import uuid
import zoneinfo

import pytest

from packing import EPOCH, Huge, pack, unpack
from support import encode, growth, packed_decode, packed_encode, packed_encode_after, refusal
from test_packed_decode import FLOATS, INTEGERS, SCALARS

Decimal = decimal.Decimal
UTC = datetime.timezone.utc


@pytest.mark.parametrize("value", SCALARS, ids=lambda value: f"{type(value).__name__}-{value!r:.30}")
def test_scalars(value):
    assert packed_encode(value) == pack(value)
    assert packed_encode([value, (value,), {"k": value}]) == pack([value, (value,), {"k": value}])


def test_numbers():
    for value in INTEGERS + FLOATS + [2**127, 2**127 + 1, 2**128 - 1]:
        assert packed_encode(value) == pack(value)
    for value in (2**128, 2**128 + 1, -(2**127) - 1, -(2**128), 2**5000, -(2**5000)):
        assert packed_encode(value) == b"\x06"
        assert unpack(packed_encode([value, 1])) == [Huge(), 1]


def test_random_numbers():
    source = random.Random(60)
    for _ in range(20_000):
        value = source.randrange(2 ** source.randrange(1, 140)) * source.choice((1, -1))
        assert packed_encode(value) == pack(value)


def test_containers():
    values = [
        [],
        (),
        {},
        set(),
        frozenset(),
        [[], {}, (), [[]]],
        {"": 1, "a": {"b": {"c": [1, "x", None, True]}}},
        [[1, [2, [3, "three"]]], ({"k": (1.5, {7})},)],
        {f"key{i}": [i] for i in range(2000)},
        list(range(10_000)),
        {"ü": 1, "😀": 2, "x" * 5000: 5, "\x80" * 300: 6},
    ]
    for value in values:
        written = packed_encode(value)
        assert written == pack(value)
        if type(value) is not frozenset:
            assert packed_decode(written) == value


def test_sets():
    mixed = {None, "a", 2**70, EPOCH, Decimal("1.5")}
    for value in ({1, 2, 3}, frozenset("abc"), {(1, ("x",)), frozenset({b"b"})}, mixed):
        assert packed_encode(value) == pack(value)
        assert packed_decode(packed_encode(value)) == value
    assert packed_decode(packed_encode([{i for i in range(5000)}, 1])) == [set(range(5000)), 1]


def test_strings_of_every_length_and_script():
    base = "abcdefghijklmnopqrstuvwxyz0123456789\"\\\n ,"
    for length in list(range(70)) + [255, 256, 257, 1023, 1024, 1025, 5000]:
        text = (base * 130)[:length]
        places = [(at, piece) for at in range(min(length, 40)) for piece in "é中😀"]
        for changed in [text] + [text[:at] + piece + text[at + 1 :] for at, piece in places]:
            assert packed_encode(changed) == pack(changed)
            assert packed_encode({changed: changed}) == pack({changed: changed})
    source = random.Random(61)
    alphabets = ['abc "\\/\n\t\x01', "äöüßÿ", "Ж中か߿ࠀ\uffff\ud7ff\ue000", "😀𐀀\U0010ffff"]
    for _ in range(10_000):
        alphabet = "".join(source.sample(alphabets, source.randrange(1, 5)))
        text = "".join(source.choice(alphabet) for _ in range(source.choice([1, 3, 15, 16, 17, 40, 300, 3000])))
        written = packed_encode(text)
        assert written == pack(text)
        assert packed_decode(written) == text


def test_lone_surrogates_are_refused():
    for text in ("\ud800", "a" * 300 + "\udfff", "😀\ud83d"):
        assert refusal(packed_encode, [text]).status == "surrogate"
        refused = refusal(packed_encode, {text: 1})
        assert refused.status == "surrogate"


def test_bytes():
    class Own(bytes):
        def __len__(self):
            return 3

    for value in (bytearray(b"ab"), bytearray(), memoryview(b"abc"), memoryview(bytearray(b"x")), Own(b"own")):
        assert packed_encode([value]) == pack([bytes(value)])
    view = memoryview(array.array("i", [1, 2]))
    assert packed_encode(view) == pack(view.tobytes())
    assert packed_encode(memoryview(b"abcdef")[2:4]) == pack(b"cd")
    refused = refusal(packed_encode, {"k": [memoryview(b"abcdef")[::2]]})
    assert (refused.status, refused.path) == ("type", "$.k[0]")
    assert refused.detail == "memoryview whose bytes are not contiguous: return bytes(x)"
    released = memoryview(b"abc")
    released.release()
    assert refusal(packed_encode, released).detail == "memoryview that was released"
    # Other objects with a buffer are refused like every other type.
    assert refusal(packed_encode, array.array("i", [1])).detail == "array.array"
    # The memory is not held beyond.
    held = bytearray(b"abc")
    packed_encode([memoryview(held), held])
    held.append(1)


def offset(**parts):
    return datetime.timezone(datetime.timedelta(**parts))


def test_dates_are_instants():
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    zones = [UTC, *(offset(seconds=seconds) for seconds in (0, 19800, -28800, -3, 0.000007))]
    values = [datetime.datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=zone) for zone in zones]
    values += [datetime.datetime(2024, month, 1, 12, tzinfo=berlin) for month in (1, 7)]
    values += [datetime.datetime(2024, 10, 27, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1)]
    for value in values:
        written = packed_encode(value)
        assert unpack(written) == value.astimezone(UTC)
        assert packed_decode(written) == value.astimezone(UTC)
    # Past the ends of the calendar there is still an instant, which Python itself cannot read.
    low = packed_encode(datetime.datetime.min.replace(tzinfo=offset(hours=5)))
    high = packed_encode(datetime.datetime.max.replace(tzinfo=offset(hours=-5)))
    for written, edge, hours in ((low, datetime.datetime.min, -5), (high, datetime.datetime.max, 5)):
        expected = (edge.replace(tzinfo=UTC) - EPOCH) // datetime.timedelta(microseconds=1) + hours * 3600 * 10**6
        assert int.from_bytes(written[1:], "little", signed=True) == expected
        assert refusal(packed_decode, written).status == "number"

    class Own(datetime.datetime):
        def utcoffset(self):
            raise AssertionError("code of the value ran")

    assert unpack(packed_encode(Own(2024, 1, 1, tzinfo=UTC))) == datetime.datetime(2024, 1, 1, tzinfo=UTC)


def test_dates_without_a_time_zone_are_refused():
    class Nowhere(datetime.tzinfo):
        def utcoffset(self, moment):
            return None

    class Stamp(datetime.datetime):
        pass

    for value in (datetime.datetime(2024, 1, 1), datetime.datetime(2024, 1, 1, tzinfo=Nowhere())):
        refused = refusal(packed_encode, [1, {"at": value}])
        assert (refused.status, refused.path) == ("type", "$[1].at")
        assert refused.detail.startswith("datetime.datetime without a time zone: use datetime.now(timezone.utc)")
    assert "Stamp without a time zone" in refusal(packed_encode, Stamp(2024, 1, 1)).detail
    refused = refusal(packed_encode, [datetime.date(2024, 1, 1)])
    assert refused.status == "type"
    assert refused.detail == "datetime.date: return a datetime with a time zone, or x.isoformat()"
    refused = refusal(packed_encode, [datetime.time(1)])
    assert (refused.status, refused.detail) == ("type", "datetime.time: return a timedelta, or x.isoformat()")


def test_a_zone_that_raises():
    class Raising(datetime.tzinfo):
        def utcoffset(self, moment):
            raise LookupError("no zone")

    refused = refusal(packed_encode, [1, {"at": [datetime.datetime(2024, 1, 1, tzinfo=Raising())]}])
    assert (refused.status, refused.path) == ("raised", "$[1].at[0]")
    assert isinstance(refused.cause, LookupError)


def test_durations():
    microsecond = datetime.timedelta(microseconds=1)
    for value in (2**63 - 1, -(2**63), 2**62, -(2**62) - 1):
        duration = value * microsecond
        assert packed_encode(duration) == pack(duration)
        assert packed_decode(packed_encode(duration)) == duration
    for duration in (datetime.timedelta.max, datetime.timedelta.min, 2**63 * microsecond, (-(2**63) - 1) * microsecond):
        refused = refusal(packed_encode, [duration])
        assert (refused.status, refused.path) == ("type", "$[0]")
        assert refused.detail == "datetime.timedelta of more than 106751991 days"
    source = random.Random(62)
    for _ in range(5000):
        duration = datetime.timedelta(microseconds=source.randrange(-(2 ** source.randrange(64)), 2 ** source.randrange(64)))
        assert packed_encode(duration) == pack(duration)


def test_identifiers():
    class Own(uuid.UUID):
        pass

    source = random.Random(63)
    for number in [0, 1, 2**128 - 1, 2**127] + [source.randrange(2**128) for _ in range(1000)]:
        assert packed_encode(uuid.UUID(int=number)) == pack(uuid.UUID(int=number))
    assert packed_encode(Own(int=5)) == pack(uuid.UUID(int=5))
    broken = uuid.UUID(int=1)
    for number in (-1, 2**128, "x"):
        object.__setattr__(broken, "int", number)
        assert refusal(packed_encode, broken).status == "type"


def test_decimal_numbers():
    class Own(Decimal):
        def __str__(self):
            raise AssertionError("code of the value ran")

    assert packed_encode(Own("-1.50")) == pack(Decimal("-1.50"))
    with decimal.localcontext() as context:
        context.capitals = 0
        context.prec = 2
        assert str(Decimal("1E+30")) == "1e+30"
        for text in ("1E+30", "-1.2345E-70", "NaN", "Infinity", "sNaN5"):
            assert packed_encode(Decimal(text))[5:] == text.encode()
    long = Decimal("1." + "7" * 3000)
    assert packed_decode(packed_encode(long)) == long


class Shade(enum.Enum):
    DARK = "dark"
    PAIR = (1, "x")
    MAP = {"a": [1]}
    NONE = None
    SET = frozenset({1})
    WAIT = datetime.timedelta(1)


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2**100


class Flags(enum.Flag):
    A = 1
    B = 2


class Name(str, enum.Enum):
    ADA = "ada"


def test_enumerations_are_their_values():
    value = [*Shade, *Level, Flags.A | Flags.B, Name.ADA]
    expected = ["dark", (1, "x"), {"a": [1]}, None, {1}, datetime.timedelta(1), 1, 2**100, 3, "ada"]
    assert packed_encode(value) == pack(expected)
    assert packed_encode({Name.ADA: Name.ADA}) == pack({"ada": "ada"})
    assert unpack(packed_encode({Name.ADA, Level.LOW})) == {"ada", 1}


@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.5
    _hidden: int = 3


@dataclasses.dataclass(slots=True)
class Slotted:
    name: str
    inner: "Point | None" = None


@dataclasses.dataclass
class Blob(bytes):
    kind: str = "blob"


Pair = collections.namedtuple("Pair", "a b")


def test_classes_of_fields():
    assert packed_encode(Point(1)) == pack({"x": 1, "y": 0.5})
    assert packed_encode(Slotted("a", Point(2))) == pack({"name": "a", "inner": {"x": 2, "y": 0.5}})
    assert packed_encode([Pair(1, Pair(2, "x"))]) == pack([(1, (2, "x"))])
    assert packed_encode(Blob()) == pack({"kind": "blob"})
    made = dataclasses.make_dataclass("Unset", [("a", int), ("b", int, dataclasses.field(init=False))])
    refused = refusal(packed_encode, {"k": [made(1)]})
    assert (refused.status, refused.path) == ("raised", "$.k[0].b")


def test_subclasses_are_read_from_their_storage():
    def raising(*_):
        raise AssertionError("code of the value ran")

    names = ["__str__", "__repr__", "__len__", "__iter__", "__getitem__", "__bool__", "__int__", "__float__", "__index__"]
    names += ["__hash__", "__eq__", "items", "keys", "values", "__bytes__", "__buffer__", "__getattribute__", "__contains__"]
    hostile = {name: raising for name in names}
    hostile["__class__"] = property(raising)
    values = ["text", 7, 2**70, 1.5, [1, "x"], (1, "x"), {"a": 1}, {1}, frozenset({1}), b"raw", bytearray(b"raw")]
    values += [datetime.timedelta(3)]
    for value in values:
        own = type("Own", (type(value),), hostile)
        instance = own(days=3) if type(value) is datetime.timedelta else own(value)
        plain = bytes(value) if type(value) is bytearray else value
        assert packed_encode(instance) == pack(plain)
        assert packed_encode([instance]) == pack([plain])
    assert packed_encode(collections.OrderedDict(a=1, b=2)) == pack({"a": 1, "b": 2})


def generator():
    yield 1


def unsupported():
    routine = asyncio.sleep(0)
    yield routine, "coroutine", "async"
    routine.close()
    yield generator(), "generator", "return a list"
    yield object(), "object", ""
    yield pathlib.Path("/x"), "pathlib.", "return str(x)"
    yield int, "type", "not an instance"
    yield 1j, "complex", ""
    yield range(3), "range", ""
    yield {}.keys(), "dict_keys", ""
    yield collections.deque(), "collections.deque", ""
    yield len, "builtin_function_or_method", ""


def test_every_other_type_is_refused_with_its_name_and_a_hint():
    for value, name, hint in unsupported():
        refused = refusal(packed_encode, {"rows": [1, value]})
        assert (refused.status, refused.path) == ("type", "$.rows[1]")
        assert refused.detail.startswith(name) and hint in refused.detail


def test_keys_that_are_no_strings_are_refused():
    for key in (1, None, b"x", (1,), 1.5, EPOCH):
        refused = refusal(packed_encode, [{"a": 1, key: 2}])
        assert (refused.status, refused.path) == ("key", "$[0]")
        assert "must be strings" in refused.detail


def test_the_output_limit_is_exact():
    values = ["x" * 10, "é" * 300, "中" * 2000, b"x" * 5000, list(range(2000))]
    values += [{"k" * 40: None}, Decimal("1.5"), 2**100, {1, 2}]
    for value in values:
        length = len(pack(value))
        assert packed_encode(value, output_bytes=length) == pack(value)
        refused = refusal(packed_encode, value, output_bytes=length - 1)
        assert refused.status == "size" and str(length - 1) in refused.detail
        assert refusal(packed_encode, value, output_bytes=0).status == "size"


def test_a_result_goes_behind_what_a_buffer_has():
    for prefix in (b"", b"prefix", b"x" * 300):
        for value in ([1, "x" * 100], "ü" * 5000, {"a": {1}}, None):
            assert packed_encode_after(prefix, value) == prefix + pack(value)


def test_encoding_does_not_import():
    program = """
import sys
from _terrarium_codec import packed_encode
packed_encode([1, "x", {"a": {1.5}}, b"b"])
print([name for name in ("datetime", "uuid", "decimal", "dataclasses") if name in sys.modules])
"""
    output = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    assert output.stdout == "[]\n"


def test_both_wires_agree_on_a_type():
    for value in ({1}, b"x", Decimal(1), datetime.timedelta(1)):
        for _ in range(3):
            packed_encode(value)
            assert refusal(encode, value).status == "type"
    for value in (math.nan, math.inf):
        packed_encode(value)
        assert refusal(encode, value).status == "not_finite"
    assert encode(Blob()) == b'{"kind":"blob"}'


def test_encoding_does_not_leak():
    value = [
        {"a": ["x" * 50, 1.5, 2**100, 2**200, Level.HIGH, Shade.MAP], "ü" * 40: {"b": ({1, ("x", frozenset("y"))},)}},
        [Point(1), Slotted("a", Point(2)), EPOCH, uuid.UUID(int=1), Decimal("1.5"), datetime.timedelta(1)],
        [b"x", bytearray(b"y"), memoryview(b"z"), datetime.datetime(2024, 1, 1, tzinfo=offset(hours=1))],
    ]
    packed_encode(value)
    assert growth(lambda: packed_encode(value)) < 10
    for bad in (object(), datetime.datetime(2024, 1, 1), "\ud800", {1: 2}, memoryview(b"abcd")[::2], {"k": {(1, object())}}):
        assert growth(lambda: refusal(packed_encode, [value, {"k": [bad]}])) < 10


def test_values_keep_their_references():
    elements = [object.__new__(Point), "x" * 40, 2**80]
    elements[0].x, elements[0].y = 1, 2.0
    value = {"list": [elements[1]], "set": {elements[2]}, "point": elements[0]}
    counts = [sys.getrefcount(item) for item in (*elements, value, value["set"])]
    for _ in range(50):
        packed_encode(value)
    assert [sys.getrefcount(item) for item in (*elements, value, value["set"])] == counts
