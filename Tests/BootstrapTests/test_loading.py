"""What a load checks, and what it leaves behind."""

import gc
import sys
import weakref

from harness import call

HASH = 0xD66A33343F4B2077
GREET = [("greet", "json", 1)]


def source(hash=HASH, body="def greet(name): return name"):
    return {"plugin.py": f"__interface_hash__ = {hash!r}\n{body}"}


def test_declared_methods_are_resolved_in_the_order_of_the_interface(host):
    files = source(body="def second(data): return data\ndef first(a, b=1): return a")
    loaded = host.load("one", files, expected_hash=HASH, methods=[("first", "json", 1), ("second", "raw", -1)])
    assert loaded.methods == [("first", "json", "", ""), ("second", "raw", "", "")]
    assert [each.__name__ for each in loaded.callables] == ["first", "second"]
    assert loaded.interface_hash == HASH


def test_hash_failures_are_distinct_and_show_both_values(host):
    missing = host.failure("one", {"plugin.py": "def greet(name): pass"}, expected_hash=HASH, methods=GREET)
    assert (missing.code, "0xd66a33343f4b2077" in missing.message) == ("hash_missing", True)
    different = host.failure("one", source(1), expected_hash=HASH, methods=GREET)
    assert different.code == "hash_mismatch"
    assert "0x0000000000000001" in different.message and "0xd66a33343f4b2077" in different.message
    for value, text in (
        ("text", "str"),
        (1.5, "float"),
        (None, "NoneType"),
        (-1, "-0x1"),
        (1 << 64, "0x10000000000000000"),
    ):
        failure = host.failure("one", source(value), expected_hash=HASH, methods=GREET)
        assert failure.code == "hash_not_integer" and text in failure.message, failure.message
        assert "0xd66a33343f4b2077" in failure.message


def test_hash_may_be_any_integer_object_and_is_optional_without_an_interface(host):
    files = {
        "plugin.py": f"class I:\n    def __index__(self): return {HASH}\n__interface_hash__ = I()\ndef greet(name): pass"
    }
    assert host.load("one", files, expected_hash=HASH, methods=GREET).interface_hash == HASH
    assert host.load("two", source()).interface_hash == HASH
    assert host.load("three", {"plugin.py": ""}).interface_hash is None
    assert host.load("four", source("text")).interface_hash is None


def test_hash_object_that_raises_is_a_load_failure(host):
    files = {"plugin.py": "class I:\n    def __index__(self): raise ValueError('boom')\n__interface_hash__ = I()"}
    assert host.failure("one", files, expected_hash=HASH, methods=[]).code == "hash_not_integer"
    files = {"plugin.py": "def __getattr__(name): raise ValueError('boom')"}
    assert host.failure("one", files, expected_hash=HASH, methods=[]).code == "import_failed"


def test_all_method_problems_are_in_one_failure(host):
    body = """
import functools
greeting = 5
def greet_all(name): pass
def two(a, b): pass
def keyword(a, *, needed): pass
def raw_none(): pass
class Callable:
    def __call__(self, a, b): pass
callable_object = Callable()
partial = functools.partial(two, 1, 2)
"""
    methods = [
        ("greet_al", "json", 1),
        ("greeting", "json", 1),
        ("two", "json", 1),
        ("keyword", "json", 1),
        ("raw_none", "raw", -1),
        ("callable_object", "json", 1),
        ("partial", "json", 1),
    ]
    failure = host.failure("one", source(body=body), expected_hash=HASH, methods=methods)
    lines = failure.message.splitlines()
    assert failure.code == "method_missing" and len(lines) == len(methods), failure.message
    assert lines[0] == "greet_al: is not defined in the entry module; did you mean 'greet_all'?"
    assert lines[1] == "greeting: is of type int, which cannot be called"
    assert lines[2] == "two: takes 2 positional arguments, and the interface passes 1"
    assert lines[3].startswith("keyword: needs the keyword argument 'needed'")
    assert lines[4] == "raw_none: takes 0 positional arguments, and the interface passes 1"
    assert lines[5].startswith("callable_object: ") and lines[6].startswith("partial: ")
    codes = [host.failure("one", source(body=body), methods=[each]).code for each in methods]
    assert codes == ["method_missing", "method_not_callable"] + ["method_signature"] * 5


CANONICAL = "greet:String->String\nreverse:Vec < u8 >->Vec < u8 >!raw"


def mismatch(host, declared, canonical_text=CANONICAL):
    body = "" if declared is None else f"__interface_methods__ = {declared!r}"
    return host.failure("one", source(1, body), expected_hash=HASH, methods=[], canonical_text=canonical_text)


def test_other_hash_is_shown_as_the_difference_of_the_interfaces(host):
    head = "__interface_hash__ of the plugin is 0x0000000000000001; the host expects 0xd66a33343f4b2077"
    lines = ("greet:String,i64->String", "name:->String", "reverse:Vec < u8 >->Vec < u8 >!raw")
    for declared in (lines, list(lines)):
        failure = mismatch(host, declared)
        assert failure.code == "hash_mismatch" and failure.message.splitlines() == [
            f"{head}; - is what the host expects, + what the plugin was written for:",
            "- greet:String->String",
            "+ greet:String,i64->String",
            "+ name:->String",
            "  reverse:Vec < u8 >->Vec < u8 >!raw",
        ]
    for declared in (None, 5, "text", (1, 2)):
        assert mismatch(host, declared).message.splitlines() == [
            f"{head} for these methods:",
            "  greet:String->String",
            "  reverse:Vec < u8 >->Vec < u8 >!raw",
        ]
    same = mismatch(host, tuple(CANONICAL.split("\n"))).message
    assert same == f"{head}: the methods are the same, so write __interface_hash__ = 0xd66a33343f4b2077"
    assert mismatch(host, lines, None).message == head
    assert mismatch(host, ("a", "b"), "").message.splitlines()[1:] == ["+ a", "+ b"]


def test_long_and_strange_interface_lines_stay_readable(host):
    assert len(mismatch(host, ("x" * 1000, "y") * 1000 + ("z" * 1000000,)).message) < 70000
    message = mismatch(host, ("a\0\ud800\n- b",)).message
    assert "+ a\\0\\ud800\\n- b" in message and "\0" not in message


def test_missing_hash_says_what_to_write(host):
    failure = host.failure("one", {"plugin.py": ""}, expected_hash=HASH, methods=[], canonical_text=CANONICAL)
    head, *text = failure.message.splitlines()
    assert failure.code == "hash_missing" and "no __interface_hash__" in head
    written = {}
    exec("\n".join(text), written)
    assert written["__interface_hash__"] == HASH and written["__interface_methods__"] == tuple(CANONICAL.split("\n"))


def test_optional_methods_may_be_missing(host):
    files = source(body="def first(): return 1\ndef third(): return 3")
    methods = [(name, "json", 0, "() -> int", name != "first") for name in ("first", "second", "third")]
    loaded = host.load("one", files, expected_hash=HASH, methods=methods)
    assert loaded.callables == [loaded.module.first, None, loaded.module.third]
    assert [method[0] for method in loaded.methods] == ["first", "second", "third"]
    host.unload(loaded)
    wrong = host.failure("one", source(body="first = None\ndef second(a): pass"), methods=methods)
    assert wrong.message.splitlines()[0] == "first: is of type NoneType, which cannot be called"
    assert wrong.message.splitlines()[1].startswith("second: takes 1 positional arguments")
    missing = host.failure("one", source(body=""), methods=methods)
    assert missing.message == "first: is not defined in the entry module: write `def first() -> int`"


def test_every_kind_of_callable_is_accepted_when_its_signature_fits(host):
    body = """
import functools, math
class Service:
    def method(self, a): return a
    @classmethod
    def cls(cls, a): return a
    @staticmethod
    def static(a): return a
    def __call__(self, a): return a
service = Service()
bound, cls, static, instance = service.method, Service.cls, Service.static, service
partial = functools.partial(lambda a, b: b, 1)
builtin = abs
no_signature = dict.fromkeys
@functools.cache
def cached(a): return a
def star(*args, **kwargs): return args
def optional(a, b=1, *, c=2): return a
lambda_ = lambda a, /: a
type_ = int
"""
    names = [
        "bound",
        "cls",
        "static",
        "instance",
        "partial",
        "builtin",
        "no_signature",
        "cached",
        "star",
        "optional",
        "lambda_",
        "type_",
    ]
    loaded = host.load("one", source(body=body), methods=[(name, "json", 1) for name in names])
    assert len(loaded.callables) == len(names)
    host.load("two", source(body="def two(a, b): pass"), methods=[("two", "json", -1)])


def test_functions_marked_by_the_sdk_are_the_methods(host):
    body = """
from terrarium import method
@method
def zeta(name: str, times: int = 2, *rest, flag=False, **more) -> str:
    '''
    Says hello.

    More.
    '''
@method(raw=True)
def alpha(data, /, *, key="x"): pass
def helper(): pass
"""
    loaded = host.load("one", source(body=body))
    assert loaded.methods == [
        ("zeta", "any", "(name: str, times: int = 2, *rest, flag=False, **more) -> str", "Says hello."),
        ("alpha", "raw", "(data, /, *, key='x')", ""),
    ]


def test_public_functions_are_the_methods_of_an_unmarked_module(host):
    body = (
        "from os.path import join\n"
        "from helper import helped\n"
        "import functools\n"
        "def zeta(): pass\n"
        "def _private(): pass\n"
        "class Thing: pass\n"
        "value = 1\n"
        "@functools.lru_cache\n"
        "def alpha(a): 'Doc.'\n"
        "alias = join"
    )
    loaded = host.load("one", {**source(body=body), "helper.py": "def helped(): pass"})
    assert [each[0] for each in loaded.methods] == ["zeta", "alpha"]
    assert loaded.methods[1][2:] == ("(a)", "Doc.")
    loaded = host.load("two", source(body="__all__ = ['_b']\ndef a(): pass\ndef _b(): pass"))
    assert [each[0] for each in loaded.methods] == ["_b"]


def test_signature_texts_agree_with_inspect(host):
    import inspect

    body = """
import typing
def a(): pass
def b(x, y=1, /, z: int = 3, *args: str, k, l: float = 1.5, **kw: "typing.Any") -> "list[int]": pass
def c(x: list[int], *, y: typing.Optional[int] = None) -> typing.Any: pass
def d(*, y): pass
"""
    loaded = host.load("one", source(body=body))
    for (name, _, text, _), function in zip(loaded.methods, loaded.callables):
        assert text.replace("'", "") == str(inspect.signature(function)).replace("'", ""), name


def test_texts_about_methods_are_readable_as_c_strings(host):
    body = """
def documented(a="\\0", b="\\ud800") -> "\\udfff\\0": pass
documented.__doc__ = "a \\0 and \\ud800"
class Text(str):
    def replace(self, *_): return self
    encode = replace
def classed(): pass
classed.__doc__ = Text("\\ud801")
globals()["lone\\udc80"] = lambda: None
"""
    loaded = host.load("one", {"plugin.py": body})
    assert [each[0] for each in loaded.methods] == ["documented", "classed", "lone\\udc80"]
    assert loaded.methods[0][2:] == ("(a='\\x00', b='\\ud800') -> \\udfff\\0", "a \\0 and \\ud800")
    assert loaded.methods[1][3] == "\\ud801"
    for text in (text for method in loaded.methods for text in method):
        assert b"\0" not in text.encode()


def test_exceptions_at_import_keep_their_cause_and_traceback(host):
    import traceback

    for text, name in (
        ("raise ValueError('boom')", "ValueError"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("def f(): f()\nf()", "RecursionError"),
        ("1 +", "SyntaxError"),
        ("raise MemoryError", "MemoryError"),
        ("class E(BaseException):\n    def __str__(self): raise E\n    __repr__ = __str__\nraise E", "helper.E"),
        ("class E(Exception): pass\nE.__qualname__ = 'x' * 100000\nraise E('y' * 100000)", "helper.xxx"),
    ):
        failure = host.failure("one", {"plugin.py": "import helper", "helper.py": text})
        assert failure.code == "import_failed" and name in failure.message, (text, failure.message)
        assert len(failure.message) < 5000
        if name != "helper.E":
            trace = "".join(traceback.format_exception(failure.__cause__))
            assert "<terrarium>" not in trace and "importlib" not in trace, trace
            if name not in ("SyntaxError", "helper.xxx"):
                assert "helper.py" in trace and "plugin.py" in trace, trace
    assert not any(name.startswith("one#") for name in sys.modules)


def snapshot():
    return {
        "modules": {name for name in sys.modules if not name.startswith("_terrarium") and "#" in name},
        "all": set(sys.modules),
        "meta_path": list(sys.meta_path),
        "path_hooks": list(sys.path_hooks),
        "path": list(sys.path),
        "importers": set(sys.path_importer_cache),
    }


def test_failed_load_leaves_nothing_at_any_statement_and_the_next_load_works(host):
    lines = [
        "from terrarium import method",
        "import sys, os, logging",
        "import helper",
        "import pkg.inner",
        "import lib, native_like",
        "log = logging.getLogger(__name__)",
        "sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'extra'))",
        "import extra_module",
        "class Finder:\n    @staticmethod\n    def find_spec(name, path=None, target=None): pass",
        "sys.meta_path.append(Finder)",
        "def hook(path): raise ImportError",
        "sys.path_hooks.append(hook)",
        "@method\ndef run(): return helper.X, lib.X, extra_module.X",
    ]
    files = {
        "helper.py": "X = 1",
        "pkg/__init__.py": "",
        "pkg/inner.py": "",
        "vendor/lib.py": "X = 2",
        "extra/extra_module.py": "X = 3",
        "vendor/native_like/__init__.py": "from . import sub",
        "vendor/native_like/sub.py": "",
    }
    import logging

    host.unload(host.load("warm", {**files, "plugin.py": "\n".join(lines)}))
    host.failure("warm", {"plugin.py": "raise ValueError"})
    before = snapshot()
    for count in range(len(lines) + 1):
        text = "\n".join([*lines[:count], "raise ValueError('injected')", *lines[count:]])
        failure = host.failure("one", {**files, "plugin.py": text})
        assert failure.code == "import_failed" and "injected" in failure.message
        assert snapshot() == before, (count, {key: snapshot()[key] for key in before if snapshot()[key] != before[key]})
        assert not [name for name in logging.root.manager.loggerDict if "#" in name]
        loaded = host.load("one", {**files, "plugin.py": "\n".join(lines)})
        assert call(loaded, "run") == (1, 2, 3)
        host.unload(loaded)
        assert snapshot() == before, count


def test_failure_after_the_import_leaves_nothing(host):
    files = {**source(), "helper.py": ""}
    for arguments in ({"expected_hash": 5, "methods": GREET}, {"expected_hash": HASH, "methods": [("absent", "json", 0)]}):
        host.failure(
            "one", {**files, "vendor/lib.py": "", "plugin.py": files["plugin.py"] + "\nimport helper, lib"}, **arguments
        )
        assert not [name for name in sys.modules if "#" in name or name == "lib"]
    assert not [path for path in sys.path_importer_cache if path.startswith(host.directory)]


def test_unloaded_modules_die(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import helper, lib\nclass Thing: pass\nthing = Thing()\ndef run(): return thing",
            "helper.py": "",
            "vendor/lib.py": "class Lib: pass",
        },
    )
    watched = [
        weakref.ref(each)
        for each in (
            loaded.module,
            sys.modules["one#1.helper"],
            sys.modules["lib"],
            sys.modules["lib"].Lib,
            loaded.module.Thing,
            call(loaded, "run"),
            loaded.package,
        )
    ]
    host.unload(loaded)
    gc.collect()
    assert [each() for each in watched] == [None] * len(watched)
    host.unload(loaded)
    host.terrarium.discard(1)


def test_unload_while_another_thread_imports_logging(host):
    loaded = host.load("one", {"plugin.py": "def run(): pass"})
    # What another thread has in `sys.modules` until its import is done.
    names = ("logging", "linecache")
    whole = {name: sys.modules.pop(name, None) for name in names}
    sys.modules.update({name: type(sys)(name) for name in names})
    host.unload(loaded)
    sys.modules["logging"].root = object()
    host.unload(host.load("two", {"plugin.py": "def run(): pass"}))
    for name, module in whole.items():
        del sys.modules[name]
        if module is not None:
            sys.modules[name] = module


def test_plugin_that_nobody_refers_to_unloads_itself(host):
    loaded = host.load("one", {"plugin.py": "def run(): pass"})
    assert "one#1" in sys.modules
    del loaded
    assert "one#1" not in sys.modules


def test_discard_cleans_up_after_an_interrupted_load(host):
    import _terrarium.unloading as unloading

    close = unloading._forget_directories
    unloading._forget_directories = lambda *arguments: 1 / 0
    try:
        host.load("one", {"plugin.py": "raise ValueError", "vendor/lib.py": ""})
    except ZeroDivisionError:
        pass
    unloading._forget_directories = close
    host.terrarium.discard(1)
    assert not any(name.startswith("one#") for name in sys.modules)
    assert not [path for path in sys.path_importer_cache if path.startswith(host.directory)]
    host.load("one", {"plugin.py": ""})


def test_late_import_after_unload_says_so(host):
    loaded = host.load("one", {"plugin.py": "def run(): import helper", "helper.py": ""})
    run = loaded.callables[0]
    host.unload(loaded)
    try:
        run()
    except ImportError as error:
        assert "plugin 'one' is unloaded" in str(error)
    else:
        raise AssertionError


def test_thousand_loads_do_not_grow_the_interpreter(host):
    files = {
        "plugin.py": "import helper, logging, lib\n"
        "log = logging.getLogger(__name__)\n"
        "from terrarium import method\n"
        "@method\n"
        "def run(): pass",
        "helper.py": "",
        "vendor/lib.py": "",
    }
    host.unload(host.load("one", files))

    def grow(count):
        for _ in range(count):
            host.unload(host.load("one", files))
        gc.collect()
        return len(gc.get_objects())

    first = grow(100)
    assert grow(1000) - first < 100


def test_single_file_is_a_plugin(host):
    directory = host.write(
        {"script.py": "import helper\ndef run(): return helper.X, __file__, __name__", "helper.py": "X = 1"}, "files"
    )
    loaded = host.load_source(
        "script", "import helper\ndef run(): return helper.X, __file__, __name__", f"{directory}/script.py", directory
    )
    assert call(loaded, "run") == (1, f"{directory}/script.py", "script#1.script")
    try:
        host.load_source("other", "import helper", f"{directory}/script.py")
    except host.terrarium.LoadFailure as failure:
        assert failure.code == "import_failed" and "No module named 'helper'" in failure.message
    else:
        raise AssertionError


def test_source_string_is_a_plugin(host):
    import traceback

    loaded = host.load_source("inline", "def greet(name): 'Greets.'\ndef fail():\n    raise ValueError('here')", "<inline>")
    assert loaded.methods == [("greet", "any", "(name)", "Greets."), ("fail", "any", "()", "")]
    try:
        call(loaded, "fail")
    except ValueError:
        text = traceback.format_exc()
        assert 'File "<inline>", line 3' in text and "raise ValueError('here')" in text, text
    host.unload(loaded)
    assert not any(name.startswith("inline#") for name in sys.modules)
    declared = host.load_source("inline", "def greet(name): return name", methods=GREET)
    assert call(declared, "greet", "x") == "x"


def test_bad_source_string_is_a_load_failure(host):
    for text, name in (
        ("1 +", "SyntaxError"),
        ("raise SystemExit", "SystemExit"),
        ("# coding: nonsense\n", "SyntaxError"),
        ("a\0b", ""),
    ):
        try:
            host.load_source("inline", text)
        except host.terrarium.LoadFailure as failure:
            assert failure.code == "import_failed" and name in failure.message, (text, failure.message)
        else:
            raise AssertionError(text)


def test_load_failures_of_the_bootstrap_pickle(host):
    import pickle

    failure = pickle.loads(pickle.dumps(host.failure("one", {}, entry="json")))
    assert failure.code == "entry_module_reserved" and str(failure) == failure.message
