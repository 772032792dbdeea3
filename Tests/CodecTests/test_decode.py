"""What decoding gives: arguments, keys, paths, limits, cost."""

import json
import sys
import time

import pytest

from support import decode, decode_arguments, encode, growth, refusal, reset


def test_an_array_becomes_positional_arguments():
    assert decode_arguments(b"[]") == ()
    assert decode_arguments(b"[ ]") == ()
    assert decode_arguments(b'["World"]') == ("World",)
    assert decode_arguments(b'[1,[2],{"a":[3]},null]') == (1, [2], {"a": [3]}, None)
    assert decode_arguments(b"[[]]") == ([],)


def test_null_means_no_arguments():
    assert decode_arguments(b"null") == ()
    assert decode_arguments(b" null ") == ()
    assert decode_arguments(b"[null]") == (None,)


@pytest.mark.parametrize("text", ["1", '"a"', "true", "{}", '{"a":[1,2]}', "1.5"])
def test_anything_else_is_the_one_argument(text):
    assert decode_arguments(text.encode()) == (json.loads(text),)


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 255, 256, 257, 100_000])
def test_any_number_of_arguments(count):
    values = list(range(count))
    assert decode_arguments(json.dumps(values).encode()) == tuple(values)


def test_arguments_count_as_one_level():
    assert decode_arguments(b"[[]]", depth=2) == ([],)
    assert refusal(decode_arguments, b"[[]]", depth=1).status == "depth"
    assert refusal(decode_arguments, b"[]", depth=0).status == "depth"
    assert decode_arguments(b"1", depth=0) == (1,)


def test_the_last_of_equal_keys_wins_in_the_place_of_the_first():
    decoded = decode(b'{"a":1,"b":2,"a":3,"\\u0061":4}')
    assert list(decoded.items()) == [("a", 4), ("b", 2)]


def test_keys_keep_their_order():
    keys = [f"key{i * 7919 % 1000}" for i in range(1000)]
    text = json.dumps({key: i for i, key in enumerate(keys)}).encode()
    assert list(decode(text)) == list(dict.fromkeys(keys))


def test_keys_of_every_kind():
    value = {"": 1, "a": 2, "ä": 3, "中文": 4, "😀": 5, 'quo"te': 6, "new\nline": 7, "x" * 64: 8, "x" * 65: 9, "é" * 40: 10}
    for ensure_ascii in (True, False):
        text = json.dumps([value] * 20, ensure_ascii=ensure_ascii).encode()
        assert decode(text) == [value] * 20


def test_keys_that_repeat_are_one_object():
    rows = decode(b'[{"a key":1},{"a key":2}]')
    assert next(iter(rows[0])) is next(iter(rows[1]))


def test_keys_that_keep_coming_are_interned():
    text = b'{"a_key_that_code_would_name":1}'
    for _ in range(20):
        key = next(iter(decode(text)))
    assert key is sys.intern("a_key_that_code_would_" + "name")


def test_keys_that_collide_in_the_cache_are_told_apart():
    reset()
    for round in range(3):
        value = {f"k{i}": i for i in range(5000)}
        assert decode(json.dumps(value).encode()) == value


def test_a_million_keys_take_time_in_proportion():
    def seconds(count):
        text = json.dumps({f"key {i}": i for i in range(count)}).encode()
        start = time.perf_counter()
        assert len(decode(text)) == count
        return time.perf_counter() - start

    seconds(10_000)
    small, large = min(seconds(100_000) for _ in range(3)), seconds(1_000_000)
    assert large < small * 10 * 5


def test_deep_text_is_refused_at_the_limit():
    start = time.perf_counter()
    for bracket in (b"[", b'{"a":'):
        text = bracket * 100_000
        refused = refusal(decode, text)
        assert (refused.status, refused.offset) == ("depth", 512 * len(bracket))
        assert "512" in refused.detail
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("limit", [0, 1, 2, 15, 512, 10_000])
def test_the_depth_limit_is_exact(limit):
    text = b"[" * limit + b"]" * limit
    if limit:
        decode(text, depth=limit)
    assert refusal(decode, b"[" + text + b"]", depth=limit).status == "depth"
    decode(b'{"a":' * limit + b"1" + b"}" * limit, depth=limit)
    refused = refusal(decode, b'{"a":' * (limit + 1) + b"1" + b"}" * (limit + 1), depth=limit)
    assert (refused.status, refused.offset) == ("depth", 5 * limit)


def test_the_input_limit_is_exact():
    assert decode(b"[1, 2]", input_bytes=6) == [1, 2]
    refused = refusal(decode, b"[1, 2]", input_bytes=5)
    assert refused.status == "size"
    assert "6" in refused.detail and "5" in refused.detail
    assert refusal(decode_arguments, b"[1, 2]", input_bytes=5).status == "size"


PATHS = [
    ("x", "$"),
    ("[x]", "$[0]"),
    ("[1,x]", "$[1]"),
    ("[1 2]", "$"),
    ("[[1 2]]", "$[0]"),
    ('{"rows":[0,1,2,{"ts":x}]}', "$.rows[3].ts"),
    ('{"rows":[0,1,2,{"ts" x}]}', "$.rows[3].ts"),
    ('{"rows":[0,1,2,{"ts":1 x}]}', "$.rows[3]"),
    ('{"rows":[0,1,2,{x}]}', "$.rows[3]"),
    ('{"a b":[x]}', '$["a b"][0]'),
    ('{"":x}', '$[""]'),
    ('{"1a":x}', '$["1a"]'),
    ('{"_a1":x}', "$._a1"),
    ('{"é":x}', '$["é"]'),
    ('{"a\\"b\\\\":x}', '$["a\\"b\\\\"]'),
    ('{"a\\n":x}', '$["a\\u000a"]'),
    ('{"a":1,"b":{"c":"\\ud800"}}', "$.b.c"),
    ('[0,"\\x"]', "$[1]"),
]


@pytest.mark.parametrize("text, path", PATHS, ids=[row[0] for row in PATHS])
def test_a_refusal_names_the_path(text, path):
    assert refusal(decode, text.encode()).path == path


def test_the_path_of_an_argument():
    assert refusal(decode_arguments, b'[1,{"a":[x]}]').path == "$[1].a[0]"
    assert refusal(decode_arguments, b"[1,2").path == "$"


def test_a_long_path_is_shortened_in_the_middle():
    keys = [f"key_number_{i}" for i in range(60)]
    text = "".join(f'{{"{key}":' for key in keys) + "x"
    path = refusal(decode, text.encode()).path
    assert len(path.encode()) < 256
    assert path.startswith("$.key_number_0.key_number_1.")
    assert path.endswith(".key_number_58.key_number_59")
    assert "…" in path
    long_key = refusal(decode, ('{"' + "ж" * 500 + '":x}').encode()).path
    assert long_key.startswith('$["жж') and long_key.endswith('…"]')
    # Every number of steps fits, and stays valid UTF-8.
    for count in range(1, 120):
        path = refusal(decode, b"[" * count + b'{"\xc3\xa9":' * (count % 3) + b"x").path
        assert path.startswith("$[0]") and len(path.encode()) < 256


def test_a_refusal_does_not_quote_values():
    for text in [b'["secret" x', b'["secret\\x"]', b"[12345678x]", b'{"a":"secret"']:
        refused = refusal(decode, text)
        assert "secret" not in refused.detail + refused.path
        assert "1234" not in refused.detail + refused.path


@pytest.mark.parametrize("indent", [None, 1, 2, 8, "\t"])
def test_blanks_of_every_kind(indent):
    value = {"a": [1, 2.5, "x", {"b": []}], "c": {}}
    assert decode(json.dumps(value, indent=indent).encode()) == value
    assert decode(json.dumps(value, indent=indent).replace("\n", "\r\n").encode()) == value


def test_refusals_leave_nothing_behind():
    marker = "a string that is only here " * 3
    text = json.dumps([[{"k": marker}, 10**30, 1.25, [marker]]] * 50).encode()

    def refuse():
        for cut in range(1, len(text), 997):
            refusal(decode, text[:cut])
            refusal(decode_arguments, text[:cut])

    assert growth(refuse, 20) < 10


def test_decoding_does_not_leak():
    text = json.dumps([{"id": i, "name": "näme" * 5, "v": [1.5, None, True, 2**70]} for i in range(20)]).encode()
    for function in (decode, decode_arguments):
        assert growth(lambda: function(text)) < 10


def test_constants_keep_their_references():
    text = b"[null,true,false,\"\",\"a\",0,-1]"
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(1000):
        decode(text)
        decode_arguments(text)
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(b - a) < 100 for a, b in zip(before, after))


def test_the_collector_is_left_as_it_was():
    import gc

    assert gc.isenabled()
    decode(b"[1]")
    refusal(decode, b"[x]")
    assert gc.isenabled()
    gc.disable()
    try:
        decode(b"[1]")
        refusal(decode, b"[x]")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_no_python_code_runs_while_decoding():
    import gc

    ran = []

    class Finalized:
        def __init__(self):
            self.me = self

        def __del__(self):
            ran.append(decode(b'{"nested":[1]}'))

    text = json.dumps([[[i], {}] for i in range(5000)]).encode()
    gc.collect()
    gc.set_threshold(1, 1, 1)
    try:
        for _ in range(50):
            Finalized()
            decode(text)
    finally:
        gc.set_threshold(700, 10, 10)
    gc.collect()
    assert ran and all(value == {"nested": [1]} for value in ran)


def test_a_codec_can_be_replaced():
    decode(b'{"a":1}')
    encode({"a": 1})
    for _ in range(20):
        reset()
        assert decode(b'{"a":1}') == {"a": 1}
