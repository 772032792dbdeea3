"""The lenient conversions of Fidius 0.5."""

import collections
import dataclasses
import datetime
import decimal
import enum
import math
import pathlib
import uuid

import pytest

from support import decode, decode_arguments, encode, growth, refusal


def lenient(value):
    return encode(value, fidius=True)


class Plain(enum.Enum):
    A = 1


class Number(enum.IntEnum):
    TWO = 2


class Text(str, enum.Enum):
    A = "a"


@dataclasses.dataclass
class Point:
    x: int


NAME = uuid.UUID(int=5)

TABLE = [
    (None, "null"),
    (True, "true"),
    (False, "false"),
    ("é\n", '"é\\n"'),
    (b"", "[]"),
    (b"\x00\x7f\xff", "[0,127,255]"),
    (1.5, "1.5"),
    (1e16, "1e+16"),
    (7, "7"),
    (2**63 - 1, "9223372036854775807"),
    (-(2**63), "-9223372036854775808"),
    (2**64 - 1, "18446744073709551615"),
    (2**64, "1.8446744073709552e+19"),
    (-(2**63) - 1, "-9.223372036854775808e+18"),
    (10**30, "1e+30"),
    ([1, (2,)], "[1,[2]]"),
    ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
    ({"é": 1, "z": 2, "😀": 3, "\uffff": 4, "Z": 5}, '{"Z":5,"z":2,"é":1,"\uffff":4,"😀":3}'),
    ({1: "a", None: "b", 1.5: "c", (1, 2): "d"}, '{"(1, 2)":"d","1":"a","1.5":"c","None":"b"}'),
    ({1: "first", "1": "second"}, '{"1":"second"}'),
    ({"1": "first", 1: "second"}, '{"1":"second"}'),
    ({1}, '"{1}"'),
    (frozenset(), '"frozenset()"'),
    (bytearray(b"a"), '"bytearray(b\'a\')"'),
    (decimal.Decimal("1.10"), '"1.10"'),
    (datetime.datetime(2024, 1, 2, 3, 4, 5), '"2024-01-02 03:04:05"'),
    (NAME, f'"{NAME}"'),
    (pathlib.PurePosixPath("/a"), '"/a"'),
    (Plain.A, '"Plain.A"'),
    (Number.TWO, "2"),
    (Text.A, '"a"'),
    (Point(1), '"Point(x=1)"'),
    (1j, '"1j"'),
    (range(2), '"range(0, 2)"'),
    (collections.OrderedDict(b=1, a=[]), '{"a":[],"b":1}'),
    ({"deep": [{"b": {2: b"\x01"}}]}, '{"deep":[{"b":{"2":[1]}}]}'),
]


@pytest.mark.parametrize("value, text", TABLE, ids=[text for _, text in TABLE])
def test_results_convert_as_fidius_does(value, text):
    if text.startswith("-9.2"):
        text = "-9.223372036854776e+18"
    assert lenient(value) == text.encode()


def test_dictionaries_arrive_sorted():
    text = '{"b":1,"a":{"z":[{"d":1,"c":2}],"é":1,"Z":3},"b":5}'.encode()
    decoded = decode(text, fidius=True)
    assert list(decoded.items())[1] == ("b", 5)
    assert list(decoded) == ["a", "b"]
    assert list(decoded["a"]) == ["Z", "z", "é"]
    assert list(decoded["a"]["z"][0]) == ["c", "d"]
    (argument,) = decode_arguments(b'[{"b":1,"a":2}]', fidius=True)
    assert list(argument) == ["a", "b"]
    astral = decode('{"😀":1,"\uffff":2,"\U00010000":3}'.encode(), fidius=True)
    assert list(astral) == ["\uffff", "\U00010000", "😀"]


def test_nesting_ends_at_128():
    assert decode(b"[" * 128 + b"]" * 128, fidius=True)
    assert refusal(decode, b"[" * 129 + b"]" * 129, fidius=True).status == "depth"
    value = []
    for _ in range(127):
        value = [value]
    lenient(value)
    refused = refusal(encode, [value], fidius=True)
    assert refused.status == "depth" and "128" in refused.detail
    assert refusal(encode, [[1]], fidius=True, depth=1).status == "depth"


def test_cycles_and_what_is_not_finite_are_refused():
    own = {}
    own["me"] = [own]
    assert refusal(encode, own, fidius=True).status == "cycle"
    refused = refusal(encode, {"a": [0, math.nan]}, fidius=True)
    assert (refused.status, refused.path) == ("not_finite", "$.a[1]")
    assert refusal(encode, [10**400], fidius=True).status == "number"
    refused = refusal(encode, {"a": {"b": "\ud800"}}, fidius=True)
    assert (refused.status, refused.path) == ("surrogate", "$.a.b")


def test_a_str_that_raises():
    class Raising:
        def __str__(self):
            raise LookupError("no text")

    for value, path in (({"a": [Raising()]}, "$.a[0]"), ({"a": {Raising(): 1}}, "$.a")):
        refused = refusal(encode, value, fidius=True)
        assert (refused.status, refused.path) == ("raised", path)
        assert isinstance(refused.cause, LookupError)


def test_a_str_that_changes_its_container():
    for change in ("append", "clear"):
        items = []

        class Changing:
            def __str__(self):
                items.append(1) if change == "append" else items.clear()
                return "x"

        items += [Changing(), 2, 3]
        refused = refusal(encode, {"a": items}, fidius=True)
        assert (refused.status, refused.path) == ("changed", "$.a")
    mapping = {}

    class Key:
        def __str__(self):
            mapping["more"] = 1
            return "x"

    mapping[Key()] = 1
    assert refusal(encode, [mapping], fidius=True).status == "changed"


def test_limits_hold():
    assert encode([1, 2], fidius=True, output_bytes=5) == b"[1,2]"
    assert refusal(encode, [1, 2], fidius=True, output_bytes=4).status == "size"
    assert refusal(encode, b"x" * 100_000, fidius=True, output_bytes=1000).status == "size"
    assert refusal(encode, ["x" * 100_000], fidius=True, output_bytes=1000).status == "size"


def test_nothing_leaks():
    value = [{2: b"xyz", "a": {1, 2}}, 2**100, Point(1)]
    assert growth(lambda: lenient(value)) < 10
    assert growth(lambda: decode(b'{"b":[{"y":1,"x":2}],"a":2}', fidius=True)) < 10
    assert growth(lambda: refusal(encode, [value, math.inf], fidius=True)) < 10
