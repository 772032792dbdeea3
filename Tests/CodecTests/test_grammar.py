"""Decoding follows RFC 8259 exactly, and refusals say where."""

import json

import pytest

from support import decode, decode_arguments, refusal

ACCEPTED = [
    ("null", None),
    ("true", True),
    ("false", False),
    ("0", 0),
    ("-0", 0),
    ("7", 7),
    ("-12", -12),
    ("1.5", 1.5),
    ("-0.0", -0.0),
    ("0.0", 0.0),
    ("1e3", 1000.0),
    ("1E3", 1000.0),
    ("1e+3", 1000.0),
    ("1e-3", 0.001),
    ("1.25E-02", 0.0125),
    ("0e0", 0.0),
    ("0E+00", 0.0),
    ('""', ""),
    ('"a"', "a"),
    ('"\\""', '"'),
    ('"\\\\"', "\\"),
    ('"\\/"', "/"),
    ('"/"', "/"),
    ('"\\b\\f\\n\\r\\t"', "\b\f\n\r\t"),
    ('"\\u0041"', "A"),
    ('"\\u00e9\\u00E9"', "éé"),
    ('"\\u0000"', "\0"),
    ('"\\u20ac"', "€"),
    ('"\\ud83d\\ude00"', "😀"),
    ('"\\uD83D\\uDE00"', "😀"),
    ('"\\udbff\\udfff"', "\U0010ffff"),
    ('"\\uffff\\ufeff"', "\uffff\ufeff"),
    ('"\x7f"', "\x7f"),
    ('"\u2028\u2029"', "\u2028\u2029"),
    ('"é€😀"', "é€😀"),
    ("[]", []),
    ("[ ]", []),
    ("{}", {}),
    ("{ }", {}),
    ("[1]", [1]),
    ("[1,2,3]", [1, 2, 3]),
    ("[[],{}]", [[], {}]),
    ('{"a":1}', {"a": 1}),
    ('{"a":1,"b":[true,null]}', {"a": 1, "b": [True, None]}),
    ('{"":0}', {"": 0}),
    ('{"a":{"b":{}}}', {"a": {"b": {}}}),
    (" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", [1, 2]),
    (' { "a" : 1 , "b" : 2 } ', {"a": 1, "b": 2}),
    ('{"a":1,"a":2}', {"a": 2}),
    ("[" * 512 + "]" * 512, None),
]


@pytest.mark.parametrize("text, value", ACCEPTED, ids=[repr(text)[:40] for text, _ in ACCEPTED])
def test_accepts_what_the_grammar_allows(text, value):
    decoded = decode(text.encode())
    if value is None and text != "null":
        value = json.loads(text)
    assert decoded == value
    assert type(decoded) is type(value)
    assert repr(decoded) == repr(value)


# Text, status, offset of the first byte that cannot be there.
REFUSED = [
    ("", "syntax", 0),
    (" ", "syntax", 1),
    ("\n\t ", "syntax", 3),
    ("nul", "syntax", 3),
    ("nulL", "syntax", 3),
    ("nulll", "syntax", 4),
    ("tru", "syntax", 3),
    ("True", "syntax", 0),
    ("trze", "syntax", 2),
    ("fals", "syntax", 4),
    ("falsy", "syntax", 4),
    ("NaN", "syntax", 0),
    ("Infinity", "syntax", 0),
    ("-Infinity", "syntax", 1),
    ("nan", "syntax", 1),
    ("-", "syntax", 1),
    ("--1", "syntax", 1),
    ("+1", "syntax", 0),
    (".5", "syntax", 0),
    ("-.5", "syntax", 1),
    ("00", "syntax", 1),
    ("01", "syntax", 1),
    ("-01", "syntax", 2),
    ("01.5", "syntax", 1),
    ("1.", "syntax", 2),
    ("1.e5", "syntax", 2),
    ("1.a", "syntax", 2),
    ("1e", "syntax", 2),
    ("1e+", "syntax", 3),
    ("1e-x", "syntax", 3),
    ("1ea", "syntax", 2),
    ("1.5.5", "syntax", 3),
    ("1 2", "syntax", 2),
    ("1,", "syntax", 1),
    ("0x10", "syntax", 1),
    ("1_000", "syntax", 1),
    ("１", "syntax", 0),
    ("[", "syntax", 1),
    ("[1", "syntax", 2),
    ("[1,", "syntax", 3),
    ("[1,]", "syntax", 3),
    ("[,1]", "syntax", 1),
    ("[1,,2]", "syntax", 3),
    ("[1 2]", "syntax", 3),
    ("[1}", "syntax", 2),
    ("]", "syntax", 0),
    ("[]]", "syntax", 2),
    ("[1]x", "syntax", 3),
    ("{", "syntax", 1),
    ("{1:2}", "syntax", 1),
    ("{'a':1}", "syntax", 1),
    ("{a:1}", "syntax", 1),
    ('{"a"', "syntax", 4),
    ('{"a" 1}', "syntax", 5),
    ('{"a":', "syntax", 5),
    ('{"a":}', "syntax", 5),
    ('{"a"::1}', "syntax", 5),
    ('{"a":1', "syntax", 6),
    ('{"a":1,', "syntax", 7),
    ('{"a":1,}', "syntax", 7),
    ('{"a":1,,"b":2}', "syntax", 7),
    ('{,"a":1}', "syntax", 1),
    ('{"a":1 "b":2}', "syntax", 7),
    ('{"a":1]', "syntax", 6),
    ('{"a":1}}', "syntax", 7),
    ("{null:1}", "syntax", 1),
    ('"', "syntax", 1),
    ('"a', "syntax", 2),
    ('"abcdefghijklmnopqrstuvwxyz', "syntax", 27),
    ('"\\', "syntax", 2),
    ('"\\"', "syntax", 3),
    ('"\\x41"', "syntax", 2),
    ('"\\U0041"', "syntax", 2),
    ("\"\\'\"", "syntax", 2),
    ('"\\u', "syntax", 3),
    ('"\\u12', "syntax", 5),
    ('"\\u12"', "syntax", 5),
    ('"\\u12G4"', "syntax", 5),
    ('"\\u+123"', "syntax", 3),
    ('"\\ud83d', "syntax", 7),
    ('"\\ud83d\\', "syntax", 8),
    ('"\\ud83d\\u', "syntax", 9),
    ('"\\ud83d\\ude0', "syntax", 12),
    ('"\\ud83d\\uGG00"', "syntax", 9),
    ('"\n"', "syntax", 1),
    ('"\t"', "syntax", 1),
    ('"\0"', "syntax", 1),
    ('"a\x1fb"', "syntax", 2),
    ('"a long plain text before \x01"', "syntax", 26),
    ('"é\x01"', "syntax", 3),
    ('{"\n":1}', "syntax", 2),
    ("\v1", "syntax", 0),
    ("\f1", "syntax", 0),
    ("1\0", "syntax", 1),
    ("\0", "syntax", 0),
    ("\u00a01", "syntax", 0),
    ("[1]//x", "syntax", 3),
    ("/**/1", "syntax", 0),
    ("#", "syntax", 0),
    ("<null>", "syntax", 0),
    ('["a",\n4\n,1,', "syntax", 11),
    ('"\\ud800"', "surrogate", 1),
    ('"\\udc00"', "surrogate", 1),
    ('"ab\\ud800cd"', "surrogate", 3),
    ('"\\ud800\\n"', "surrogate", 1),
    ('"\\ud800\\ud800"', "surrogate", 1),
    ('"\\ud800\\u0041"', "surrogate", 1),
    ('"\\ud83d\\ude00\\udead"', "surrogate", 13),
    ('{"\\udfff":1}', "surrogate", 2),
    ("\ufeff1", "encoding", 0),
    ("\ufeff", "encoding", 0),
    ("1e400", "number", 0),
    ("[1,-1e309]", "number", 3),
    ("1" + "0" * 400 + ".0", "number", 0),
    ("1e99999999999999999999", "number", 0),
]


@pytest.mark.parametrize("text, status, offset", REFUSED, ids=[repr(row[0])[:40] for row in REFUSED])
def test_refuses_what_the_grammar_forbids(text, status, offset):
    for function in (decode, decode_arguments):
        refused = refusal(function, text.encode())
        assert (refused.status, refused.offset) == (status, offset), refused
        assert refused.detail


# Bytes that are not UTF-8: in a string, the byte that cannot follow.
NOT_UTF8 = [
    (b"\x80", 0),
    (b"\xbf", 0),
    (b"\xc0\x80", 0),
    (b"\xc1\xbf", 0),
    (b"\xc2a", 1),
    (b"\xc2\xc2", 1),
    (b"\xe0\x80\x80", 1),
    (b"\xe0\x9f\xbf", 1),
    (b"\xe2\x82a", 2),
    (b"\xed\xa0\x80", 1),
    (b"\xed\xbf\xbf", 1),
    (b"\xef\xbf", 2),
    (b"\xf0\x80\x80\x80", 1),
    (b"\xf0\x8f\xbf\xbf", 1),
    (b"\xf0\x9f\x98a", 3),
    (b"\xf4\x90\x80\x80", 1),
    (b"\xf5\x80\x80\x80", 0),
    (b"\xf8\x88\x80\x80\x80", 0),
    (b"\xfe", 0),
    (b"\xff", 0),
    (b"\xe9", 1),
]


@pytest.mark.parametrize("bad, offset", NOT_UTF8, ids=[bad.hex() for bad, _ in NOT_UTF8])
def test_refuses_what_is_not_utf8(bad, offset):
    # At every place of a block of sixteen bytes, after ASCII and after other text.
    for prefix in [b"", b"a", "é".encode(), "中".encode(), "😀".encode()]:
        for count in range(18):
            start = prefix * count
            refused = refusal(decode, b'"' + start + bad + b'" ')
            assert (refused.status, refused.offset) == ("encoding", 1 + len(start) + offset)
            refused = refusal(decode, b'{"' + start + bad + b'":1}')
            assert (refused.status, refused.offset) == ("encoding", 2 + len(start) + offset)


@pytest.mark.parametrize(
    "first, last",
    [(0x20, 0x7F), (0x80, 0x7FF), (0x800, 0xFFF), (0x1000, 0xCFFF), (0xD000, 0xD7FF), (0xE000, 0xFFFF)]
    + [(0x10000, 0x3FFFF), (0x40000, 0xFFFFF), (0x100000, 0x10FFFF)],
)
def test_accepts_the_first_and_last_character_of_each_length(first, last):
    for code in {first, first + 1, last - 1, last} - {0x22, 0x5C}:
        for count in range(1, 36):
            text = chr(code) * count
            assert decode(f'"{text}"'.encode()) == text
            assert decode(f'"a{text}b"'.encode()) == f"a{text}b"


def test_refuses_bytes_that_are_no_text_outside_of_strings():
    assert refusal(decode, b"\xff\xfe[\x00]\x00").status == "encoding"
    assert refusal(decode, b"[\xff]").status == "encoding"
    assert refusal(decode, b"[\x00]\x00").status == "syntax"


def test_every_prefix_of_a_text_is_refused_at_its_end():
    text = '{"key":[1.5e+10,"é\\u00e9😀\\ud83d\\ude00",true,false,null,{"x":{}}],"last":-12}'.encode()
    assert decode(text) == json.loads(text)
    for length in range(len(text)):
        refused = refusal(decode, text[:length])
        assert (refused.status, refused.offset) == ("syntax", length), (length, refused)


def test_every_string_length_around_the_block_size():
    for length in range(100):
        text = ("abcdefghijklmnop" * 7)[:length]
        assert decode(f'"{text}"'.encode()) == text
        assert decode(f'{{"{text}":"{text}"}}'.encode()) == {text: text}
        for at in range(length):
            for piece in ["\\n", "\\u00e9", "é", "中", "\\ud83d\\ude00", "😀", '\\"']:
                literal = f'"{text[:at]}{piece}{text[at:]}"'
                assert decode(literal.encode()) == json.loads(literal)


def test_strings_are_in_the_smallest_form():
    for text in ["ascii only", "latin é", "wide Ж", "astral 😀"]:
        for literal in [json.dumps(text), json.dumps(text, ensure_ascii=False)]:
            decoded = decode(literal.encode())
            assert decoded.isascii() == text.isascii()
            assert decoded.__sizeof__() == "".join(list(text)).__sizeof__()
    # Single characters exist once.
    assert decode(b'"a"') is decode(b'"\\u0061"')
