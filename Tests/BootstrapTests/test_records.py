"""Methods that get instances of `@record` classes."""

import sys

from harness import call

HEAD = """
from dataclasses import dataclass, field, KW_ONLY, InitVar
from enum import Enum, IntEnum
from terrarium import method, record
"""

ORDERS = (
    HEAD
    + """
@record
class Currency(str, Enum):
    EUR = "eur"
    USD = "usd"

class Size(IntEnum):
    SMALL = 1

@record
class User:
    id: int
    email: str = "nobody"

@record(frozen=True, slots=True)
class Order:
    user: User
    amount: float
    currency: Currency
    size: Size | None = None
    tags: list[str] = field(default_factory=list)
"""
)

ORDER = {"user": {"id": 7, "email": "a@b"}, "amount": 1.5, "currency": "eur", "size": 1, "tags": ["x"]}


def load(host, body, methods=None, name="one", head=ORDERS):
    return host.load(name, {"plugin.py": head + body}, methods=methods)


def raised(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("nothing was raised")


def test_parameters_that_are_records_get_instances_with_everything_in_them(host):
    loaded = load(host, "@method\ndef run(order: Order, other): return order, other")
    order, other = call(loaded, "run", ORDER, ORDER)
    module = loaded.module
    assert order == module.Order(module.User(7, "a@b"), 1.5, module.Currency.EUR, module.Size.SMALL, ["x"])
    assert type(order) is module.Order and type(order.user) is module.User and order.currency is module.Currency.EUR
    assert order.size is module.Size.SMALL and other is ORDER


def test_containers_of_records_are_converted(host):
    body = """
from typing import *
from collections import abc
UserMap = Dict[str, "User"]
def run(
    a: list[User], b: "Sequence[User]", c: tuple[User, int], d: tuple[User, ...], e: UserMap, f: Optional[User],
    g: "User | None", h: Union[None, List[User]], i: set[Currency], j: Annotated[User, "x"], k: abc.Mapping[str, list[User]],
    l: frozenset[Currency], m: Iterable[User],
): return a, b, c, d, e, f, g, h, i, j, k, l, m
"""
    loaded = load(host, body)
    user, made = {"id": 1, "email": "e"}, loaded.module.User(1, "e")
    currency = loaded.module.Currency
    arguments = [[user], [user], [user, 5], [user, user], {"k": user}, user, None, [user], ["eur", "usd"], user, {"k": [user]}]
    results = call(loaded, "run", *arguments, ["eur"], (user,))
    assert results == (
        *([made], [made], (made, 5), (made, made), {"k": made}, made, None, [made]),
        *({currency.EUR, currency.USD}, made, {"k": [made]}, frozenset([currency.EUR]), [made]),
    )
    assert call(loaded, "run", *[[], (), (user, 1), [], {}, None, user, None, set(), user, {}], [], [])[6] == made
    stream = iter([user])
    assert call(loaded, "run", *arguments, [], stream)[-1] is stream


def test_annotations_as_text_and_recursive_records_are_resolved(host):
    head = "from __future__ import annotations\nfrom terrarium import record\nimport helper\n"
    body = """
@record
class Node:
    name: str
    children: list[Node]
    next: Node | None = None
    far: helper.Far | None = None
def run(node: Node, far: helper.Far) -> str: return node, far
"""
    helper = "from __future__ import annotations\nfrom terrarium import record\n@record\nclass Base:\n    near: Near\n"
    helper += "@record\nclass Near:\n    x: int\n@record\nclass Far(Base):\n    y: int = 2\n"
    loaded = host.load("one", {"plugin.py": head + body, "helper.py": helper})
    leaf = {"name": "leaf", "children": [], "next": None, "far": {"near": {"x": 1}}}
    node, far = call(loaded, "run", {"name": "root", "children": [leaf, leaf], "next": leaf}, {"near": {"x": 1}, "y": 3})
    assert [type(each).__name__ for each in node.children] == ["Node", "Node"] and node.next.name == "leaf"
    assert node.children[0].far.near.x == 1 and far.near.x == 1 and far.y == 3


def test_unknown_keys_are_ignored_and_defaults_fill_in(host):
    loaded = load(host, "def run(order: Order): return order")
    order = call(loaded, "run", {"user": {"id": 1, "more": 2}, "amount": 1, "currency": "usd", "extra": [{}]})
    assert order.user.email == "nobody" and order.size is None and order.tags == []
    assert call(loaded, "run", {**ORDER, "size": None}).size is None
    other = call(loaded, "run", {"user": {"id": 1}, "amount": 1, "currency": "usd"})
    assert other.tags is not order.tags


def test_errors_name_path_and_field_and_no_value(host):
    body = """
def run(orders: list[Order]): return orders
def one(order: Order = None): return order
def table(users: dict[str, User]): return users
def pair(pair: tuple[int, User]): return pair
def rest(*users: User): return users
"""
    loaded = load(host, body)
    for name, argument, text in (
        ("run", [ORDER, ORDER, {**ORDER, "user": {}}], "TypeError: orders[2].user: field `id` is missing"),
        ("run", [ORDER, {}], "TypeError: orders[1]: field `user` is missing"),
        ("run", [{"user": {}, "amount": 1}], "TypeError: orders[0].user: field `id` is missing"),
        ("run", [{**ORDER, "currency": "secret"}], "TypeError: orders[0].currency: is not a value of Currency"),
        ("run", [{**ORDER, "currency": ["secret"]}], "TypeError: orders[0].currency: is not a value of Currency"),
        ("run", [{**ORDER, "size": 99}], "TypeError: orders[0].size: is not a value of Size"),
        ("run", {"a": 1}, "TypeError: orders: must be a list, not dict"),
        ("run", [5], "TypeError: orders[0]: must be a dict with the fields of Order, not int"),
        ("one", "secret", "TypeError: order: must be a dict with the fields of Order, not str"),
        ("table", {"ann": {}}, "TypeError: users['ann']: field `id` is missing"),
        ("table", [], "TypeError: users: must be a dict, not list"),
        ("pair", [1], "TypeError: pair: must be a tuple of 2"),
        ("pair", [1, {}], "TypeError: pair[1]: field `id` is missing"),
    ):
        assert raised(call, loaded, name, argument) == text, raised(call, loaded, name, argument)
    assert raised(call, loaded, "rest", {"id": 1}, {}) == "TypeError: users[1]: field `id` is missing"
    assert [user.id for user in call(loaded, "rest", {"id": 1}, {"id": 2})] == [1, 2] and call(loaded, "rest") == ()
    assert call(loaded, "one") is None and "missing 1 required" in raised(call, loaded, "run")
    made = call(loaded, "one", ORDER)
    assert call(loaded, "one", made) is made


def test_methods_without_records_stay_the_same_objects(host):
    body = """
@dataclass
class Plain:
    x: int
class Child(User): pass
def plain(
    a: Plain, b: Child, c: "Size", d: list[dict], e: "Order | User", f: "Order | int", g: "absent", h: "list[Plain]"
): pass
def bare(a, b=1): pass
def result(a: int) -> Order: pass
def mixed(a: Order): pass
class Call:
    def __call__(self, a): pass
instance = Call()
builtin = len
"""
    names = ["plain", "bare", "result", "instance", "builtin"]
    loaded = load(host, body, methods=[(name, "json", -1) for name in names])
    assert [each is getattr(loaded.module, name) for name, each in zip(names, loaded.callables)] == [True] * 5
    mixed = load(host, body, methods=[("mixed", "json", 1)], name="two")
    assert mixed.callables[0] is not mixed.module.mixed and mixed.callables[0].__wrapped__ is mixed.module.mixed
    assert mixed.callables[0].__name__ == "mixed"


def test_plugins_without_records_pay_nothing(host):
    first = load(host, "@method\ndef run(order: Order): return order.amount", name="one")
    loaded = host.load("two", {"plugin.py": "def run(a: 'Order'): pass"})
    assert loaded.callables[0] is loaded.module.run
    import terrarium

    assert terrarium._record_owners == {"one#1"} and call(first, "run", ORDER) == 1.5


def test_plugin_without_records_imports_no_machinery(host):
    host.load("one", {"plugin.py": "from terrarium import method\n@method\ndef run(a: int) -> int: return a"})
    assert not {"_terrarium.records", "_terrarium.contracts", "dataclasses", "inspect", "typing", "ast"} & sys.modules.keys()


def test_unload_forgets_records(host):
    import gc
    import weakref

    import terrarium

    loaded = load(host, "@method\ndef run(order: Order): return order")
    watched = weakref.ref(loaded.module.Order)
    assert call(loaded, "run", ORDER).amount == 1.5
    host.unload(loaded)
    gc.collect()
    assert terrarium._record_owners == set() and watched() is None


def test_records_of_vendored_modules_are_converted(host):
    library = "from terrarium import record\n@record\nclass Point:\n    x: int\n    y: int = 0\n"
    loaded = host.load(
        "one", {"plugin.py": "from shapes import Point\ndef run(p: Point): return p", "vendor/shapes.py": library}
    )
    assert call(loaded, "run", {"x": 1}).x == 1


def test_every_kind_of_field_is_passed(host):
    body = """
@record(kw_only=True)
class Named:
    a: int
    b: int = 2
@record
class Odd:
    seed: InitVar[User]
    total: int = field(init=False)
    _: KW_ONLY
    user: User
    more: "User | None" = None
    def __post_init__(self, seed): self.total = seed.id + self.user.id
@record(init=False)
class Own:
    x: int
    def __init__(self, first: User, *, last: User = None): self.x = first.id + (last.id if last else 0)
@record
class Empty: pass
@record
class Failing:
    x: int
    def __post_init__(self): {}["absent"]
def run(a: Named, b: Odd, c: Own, d: Empty): return a, b, c, d
def fail(a: Failing): pass
"""
    loaded = load(host, body)
    one, two = {"id": 1}, {"id": 2}
    a, b, c, d = call(loaded, "run", {"a": 1, "b": 3}, {"seed": one, "user": two}, {"first": one, "last": two}, {})
    assert (a.a, a.b, b.total, b.user.id, b.more, c.x, type(d).__name__) == (1, 3, 3, 2, None, 3, "Empty")
    a, b, c, d = call(loaded, "run", {"a": 1}, {"seed": one, "user": two, "more": one}, {"first": one}, {"x": 1})
    assert (a.b, b.more.id, c.x) == (2, 1, 1)
    assert raised(call, loaded, "fail", {"x": 1}) == "KeyError: 'absent'"


def test_every_kind_of_method_gets_records(host):
    body = """
import functools
class Service:
    def bound(self, order: Order): return order
    @classmethod
    def cls(cls, order: Order): return order
    def __call__(self, order: Order): return order
service = Service()
bound, cls, instance = service.bound, Service.cls, service
def passed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs): return function(*args, **kwargs)
    return wrapper
@passed
def decorated(order: Order): return order
partial = functools.partial(lambda a, order: order, 1)
def second(a, order: Order): return order
partial = functools.partial(second, 1)
async def later(order: Order): return order
def stream(order: Order): yield order
"""
    names = ["bound", "cls", "instance", "decorated", "partial"]
    loaded = load(host, body, methods=[(name, "json", 1) for name in [*names, "later", "stream"]])
    for name in names:
        assert type(call(loaded, name, ORDER)) is loaded.module.Order, name
    assert type(next(call(loaded, "stream", ORDER))) is loaded.module.Order
    coroutine = call(loaded, "later", ORDER)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        assert type(stop.value) is loaded.module.Order


def test_host_does_not_see_the_machinery_in_tracebacks(host):
    import traceback

    loaded = load(host, "def run(order: Order): raise ValueError('here')")
    try:
        call(loaded, "run", ORDER)
    except ValueError as error:
        files = [each.filename for each in traceback.extract_tb(error.__traceback__)]
    assert files[-2] == "<terrarium>/records" and files[-1].endswith("plugin.py")


def test_record_decorates_classes_and_enumerations_only(host):
    failure = host.failure("one", {"plugin.py": HEAD + "@record(frozen=True)\nclass A(Enum):\n    X = 1"})
    assert "takes no options for an enumeration" in failure.message
    loaded = load(host, "def run(c: Currency, s: Size): return c, s")
    assert call(loaded, "run", "eur", 1) == (loaded.module.Currency.EUR, 1)
    assert type(call(loaded, "run", "eur", 1)[1]) is int


def test_a_decorator_that_adds_an_argument_gets_what_was_passed(host):
    body = """
import functools
from terrarium import record
@record
class Row:
    name: str
def with_config(function):
    @functools.wraps(function)
    def inner(*arguments): return function("config", *arguments)
    return inner
def plain(function):
    @functools.wraps(function)
    def inner(*arguments): return function(*arguments)
    return inner
@with_config
def save(config, row: Row): return config, type(row).__name__
@plain
def keep(row: Row): return type(row).__name__
"""
    loaded = host.load("one", {"plugin.py": body}, methods=[("save", "json", 1, "", False), ("keep", "json", 1, "", False)])
    assert loaded.callables[0]({"name": "a"}) == ("config", "dict")
    assert loaded.callables[1]({"name": "a"}) == "Row"
