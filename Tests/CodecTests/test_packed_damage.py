"""Packed messages that are cut, damaged or made up: they are refused with a place, or are another value."""

import datetime
import decimal
import random
import uuid

import pytest

from packing import EPOCH, entry, pack
from support import CodecError, packed_decode, packed_decode_arguments, packed_encode

SAMPLES = {
    "greet": ("World",),
    "add": (2, 3),
    "transform": ({"id": 7, "name": "Ada", "score": 1.5, "active": True, "note": None},),
    "deep": ([{"a": [{"b": [1, "x"]}]}], ((1, (2, (3,))),)),
    "wide": (2**100, 2**127, -(2**100), b"raw bytes", "ü中😀", {"key" * 30: "é"}),
    "sets": ({1, "a", (2, ("b",)), frozenset({b"c"})}, {decimal.Decimal("1.5"), uuid.UUID(int=3), EPOCH}),
    "library": (EPOCH, datetime.timedelta(days=-3, microseconds=5), uuid.UUID(int=2**127), decimal.Decimal("-1.50E+7")),
}

STATUSES = {"syntax", "encoding", "depth", "number", "type"}


def check(message):
    """Reads a message both ways: the arguments, or NULL when they are refused."""
    results = []
    for function in (packed_decode_arguments, packed_decode):
        try:
            results.append(function(message))
        except CodecError as error:
            status, offset, path, detail = error.args
            assert status in STATUSES
            assert 0 <= offset <= len(message)
            assert path == "$" and detail
            results.append(None)
    return results


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cut_is_refused(name):
    message = pack(SAMPLES[name])
    assert check(message) == [SAMPLES[name]] * 2
    for length in range(len(message)):
        assert check(message[:length]) == [None, None]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_flipped_bit_is_survived(name):
    message = pack(SAMPLES[name])
    for at in range(len(message)):
        for bit in range(8):
            damaged = bytearray(message)
            damaged[at] ^= 1 << bit
            arguments, value = check(bytes(damaged))
            if value is not None:
                # What was read is a value like any other. NaN is not equal to itself, so the bytes are compared.
                written = packed_encode(value)
                assert packed_encode(packed_decode(written)) == written or "sets" in name


@pytest.mark.parametrize("name", SAMPLES)
def test_every_byte_in_every_place_is_survived(name):
    message = pack(SAMPLES[name])
    for at in range(len(message)):
        for byte in (0, 3, 6, 8, 10, 11, 12, 13, 17, 18, 0x7F, 0x80, 0xFF):
            check(message[:at] + bytes([byte]) + message[at + 1 :])
            check(message[:at] + bytes([byte]) + message[at:])
        check(message[:at] + message[at + 1 :])


def test_random_bytes_are_survived():
    source = random.Random(80)
    for _ in range(30_000):
        length = source.randrange(60)
        check(bytes(source.choice((0, 1, 2, 3, source.randrange(19), source.randrange(256))) for _ in range(length)))


def test_messages_made_of_valid_parts_are_survived():
    source = random.Random(81)
    parts = [pack(value) for values in SAMPLES.values() for value in values]
    parts += [bytes([tag, count, 0, 0, 0]) for tag in range(8, 18) for count in range(4)]
    parts += [entry("k", b""), entry("ü", b"\x00"), b"\x00", b"\x06"]
    for _ in range(30_000):
        check(b"\x0b\x02\x00\x00\x00" + b"".join(source.choice(parts) for _ in range(source.randrange(8))))
