"""What the tests of the codec share."""

import gc
import sys

from _terrarium_codec import (
    CodecError,
    decode,
    decode_arguments,
    encode,
    encode_after,
    packed_decode,
    packed_decode_arguments,
    packed_encode,
    packed_encode_after,
    reset,
)

__all__ = [
    "CodecError",
    "Refused",
    "decode",
    "decode_arguments",
    "encode",
    "encode_after",
    "growth",
    "packed_decode",
    "packed_decode_arguments",
    "packed_encode",
    "packed_encode_after",
    "refusal",
    "reset",
]


class Refused:
    """A `CodecError` with names: status, offset, path, detail, cause."""

    def __init__(self, error):
        self.status, self.offset, self.path, self.detail = error.args
        self.cause = error.__cause__

    def __repr__(self):
        return f"{self.status} at {self.offset}, {self.path}: {self.detail}"


def refusal(function, *arguments, **limits):
    """Calls a function of the codec that must refuse its input."""
    try:
        value = function(*arguments, **limits)
    except CodecError as error:
        return Refused(error)
    raise AssertionError(f"accepted as {value!r:.200}")


def growth(function, calls=200):
    """Blocks of memory that calls of a function leave behind: what the best of several rounds shows, as a leak is in all."""
    rounds = []
    for _ in range(5):
        gc.collect()
        before = sys.getallocatedblocks()
        for _ in range(calls):
            function()
        gc.collect()
        rounds.append(sys.getallocatedblocks() - before)
    return min(rounds)
