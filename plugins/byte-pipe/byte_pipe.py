"""Reverses bytes: one raw and one typed method."""

from terrarium import method

# name:->String
# reverse:Vec < u8 >->Vec < u8 >!raw
__interface_hash__ = 0xdf233d1a5936eb5c


@method(raw=True)
def reverse(data: "bytes | memoryview") -> bytes:
    """The bytes in reverse order."""
    return bytes(data)[::-1]


@method
def name() -> str:
    """The name of this implementation."""
    return "byte-pipe"
