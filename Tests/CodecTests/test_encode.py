"""What is written for each type, and how the others are refused."""

import asyncio
import collections
import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import random
import sys
import typing
import uuid
import zoneinfo

import pytest

from support import decode, encode, encode_after, growth, refusal


def test_plain_values():
    value = {"a": [1, -2, 1.5, True, False, None, "x", "é", [], {}, ()], "b": {"c": (1, 2)}}
    assert encode(value) == '{"a":[1,-2,1.5,true,false,null,"x","é",[],{},[]],"b":{"c":[1,2]}}'.encode()
    for scalar in (None, True, False, 0, 1.5, "", "x"):
        assert encode(scalar) == json.dumps(scalar).encode()


def test_strings_escape_only_what_they_must():
    text = "".join(map(chr, range(0x20))) + '"\\/\x7f\x80\u2028\ufeff😀'
    written = encode(text)
    assert json.loads(written) == text
    assert written.decode()[1:-1] == (
        r"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"
        r"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"
        r"\"\\" + "/\x7f\x80\u2028\ufeff😀"
    )


def test_strings_of_every_length_with_anything_anywhere():
    def expected(text):
        return json.dumps(text, ensure_ascii=False).encode()

    base = "abcdefghijklmnopqrstuvwxyz0123456789 ,.;:"
    for length in list(range(70)) + [255, 256, 257, 1023, 1024, 1025, 5000]:
        text = (base * 130)[:length]
        assert encode(text) == expected(text)
        for at in range(min(length, 70)):
            for piece in '"\n\x01é中😀':
                changed = text[:at] + piece + text[at + 1 :]
                assert encode(changed) == expected(changed)
                assert encode({changed: changed}) == b"{" + expected(changed) + b":" + expected(changed) + b"}"


def test_random_strings_of_every_script():
    source = random.Random(30)
    alphabets = ['abc "\\/\n\t\x01', "äöüßÿ", "Ж中か߿ࠀ\uffff\ud7ff\ue000", "😀𐀀\U0010ffff"]
    for _ in range(20_000):
        alphabet = "".join(source.sample(alphabets, source.randrange(1, 5)))
        text = "".join(source.choice(alphabet) for _ in range(source.choice([1, 3, 15, 16, 17, 40, 300])))
        written = encode(text)
        assert written == json.dumps(text, ensure_ascii=False).encode()
        assert decode(written) == text
        # Once its UTF-8 form has been asked for, a string keeps it.
        sys.intern(text).encode()
        hash(text), text.isidentifier(), text.casefold()
        assert encode([text, text]) == b"[" + written + b"," + written + b"]"


class Shade(enum.Enum):
    DARK = "dark"
    LIGHT = 2
    PAIR = (1, "x")
    MAP = {"a": [1]}
    NONE = None


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2**70


class Flags(enum.Flag):
    A = 1
    B = 2


class Name(str, enum.Enum):
    ADA = "ada"


class Odd(enum.Enum):
    X = 1

    @property
    def value(self):
        return f"odd {self._value_}"


def test_enumerations_are_their_values():
    assert encode([Shade.DARK, Shade.LIGHT, Shade.PAIR, Shade.MAP, Shade.NONE]) == (
        b'["dark",2,[1,"x"],{"a":[1]},null]'
    )
    assert encode([Level.LOW, Level.HIGH, Flags.A | Flags.B, Name.ADA]) == f'[1,{2**70},3,"ada"]'.encode()
    assert encode(Odd.X) == b'"odd 1"'
    assert encode({Name.ADA: Name.ADA}) == b'{"ada":"ada"}'
    if sys.version_info >= (3, 11):

        class Text(enum.StrEnum):
            A = "a"

        assert encode([Text.A]) == b'["a"]'


def test_an_enumeration_of_what_json_has_not_is_refused():
    class Bad(enum.Enum):
        X = frozenset({1})

    refused = refusal(encode, [1, Bad.X])
    assert (refused.status, refused.path) == ("type", "$[1]")
    assert refused.detail.startswith("frozenset")


def test_an_enumeration_that_is_its_own_value_ends():
    class Loop(enum.Enum):
        X = 1

        @property
        def value(self):
            return self

    assert refusal(encode, Loop.X).status == "cycle"


@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.5
    _hidden: int = 3
    kind: typing.ClassVar[str] = "point"
    scale: dataclasses.InitVar[int] = 1


@dataclasses.dataclass(slots=True)
class Slotted:
    name: str
    inner: "Point | None" = None


@dataclasses.dataclass
class Derived(Point):
    z: int = 9


@dataclasses.dataclass
class Empty:
    pass


def test_dataclasses_are_their_fields():
    assert encode(Point(1)) == b'{"x":1,"y":0.5}'
    assert encode(Slotted("a", Point(2))) == b'{"name":"a","inner":{"x":2,"y":0.5}}'
    assert encode(Empty()) == b"{}"
    assert encode(Derived(1)) == b'{"x":1,"y":0.5,"z":9}'
    assert encode([Empty(), Point("x", None)]) == b'[{},{"x":"x","y":null}]'
    point = Point(1)
    point.extra = 5
    assert encode(point) == b'{"x":1,"y":0.5}'

    class Plain(Point):
        pass

    assert encode(Plain(1)) == b'{"x":1,"y":0.5}'


def test_a_dataclass_made_later_at_the_same_address_has_its_own_fields():
    for i in range(300):
        made = dataclasses.make_dataclass(f"Made{i}", [(f"field_{i}", int)])
        assert encode(made(i)) == f'{{"field_{i}":{i}}}'.encode()
        del made


def test_a_dataclass_whose_field_is_a_property():
    @dataclasses.dataclass
    class Computed:
        a: int

        @property
        def b(self):
            return self.a * 2

    made = dataclasses.make_dataclass("Both", ["a", "b"], bases=(), namespace={})
    made.b = property(lambda self: [self.a] * 2, lambda self, value: None)
    assert encode(made(3, 4)) == b'{"a":3,"b":[3,3]}'


def test_a_field_that_cannot_be_read_raises():
    made = dataclasses.make_dataclass("Unset", [("a", int), ("b", int, dataclasses.field(init=False))])
    refused = refusal(encode, {"k": [made(1)]})
    assert (refused.status, refused.path) == ("raised", "$.k[0].b")
    assert isinstance(refused.cause, AttributeError)


def test_a_dataclass_itself_is_a_class():
    assert "class" in refusal(encode, Point).detail


UTC = datetime.timezone.utc


def offset(**parts):
    return datetime.timezone(datetime.timedelta(**parts))


DATES = [
    (datetime.datetime(2024, 2, 29, 12, 34, 56), "2024-02-29T12:34:56"),
    (datetime.datetime(1, 1, 1), "0001-01-01T00:00:00"),
    (datetime.datetime(9999, 12, 31, 23, 59, 59, 999999), "9999-12-31T23:59:59.999999"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, 6), "2024-01-02T03:04:05.000006"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, 600000), "2024-01-02T03:04:05.600000"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), "2024-01-02T03:04:05+00:00"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=offset(hours=5, minutes=30)), "2024-01-02T03:04:05+05:30"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=offset(hours=-8)), "2024-01-02T03:04:05-08:00"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=offset(minutes=-30)), "2024-01-02T03:04:05-00:30"),
    (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=offset(hours=23, minutes=59)), "2024-01-02T03:04:05+23:59"),
    (datetime.date(2024, 2, 29), "2024-02-29"),
    (datetime.date(1, 1, 1), "0001-01-01"),
    (datetime.time(1, 2, 3), "01:02:03"),
    (datetime.time(23, 59, 59, 1000), "23:59:59.001000"),
]


@pytest.mark.parametrize("value, text", DATES, ids=[text for _, text in DATES])
def test_dates_and_times_are_rfc_3339(value, text):
    assert encode(value) == f'"{text}"'.encode()
    assert type(value).fromisoformat(text) == value


def test_zones_with_rules():
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    assert encode(datetime.datetime(2024, 7, 1, 12, tzinfo=berlin)) == b'"2024-07-01T12:00:00+02:00"'
    assert encode(datetime.datetime(2024, 1, 1, 12, tzinfo=berlin)) == b'"2024-01-01T12:00:00+01:00"'


def test_offsets_with_seconds_are_rounded_and_the_instant_kept():
    # The example of RFC 3339, section 5.8.
    dutch = offset(minutes=19, seconds=32, milliseconds=130)
    value = datetime.datetime(1937, 1, 1, 12, tzinfo=dutch)
    assert encode(value) == b'"1937-01-01T12:00:27.870000+00:20"'
    source = random.Random(31)
    for _ in range(2000):
        zone = offset(microseconds=source.randrange(-86399_000000, 86399_000000))
        moment = datetime.datetime(source.randrange(1, 10000), source.randrange(1, 13), source.randrange(1, 29), 1, 2, 3, tzinfo=zone)
        written = datetime.datetime.fromisoformat(json.loads(encode(moment)))
        assert written - moment == datetime.timedelta(0)
        assert abs(written.utcoffset() - moment.utcoffset()) <= datetime.timedelta(minutes=1)
    for edge in (datetime.datetime.max, datetime.datetime.min):
        for seconds in (29, 31, -29, -31):
            moment = edge.replace(tzinfo=offset(seconds=seconds))
            written = json.loads(encode(moment))
            assert datetime.datetime.fromisoformat(written).replace(tzinfo=None) - moment.replace(tzinfo=None) in (
                datetime.datetime.fromisoformat(written).utcoffset() - moment.utcoffset(),
            )


def test_a_time_with_a_zone_is_refused():
    refused = refusal(encode, [datetime.time(1, tzinfo=UTC)])
    assert (refused.status, refused.path) == ("type", "$[0]")
    assert "time zone" in refused.detail


def test_a_zone_without_an_offset_is_naive():
    class Nowhere(datetime.tzinfo):
        def utcoffset(self, moment):
            return None

    assert encode(datetime.datetime(2024, 1, 1, tzinfo=Nowhere())) == b'"2024-01-01T00:00:00"'


@pytest.mark.parametrize("result", [5, "x", datetime.timedelta(days=1), datetime.timedelta(days=-1)])
def test_a_zone_with_a_wrong_offset_raises(result):
    class Wrong(datetime.tzinfo):
        def utcoffset(self, moment):
            return result

    refused = refusal(encode, {"at": datetime.datetime(2024, 1, 1, tzinfo=Wrong())})
    assert (refused.status, refused.path) == ("raised", "$.at")
    assert isinstance(refused.cause, (TypeError, ValueError))


def test_a_zone_that_raises():
    class Raising(datetime.tzinfo):
        def utcoffset(self, moment):
            raise LookupError("no zone")

    refused = refusal(encode, [1, {"at": [datetime.datetime(2024, 1, 1, tzinfo=Raising())]}])
    assert (refused.status, refused.path) == ("raised", "$[1].at[0]")
    assert isinstance(refused.cause, LookupError)


def test_uuids():
    for text in ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", str(uuid.uuid4())]:
        assert encode(uuid.UUID(text)) == f'"{text}"'.encode()
    assert encode([uuid.NAMESPACE_DNS]) == f'["{uuid.NAMESPACE_DNS}"]'.encode()


Pair = collections.namedtuple("Pair", "a b")


def test_named_tuples_are_arrays():
    assert encode(Pair(1, Pair(2, "x"))) == b'[1,[2,"x"]]'


def test_subclasses_of_containers():
    assert encode(collections.OrderedDict(a=1, b=2)) == b'{"a":1,"b":2}'
    assert encode(collections.defaultdict(int, a=1)) == b'{"a":1}'
    assert encode(collections.Counter("aab")) == b'{"a":2,"b":1}'


def raising(*_):
    raise AssertionError("code of the value ran")


HOSTILE = {
    name: raising
    for name in ["__str__", "__repr__", "__len__", "__iter__", "__getitem__", "__bool__", "__int__", "__float__", "__index__"]
    + ["__hash__", "__eq__", "items", "keys", "values", "__abs__", "__neg__", "__format__", "__getattribute__"]
}
HOSTILE["__class__"] = property(raising)


class Meta(type):
    __instancecheck__ = __subclasscheck__ = __getattribute__ = __call__ = raising


def hostile(base, *arguments):
    """An instance of a subclass of a built-in type that overrides everything, by a metaclass that raises."""
    namespace = {name: value for name, value in HOSTILE.items() if base is not str or name not in ("__hash__", "__eq__")}
    return type.__call__(type.__new__(Meta, "Hostile", (base,), namespace), *arguments)


@pytest.mark.parametrize(
    "base, argument, text",
    [
        (str, "text", '"text"'),
        (str, "a \"long\" text with 中 and 😀", '"a \\"long\\" text with 中 and 😀"'),
        (int, 12, "12"),
        (int, -(2**200), str(-(2**200))),
        (float, 1.5, "1.5"),
        (list, [1, [2]], "[1,[2]]"),
        (tuple, (1, (2,)), "[1,[2]]"),
        (dict, {"a": {"b": 1}}, '{"a":{"b":1}}'),
    ],
)
def test_subclasses_are_read_from_their_storage(base, argument, text):
    value = hostile(base, argument)
    assert encode(value) == text.encode()
    assert encode([value, value]) == f"[{text},{text}]".encode()
    if base is str:
        assert encode({value: 1}) == f"{{{text}:1}}".encode()


def test_a_hostile_object_is_refused_without_running_its_code():
    refused = refusal(encode, {"a": [hostile(object)]})
    assert (refused.status, refused.path) == ("type", "$.a[0]")
    assert refused.detail.endswith(".Hostile")
    namespace = {**HOSTILE, "__hash__": lambda self: 1}
    key = type.__call__(type.__new__(Meta, "HostileKey", (object,), namespace))
    refused = refusal(encode, {key: 1})
    assert refused.status == "key" and "HostileKey" in refused.detail


def test_a_lying_class_is_refused():
    class Liar:
        __class__ = dict

    assert refusal(encode, Liar()).detail.endswith("Liar")


async def coroutine():
    return 1


def generator():
    yield 1


async def async_generator():
    yield 1


def unsupported():
    pending = coroutine()
    return [
        (pending, "coroutine", "async def"),
        (generator(), "generator", "list"),
        (async_generator(), "async_generator", "list"),
        ({1}, "set", "list"),
        (frozenset(), "frozenset", "list"),
        (b"x", "bytes", "raw"),
        (bytearray(), "bytearray", "raw"),
        (memoryview(b"x"), "memoryview", "raw"),
        (decimal.Decimal(1), "decimal.Decimal", "str(x)"),
        (1j, "complex", ""),
        (object(), "object", ""),
        (range(3), "range", ""),
        (pathlib.PurePosixPath("/"), "pathlib.", "str(x)"),
        (int, "type", "class"),
        (len, "builtin_function_or_method", ""),
        (unsupported, "function", ""),
        (json, "module", ""),
        (ValueError("x"), "ValueError", ""),
        (datetime.timedelta(1), "datetime.timedelta", ""),
        (asyncio.Lock, "type", ""),
    ]


def test_every_other_type_is_refused_with_its_name_and_a_hint():
    for value, name, hint in unsupported():
        refused = refusal(encode, {"rows": [0, {"ts": value}]})
        assert (refused.status, refused.path) == ("type", "$.rows[1].ts")
        assert name in refused.detail and hint in refused.detail
        assert "secret" not in refused.detail
        if hasattr(value, "close") and name == "coroutine":
            value.close()


def test_a_nested_class_is_named_in_full():
    class Inner:
        pass

    assert refusal(encode, Inner()).detail == "test_encode.test_a_nested_class_is_named_in_full.<locals>.Inner"
    Inner.__qualname__ = "x" * 1000 + "é" * 1000
    assert 100 < len(refusal(encode, Inner()).detail) < 256
    Inner.__module__ = 5
    assert refusal(encode, Inner()).status == "type"


@pytest.mark.parametrize("key", [1, None, True, 1.5, (1, 2), b"a", frozenset()])
def test_keys_that_are_no_strings_are_refused(key):
    refused = refusal(encode, {"a": [{"fine": 1, key: 2}]})
    assert (refused.status, refused.path) == ("key", "$.a[0]")
    assert type(key).__name__ in refused.detail


@pytest.mark.parametrize("text", ["\ud800", "a" * 300 + "\udfff", "é\ud800", "😀\udc00", "\ud83d\ude00"])
def test_lone_surrogates_are_refused(text):
    refused = refusal(encode, {"a": ["x", text]})
    assert (refused.status, refused.path) == ("surrogate", "$.a[1]")
    refused = refusal(encode, {"b": {text: 1}})
    assert refused.status == "surrogate"
    assert refused.path.startswith('$.b["')
    refused.path.encode()


@pytest.mark.parametrize("base", [str, int, float])
def test_an_enumeration_inside_a_dataclass_inside_a_list(base):
    kind = enum.Enum("Kind", {"A": base(1)})
    assert encode([Slotted(kind.A)]) == f'[{{"name":{json.dumps(base(1))},"inner":null}}]'.encode()


def test_encoding_does_not_import():
    import subprocess

    code = (
        "import sys; from _terrarium_codec import encode; before = set(sys.modules)\n"
        "class A: pass\n"
        "try: encode([A()])\n"
        "except Exception: pass\n"
        "assert set(sys.modules) == before, set(sys.modules) - before\n"
        "import datetime, enum, uuid, dataclasses\n"
        "E = enum.Enum('E', {'x': 1}); D = dataclasses.make_dataclass('D', ['a'])\n"
        "assert encode([datetime.date(2024, 1, 2), E.x, uuid.UUID(int=1), D(1)]) == "
        'b\'["2024-01-02",1,"00000000-0000-0000-0000-000000000001",{"a":1}]\''
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True)


def test_a_result_goes_behind_what_a_buffer_has():
    assert encode_after(b"prefix", [1, "x"]) == b'prefix[1,"x"]'
    assert encode_after(b"p" * 1000, "x" * 5000) == b"p" * 1000 + b'"' + b"x" * 5000 + b'"'
    assert encode_after(b"prefix", [1], output_bytes=3) == b"prefix[1]"
    assert refusal(encode_after, b"prefix", [1], output_bytes=2).status == "size"


VALUES = [
    [],
    {},
    "",
    "x",
    "x" * 255,
    "x" * 256,
    "x" * 257,
    "x" * 5000,
    "\n" * 5000,
    "é" * 5000,
    "中" * 5000,
    "😀" * 5000,
    list(range(5000)),
    [1.5] * 3000,
    {f"k{i}": None for i in range(2000)},
    [[[[]]]] * 500,
    10**4000,
    [True] * 3000,
    [Point(i) for i in range(300)],
    [datetime.datetime(2024, 1, 1)] * 300,
]


@pytest.mark.parametrize("value", VALUES, ids=[repr(value)[:20] for value in VALUES])
def test_the_output_limit_is_exact(value):
    text = encode(value)
    assert encode(value, output_bytes=len(text)) == text
    for limit in {len(text) - 1, len(text) // 2, 1, 0} - {len(text)}:
        refused = refusal(encode, value, output_bytes=limit)
        assert refused.status == "size"
        assert str(limit) in refused.detail


def test_a_long_string_over_the_limit_is_not_copied_first():
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    value = "x" * 50_000_000
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(encode, [value], output_bytes=1_000_000).status == "size"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 20_000
    assert before <= held


def test_encoding_does_not_leak():
    value = [Shade.PAIR, Level.HIGH, Odd.X, Point(1), Slotted("a"), UTC and datetime.datetime(2024, 1, 1, tzinfo=offset(hours=1))]
    value += [uuid.uuid4(), Pair(1, 2), {"é" * 10: "中" * 300}, 10**100, 1.25, hostile(list, [1])]
    assert growth(lambda: encode(value)) < 10
    assert growth(lambda: refusal(encode, [value, {1}])) < 10
    assert growth(lambda: refusal(encode, {"a": [value, {"b": {1: 2}}]})) < 10


def test_values_keep_their_references():
    value = ["a string", {"k": [Point(1), Shade.DARK, uuid.uuid4()]}, (1.5, 10**50)]
    flat = [value, value[0], value[1], value[1]["k"], *value[1]["k"], value[2], *value[2]]
    before = [sys.getrefcount(item) for item in flat]
    for _ in range(100):
        encode(value)
        refusal(encode, [value, object()])
    assert [sys.getrefcount(item) for item in flat] == before
