import os

import byte_pipe


def test_reverses_bytes():
    data = os.urandom(100_000)
    assert byte_pipe.reverse(data) == bytes(reversed(data))
    assert byte_pipe.reverse(b"") == b""


def test_reverses_any_buffer():
    assert byte_pipe.reverse(memoryview(b"abc")) == byte_pipe.reverse(bytearray(b"abc")) == b"cba"


def test_name():
    assert byte_pipe.name() == "byte-pipe"


def test_interface_hash():
    assert byte_pipe.__interface_hash__ == 0xDF233D1A5936EB5C
