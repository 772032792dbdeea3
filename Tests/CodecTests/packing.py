"""Packed values in plain Python, written from the table in `packed.h`: what the tests hold the codec against."""

import datetime
import decimal
import struct
import uuid

__all__ = ["Huge", "arguments", "entry", "pack", "unpack"]

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


class Huge:
    """What tag 0x06 stands for."""

    def __eq__(self, other):
        return isinstance(other, Huge)

    def __hash__(self):
        return 6


def counted(tag, count, rest=b""):
    return struct.pack("<BI", tag, count) + rest


def entry(key, value):
    """One entry of an object, of its key and its packed value."""
    raw = key.encode()
    return struct.pack("<I", len(raw)) + raw + value


def pack(value):
    """The packed value of a Python value."""
    if value is None:
        return b"\x00"
    if isinstance(value, bool):
        return b"\x02" if value else b"\x01"
    if isinstance(value, Huge):
        return b"\x06"
    if isinstance(value, int):
        if -(2**63) <= value < 2**63:
            return struct.pack("<Bq", 3, value)
        if -(2**127) <= value < 2**127:
            return b"\x04" + value.to_bytes(16, "little", signed=True)
        return b"\x05" + value.to_bytes(16, "little") if 0 <= value < 2**128 else b"\x06"
    if isinstance(value, float):
        return struct.pack("<Bd", 7, value)
    if isinstance(value, str):
        raw = value.encode()
        return counted(8, len(raw), raw)
    if isinstance(value, bytes):
        return counted(9, len(value), value)
    if isinstance(value, (list, tuple, set, frozenset)):
        tag = 10 if isinstance(value, list) else 11 if isinstance(value, tuple) else 12
        return counted(tag, len(value), b"".join(map(pack, value)))
    if isinstance(value, dict):
        return counted(13, len(value), b"".join(entry(key, pack(item)) for key, item in value.items()))
    if isinstance(value, datetime.datetime):
        return struct.pack("<Bq", 14, (value - EPOCH) // MICROSECOND)
    if isinstance(value, datetime.timedelta):
        return struct.pack("<Bq", 15, value // MICROSECOND)
    if isinstance(value, uuid.UUID):
        return b"\x10" + value.bytes
    if isinstance(value, decimal.Decimal):
        raw = str(value).encode("ascii")
        return counted(17, len(raw), raw)
    raise TypeError(type(value))


def arguments(*values):
    """A message of arguments."""
    return pack(values)


def unpack(data):
    """The Python value of a packed value that is all of `data`."""
    value, end = take(data, 0)
    assert end == len(data), "there is something behind the value"
    return value


def take(data, at):
    tag = data[at]
    at += 1
    if tag <= 2:
        return (None, False, True)[tag], at
    if tag == 6:
        return Huge(), at
    if tag in (3, 7, 14, 15):
        (value,) = struct.unpack_from("<d" if tag == 7 else "<q", data, at)
        if tag == 14:
            value = EPOCH + value * MICROSECOND
        if tag == 15:
            value = value * MICROSECOND
        return value, at + 8
    if tag in (4, 5):
        return int.from_bytes(data[at : at + 16], "little", signed=tag == 4), at + 16
    if tag == 16:
        return uuid.UUID(bytes=data[at : at + 16]), at + 16
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    if tag in (8, 9, 17):
        raw = data[at : at + count]
        assert len(raw) == count
        value = raw if tag == 9 else raw.decode() if tag == 8 else decimal.Decimal(raw.decode("ascii"))
        return value, at + count
    if tag == 13:
        mapping = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
            key = data[at : at + length].decode()
            mapping[key], at = take(data, at + length)
        assert len(mapping) == count
        return mapping, at
    assert tag in (10, 11, 12), f"tag {tag:#x}"
    items = []
    for _ in range(count):
        item, at = take(data, at)
        items.append(item)
    return (items, tuple(items), set(items) if tag == 12 else None)[tag - 10], at
