"""Signatures of methods against those of the interface."""

import sys

from harness import call

HEAD = """
import collections.abc, datetime, decimal, functools, typing, uuid
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime as DateTime
from decimal import Decimal
from enum import Enum
from typing import *
from uuid import UUID
Name = str
Names = list["Name"]
Key = NewType("Key", str)
T = TypeVar("T")
class Order(TypedDict):
    id: int
class Color(Enum):
    RED = "red"
class Other: pass
@dataclass
class Row:
    id: int
"""

FUTURE = "from __future__ import annotations\n"


def problems(host, body, signature, head=HEAD):
    """The lines of the load error for a method `run`, without its name; none if it loads."""
    wire = "json" if signature else "raw"
    host.problem_count = getattr(host, "problem_count", 0) + 1
    try:
        host.unload(host.load(f"p{host.problem_count}", {"plugin.py": head + body}, methods=[("run", wire, 1, signature)]))
        return []
    except host.terrarium.LoadFailure as failure:
        assert failure.code == "method_signature", failure.message
        lines = failure.message.splitlines()
        assert all(line.startswith("run: ") for line in lines)
        return [line.removeprefix("run: ") for line in lines]


def test_all_differences_are_listed_with_what_to_write(host):
    body = """
def greet(name: int, count) -> bytes: pass
async def later(): pass
def many(a, b, c, d=1): pass
def few(a): pass
"""
    methods = [
        ("greet", "json", 2, "(name: str, times: int) -> str"),
        ("absent", "json", 1, "(name: str) -> str"),
        ("later", "json", 0, "() -> int"),
        ("many", "json", 2, "(a: int, b: int) -> None"),
        ("few", "json", 2, "(a: int, b: int) -> None"),
    ]
    failure = host.failure("one", {"plugin.py": body}, methods=methods)
    assert failure.code == "method_signature"
    assert failure.message.splitlines() == [
        "greet: parameter `name` is annotated `int`, the interface passes `str`",
        "greet: parameter 2 is called `count`, the interface has `times`",
        "greet: returns `bytes` by its annotation, the interface expects `str`",
        "absent: is not defined in the entry module: write `def absent(name: str) -> str`",
        "later: is a coroutine function (async def), and the interface declares a value: write `def`",
        "many: takes 3 to 4 positional arguments, and the interface passes 2: write `def many(a: int, b: int) -> None`",
        "few: takes 1 positional arguments, and the interface passes 2: write `def few(a: int, b: int) -> None`",
    ]


def test_names_are_compared_as_far_as_they_are_names(host):
    signature = "(name: str, from_: int) -> str"
    for parameters in (
        "name, from_",
        "_name, _from",
        "name, from__",
        "_, __",
        "a, b, /",
        "*rest",
        "name, *rest",
        "name, from_, extra=1, *, more=2, **others",
        "name: 'str', from_: 'int'",
    ):
        assert problems(host, f"def run({parameters}): pass", signature) == [], parameters
    assert problems(host, "def run(from_, name): pass", signature) == [
        "parameter 1 is called `from_`, the interface has `name`",
        "parameter 2 is called `name`, the interface has `from_`",
    ]
    assert len(problems(host, "def run(other, *rest): pass", signature)) == 1
    assert problems(host, "def run(a, b): pass", "(x: str, y: int, /) -> str") == []
    assert problems(host, "def run(name, from_, *, deep, level): pass", signature) == [
        "needs the keyword argument `deep`, and only positional ones are passed: give it a default",
        "needs the keyword argument `level`, and only positional ones are passed: give it a default",
    ]


def test_functions_that_give_no_value_are_refused_where_one_is_declared(host):
    for body, word in (
        ("async def run(a): pass", "a coroutine function (async def)"),
        ("def run(a): yield", "a generator function"),
        ("async def run(a): yield", "an asynchronous generator function"),
        ("import types\n@types.coroutine\ndef run(a): yield", "a coroutine function"),
        ("class C:\n    async def __call__(self, a): pass\nrun = C()", "a coroutine function"),
        ("class C:\n    def m(self, a): yield\nrun = C().m", "a generator function"),
        ("async def f(b, a): pass\nrun = functools.partial(f, 1)", "a coroutine function"),
        ("@functools.cache\ndef run(a): yield", "a generator function"),
    ):
        for signature in ("(a: bytes) -> int", ""):
            (problem,) = problems(host, body, signature)
            assert problem.startswith(f"is {word}") and "the interface declares a value" in problem, (body, problem)
        assert problems(host, body, "(a: bytes) -> Iterator[int]") == [], body
    assert problems(host, "def run(a) -> list[int]: pass", "(a: int) -> Iterator[int]") == []
    assert problems(host, "def run(a) -> Iterator[int]: pass", "(a: int) -> Iterator[int]") == []
    for note in ("int", "str", "None", "Iterator[str]"):
        (problem,) = problems(host, f"def run(a) -> {note}: pass", "(a: int) -> Iterator[int]")
        assert problem == f"returns `{note}` by its annotation, the interface expects `Iterator[int]`"
    assert len(problems(host, "def run(a) -> Iterator[int]: pass", "(a: int) -> list[int]")) == 1


# Hint, annotations that go with it, annotations that do not: as parameters.
PASSED = [
    (
        "str",
        "str Name Key T Any object Optional[str] LiteralString Literal['a','b'] Sequence[str] Row 'Row' 'absent'",
        "int bytes None list[str] Optional[int] UUID datetime.datetime Literal[1] float|None dict",
    ),
    (
        "int",
        "int float complex Union[int,str] 'int|None' Annotated[int,5] Final[int] Hashable",
        "str bool bytes Decimal list[int]",
    ),
    ("bool", "bool int Literal[True]", "str None Literal['a']"),
    ("float", "float complex SupportsFloat", "int str Decimal"),
    (
        "bytes",
        "bytes bytearray memoryview bytes|memoryview Sequence[int] collections.abc.Iterable[int] str",
        "int list[int]",
    ),
    (
        "list[int]",
        "list List list[int] List[int] Sequence[int] Iterable[int] Collection[int] collections.abc.Sequence[int] "
        "list[float] list[Any] list[T] list['int'] deque[int] Container",
        "list[str] Sequence[str] dict[int,int] set[int] tuple[int,...] int str",
    ),
    (
        "set[str]",
        "set Set[str] AbstractSet[str] collections.abc.Set[str] frozenset[str] Iterable[str] Collection[Name] list[str]",
        "set[int] dict[str,str] list[int]",
    ),
    (
        "dict[str, int]",
        "dict Dict[str,int] Mapping[str,int] MutableMapping[Name,int] Order Row OrderedDict[str,int] Iterable[str] "
        "DefaultDict[str,int] Any",
        "dict[str,str] Mapping[int,int] list[int] Iterable[int] str",
    ),
    (
        "tuple[int, str]",
        "tuple Tuple[int,str] tuple[int,str] tuple[Any,...] Sequence[object] Iterable list",
        "tuple[str,str] tuple[int] tuple[int,str,int] tuple[int,...] Sequence[int]",
    ),
    (
        "str | None",
        "str Optional[str] None|str Union[str,int,None] Optional['Name'] Optional[Row] None",
        "int Optional[int] list[str]|None",
    ),
    ("Order", "Order dict int str Row Mapping[str,Any] Color None", ""),
    ("list[Order]", "list list[Order] list[dict] Sequence[Order] list[dict[str,int]]", "dict str"),
    ("Order | None", "Order|None Optional[int]", ""),
    ("datetime", "datetime.datetime DateTime 'datetime.datetime' datetime.date str", "int float"),
    ("timedelta", "datetime.timedelta str", "int"),
    ("UUID", "UUID uuid.UUID str", "int bytes"),
    ("Decimal", "Decimal decimal.Decimal str", "float"),
    (
        "list[dict[str, list[int]]]",
        "list[dict[str,list[int]]] List[Dict[str,List[int]]] Sequence[Mapping[str,Sequence[int]]]",
        "list[dict[str,list[str]]]",
    ),
    ("Iterable[int]", "Iterable[int] Iterator[int] Generator[int,None,None] list[int]", "int Iterable[str] str"),
]

# The same, as results.
RETURNED = [
    ("str", "str Name Any LiteralString Color Row Optional[str] Literal['a']", "int None bytes list[str]"),
    ("int", "int Literal[1,2]", "float bool str"),
    ("float", "float int", "str bool Decimal"),
    ("bytes", "bytes bytearray memoryview str", "list[int]"),
    ("None", "None Any Optional[int] NoReturn", "int str dict"),
    (
        "list[int]",
        "list list[int] tuple[int,...] tuple[int,int] Sequence[int] Iterable[int] Row",
        "list[str] tuple[int,str] Iterator[int] Generator[int,None,None] set[int] dict",
    ),
    ("set[int]", "set[int] frozenset[int] list[int] AbstractSet[int]", "set[str] dict"),
    ("dict[str, int]", "dict dict[str,int] Mapping[str,int] Order Row Counter", "list[int] dict[str,str]"),
    ("tuple[int, str]", "tuple[int,str] list list[Any] tuple[int,Name]", "tuple[int] tuple[str,int] list[int]"),
    ("Order", "Order dict int", ""),
    ("str | None", "str None Optional[str] str|int", "int"),
]


def test_annotations_that_contradict_the_interface_are_refused(host):
    for rows, template, signature, word in (
        (PASSED, "def run(a: {}): pass", "(a: {}) -> int", "passes"),
        (RETURNED, "def run(a) -> {}: pass", "(a: int) -> {}", "expects"),
    ):
        for hint, fitting, contradicting in rows:
            for note in [*fitting.split(), *contradicting.split()]:
                expected = note not in fitting.split()
                for head in (HEAD, FUTURE + HEAD):
                    found = problems(host, template.format(note), signature.format(hint), head)
                    assert bool(found) == expected, (hint, note, head == HEAD, found)
                    assert not expected or f"the interface {word} `{hint}`" in found[0], found


def test_annotations_of_every_origin_are_understood(host):
    body = """
import helper, typing as t
if TYPE_CHECKING:
    from absent import Missing
class Outer:
    Inner = int
def run(a: "t.List[int]", b: "helper.Alias", c: "Outer.Inner", d: "Missing", e: "List[Missing]", f: "list[Names]",
    g: "1 + 1", h: "list[", i: "print('run')", j: 5, *k: "int"): pass
"""
    files = {"plugin.py": HEAD + body, "helper.py": "Alias = dict"}
    names = [*"abcdefghij", "x", "y"]
    hints = ["list[str]", "list[int]", "str", "int", "list[int]", "list[list[int]]", "int", "int", "int", "int", "int", "str"]
    signature = f"({', '.join(f'{name}: {hint}' for name, hint in zip(names, hints))}) -> None"
    failure = host.failure("one", files, methods=[("run", "json", -1, signature)])
    assert failure.message.splitlines() == [
        "run: parameter `a` is annotated `t.List[int]`, the interface passes `list[str]`",
        "run: parameter `b` is annotated `helper.Alias`, the interface passes `list[int]`",
        "run: parameter `c` is annotated `Outer.Inner`, the interface passes `str`",
        "run: parameter `f` is annotated `list[Names]`, the interface passes `list[list[int]]`",
        "run: parameter `k` is annotated `int`, the interface passes `str`",
    ]
    assert host.native.written == []


def test_type_statements_are_understood(host):
    if sys.version_info < (3, 12):
        return
    body = "type Text = str\ntype Loop = Loop\ndef run[X](a: Text, b: X, c: list[X], d: 'X', e: Loop) -> Text: pass"
    signature = "(a: str, b: int, c: list[int], d: int, e: int) -> str"
    assert problems(host, body, signature) == []
    assert len(problems(host, body, signature.replace("str", "int"))) == 2


def test_decorated_functions_count_as_what_they_wrap(host):
    head = """
import functools
def passed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs): return function(*args, **kwargs)
    return wrapper
def collected(function):
    @functools.wraps(function)
    def wrapper(*args): return list(function(*args))
    return wrapper
def injected(function):
    @functools.wraps(function)
    def wrapper(name): return function(None, name)
    return wrapper
"""
    signature = "(name: str) -> list[int]"
    assert problems(host, "@passed\n@passed\ndef run(name: str): pass", signature, head) == []
    assert problems(host, "@passed\ndef run(nom: int): pass", signature, head) == [
        "parameter 1 is called `nom`, the interface has `name`",
        "parameter `nom` is annotated `int`, the interface passes `str`",
    ]
    assert problems(host, "@collected\ndef run(name) -> 'Iterator[int]': yield 1", signature, head) == []
    assert problems(host, "@injected\ndef run(db, name: str): pass", signature, head) == []
    assert len(problems(host, "@injected\ndef run(db, name: int): pass", signature, head)) == 1
    assert problems(host, "@functools.cache\ndef run(nom): pass", signature, head) == [
        "parameter 1 is called `nom`, the interface has `name`"
    ]
    body = "def run(*a): pass\nimport inspect\nrun.__signature__ = inspect.signature(lambda nom: 1)"
    assert len(problems(host, body, signature, head)) == 1


def test_raw_methods_take_and_give_bytes(host):
    for body in (
        "def run(data: bytes) -> bytes: pass",
        "def run(data: 'bytes | memoryview', side: int = 5) -> bytearray: pass",
        "def run(anything): pass",
        "def run(data: Any) -> list[int]: pass",
        "def run(data: memoryview) -> Any: pass",
        "def run(*data): pass",
        "run = bytes",
    ):
        assert problems(host, body, "") == [], body
    assert problems(host, "def run(data: str) -> dict: pass", "") == [
        "parameter `data` is annotated `str`, the interface passes `bytes`",
        "returns `dict` by its annotation, the interface expects `bytes | list[int]`",
    ]
    assert problems(host, "def run(): pass", "") == ["takes 0 positional arguments, and the interface passes 1"]


def test_hostile_annotations_and_callables_do_no_harm(host):
    body = """
class Evil:
    def __getattr__(self, name): raise ValueError(name)
    def __repr__(self): raise ValueError
    def __eq__(self, other): raise ValueError
    __hash__ = None
class Meta(type):
    @property
    def __module__(cls): raise ValueError
class Odd(metaclass=Meta): pass
def run(a: Evil(), b: list[Evil()], c: Odd, d: "list[Evil()]", e: "["): pass
"""
    signature = "(a: int, b: list[int], c: int, d: list[int], e: int) -> int"
    assert problems(host, body, signature) == []
    (problem,) = problems(host, body, signature.replace("b: list[int]", "b: str"))
    assert problem == "parameter `b` is annotated `GenericAlias`, the interface passes `str`"
    deep = "def run(a: '" + "list[" * 500 + "int" + "]" * 500 + "'): pass"
    assert problems(host, deep, "(a: str) -> int") == []
    assert problems(host, "Loop = 'Loop'\ndef run(a: 'Loop'): pass", "(a: str) -> int") == []


def test_signature_that_is_not_python_is_a_problem_of_the_host(host):
    for signature in ("(a: str -> str", "nonsense"):
        (problem,) = problems(host, "def run(b): pass", signature)
        assert "correct the host's interface" in problem and signature in problem


def test_plain_plugins_import_nothing_to_be_checked(host):
    body = """
def same(name: str, values: list[int]) -> "str | None": pass
def bare(name, values): pass
def looser(name: str, values: list) -> str | None: pass
def dicts(order: dict) -> dict: pass
def raw(data: "bytes | memoryview", side: int = 128) -> bytes: pass
"""
    signature = "(name: str, values: list[int]) -> str | None"
    methods = [(name, "json", 2, signature) for name in ("same", "bare", "looser")]
    methods += [("dicts", "json", 1, "(order: Order) -> Summary"), ("raw", "raw", 1)]
    loaded = host.load("one", {"plugin.py": body}, methods=methods)
    assert not {"_terrarium.contracts", "inspect", "typing", "ast"} & sys.modules.keys()
    assert call(loaded, "bare", 1, 2) is None
    text = "from __future__ import annotations\n" + body.replace('"', "")
    host.load("two", {"plugin.py": text}, methods=methods)
    assert "_terrarium.contracts" not in sys.modules
    body = "from typing import Optional\ndef run(a: Optional[int], b: 'list[Order]') -> Optional[str]: pass"
    host.load("three", {"plugin.py": body}, methods=[("run", "json", 2, "(a: int, b: list[Order]) -> str")])
    assert "_terrarium.contracts" in sys.modules and not {"inspect", "ast"} & sys.modules.keys()


def test_decorators_that_change_the_arguments_are_not_judged(host):
    body = """
def with_config(function):
    @functools.wraps(function)
    def inner(*arguments): return function("config", *arguments)
    return inner
@with_config
def run(config, name: str) -> str: return config + name
"""
    assert problems(host, body, "(name: str) -> str") == []
    partial = "def greet(config, name): return name\nrun = functools.update_wrapper(functools.partial(greet, 1), greet)"
    assert problems(host, partial, "(name: str) -> str") == []
    cycle = "def run(*a): pass\nrun.__wrapped__ = run"
    assert problems(host, cycle, "(name: str) -> str") == []
