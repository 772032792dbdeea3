from _terrarium_codec import *
def test_a():
    for t in [b'1', b'[]', b'{}', b'{"a":[1,2.5,"x",null,true,false,{"b":"\\u00e9\\ud83d\\ude00"}]}', '"äöü€😀 plain text that is long enough"'.encode()]:
        import json
        assert decode(t) == json.loads(t)
        assert json.loads(encode(decode(t))) == json.loads(t)
    assert decode_arguments(b'["World"]') == ("World",)
    assert decode_arguments(b'null') == ()
    assert decode_arguments(b'{"a":1}') == ({"a":1},)
