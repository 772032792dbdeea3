"""Random documents and random damage, compared with Python's own `json`."""

import json
import random

from support import CodecError, decode, encode


def random_text(source):
    alphabet = source.choice(["abc", "a \"\\/\n\t\x01", "äöü", "Ж中文", "😀a"])
    return "".join(source.choice(alphabet) for _ in range(source.choice([0, 1, 2, 5, 14, 15, 16, 17, 30, 33])))


def random_value(source, depth=0):
    kind = source.randrange(9 if depth < 5 else 6)
    if kind == 0:
        return source.choice([None, True, False])
    if kind == 1:
        return source.randrange(-(10 ** source.randrange(1, 25)), 10 ** source.randrange(1, 25))
    if kind == 2:
        return source.choice([source.uniform(-1, 1), source.gauss(0, 1e10), source.random() * 10 ** source.randrange(-300, 300)])
    if kind < 6:
        return random_text(source)
    size = source.choice([0, 1, 2, 3, 5, 8, 20])
    if kind < 8:
        return {random_text(source): random_value(source, depth + 1) for _ in range(size)}
    return [random_value(source, depth + 1) for _ in range(size)]


def strict(text):
    """What a strict parser makes of a text, through Python's; ValueError when it refuses."""

    def refuse(name):
        raise ValueError(name)

    value = json.loads(text.decode("utf-8", "strict"), parse_constant=refuse)
    # Python accepts lone surrogates and overflowing numbers.
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "strict")
    return value


def test_random_documents_decode_and_encode_as_pythons():
    source = random.Random(50)
    for _ in range(4000):
        value = random_value(source)
        for text in (
            json.dumps(value),
            json.dumps(value, ensure_ascii=False, separators=(",", ":")),
            json.dumps(value, ensure_ascii=False, indent=source.choice([1, 4, "\t"])),
        ):
            decoded = decode(text.encode())
            assert decoded == value and repr(decoded) == repr(value)
        written = encode(value)
        assert json.loads(written) == value
        assert repr(json.loads(written)) == repr(value)
        assert decode(written) == value


def test_random_damage_is_judged_as_a_strict_parser_does():
    source = random.Random(51)
    pieces = [b'"', b"\\", b"[", b"]", b"{", b"}", b",", b":", b"0", b"-", b".", b"e", b" ", b"\n", b"\x00", b"\x80", b"\xff"]
    pieces += [b"\\u", b"\\ud800", b"null", b"NaN", b"1e999", "é".encode(), "😀".encode(), b"\xed\xa0\x80", b"\xc0\x80"]
    accepted = 0
    for _ in range(60_000):
        text = bytearray(json.dumps(random_value(source, 3), ensure_ascii=source.random() < 0.5).encode())
        for _ in range(source.randrange(1, 3)):
            at = source.randrange(len(text) + 1)
            action = source.randrange(4)
            if action == 0:
                text[at:at] = source.choice(pieces)
            elif action == 1:
                del text[at : at + source.randrange(4)]
            elif action == 2 and at < len(text):
                text[at] = source.randrange(256)
            else:
                text[at:] = b""
        text = bytes(text)
        try:
            expected = repr(strict(text))
        except ValueError:
            expected = None
        except RecursionError:
            continue
        try:
            actual = repr(decode(text))
        except CodecError as error:
            actual = None
            assert error.args[1] <= len(text)
        assert actual == expected, text
        accepted += actual is not None
    assert accepted > 1000


def test_what_was_refused_at_an_offset_is_the_start_of_no_text_up_to_there():
    """The byte at the offset is to blame: up to it the text can be completed, with it not."""
    words = "0 rue ue e alse lse se ull ll l null".split()
    strings = ["", "n", "u0000", "0", "00", "000", "0000", "c00", "dc00", "udc00", "\\udc00", "c\\udc00", "0\\udc00", "00\\udc00"]
    heads = ["", '""'] + words + [text + '"' for text in strings]
    endings = [(head + colon + tail).encode() for head in heads for colon in ("", ":0") for tail in ("", "]", "}", "]}", "}]", "]]", "}}")]
    source = random.Random(52)
    checked = 0
    for _ in range(3000):
        text = bytearray(json.dumps(random_value(source, 4), separators=(",", ":")).encode())
        if len(text) > 40:
            continue
        text[source.randrange(len(text))] = source.choice(b'"\\[]{},:0-.e x1u')
        text = bytes(text)
        try:
            decode(text)
            continue
        except CodecError as error:
            status, offset = error.args[:2]
        if status != "syntax":
            continue
        prefix = text[:offset]

        def completes(start):
            for ending in endings:
                try:
                    decode(start + ending)
                    return True
                except CodecError:
                    pass
            return False

        assert completes(prefix), (text, offset)
        if offset < len(text):
            assert not completes(text[: offset + 1]), (text, offset)
        checked += 1
    assert checked > 300
