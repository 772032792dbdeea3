"""Packed values of containers that contain themselves, that are deep, and that change while they are read."""

import dataclasses
import datetime
import enum
import gc
import random

import pytest

from packing import pack, unpack
from support import growth, packed_decode, packed_encode, refusal
from test_cycles_and_changes import acting, nested


def acting_element(action):
    """A value that acts when it is read, and not when a set asks for its hash."""

    class Act(enum.Enum):
        X = 1

        @property
        def value(self):
            action()
            return "acted"

    return Act.X


def test_cycles_are_told_from_depth():
    around = {"rows": [1, 2]}
    around["rows"].append(around)
    refused = refusal(packed_encode, around)
    assert (refused.status, refused.path) == ("cycle", "$.rows[2]")
    for depth in (1, 2, 31, 32, 33, 512, 10_000):
        own = []
        own.append(own)
        refused = refusal(packed_encode, own, depth=depth)
        assert (refused.status, refused.path) == ("cycle", "$[0]")


def test_a_cycle_through_a_set():
    @dataclasses.dataclass(eq=False)
    class Node:
        inner: object = None

    node = Node()
    node.inner = {node}
    refused = refusal(packed_encode, node)
    assert (refused.status, refused.path) == ("cycle", "$.inner[0]")


@pytest.mark.parametrize("kind", [list, tuple, dict, frozenset])
@pytest.mark.parametrize("limit", [1, 2, 31, 32, 33, 511, 512, 10_000])
def test_the_depth_limit_is_exact(kind, limit):
    value = nested(limit, kind)
    written = packed_encode(value, depth=limit)
    assert len(written) == 5 * limit + (5 * (limit - 1) if kind is dict else 0)
    refused = refusal(packed_encode, nested(limit + 1, kind), depth=limit)
    assert refused.status == "depth" and str(limit) in refused.detail
    assert packed_encode(packed_decode(written, depth=limit), depth=limit) == written


def test_a_million_nested_lists_are_refused():
    value = []
    for _ in range(1_000_000):
        value = [value]
    assert refusal(packed_encode, value, depth=10_000).status == "depth"
    while value:
        value = value.pop()


def test_a_list_that_changes_is_refused():
    for change in (lambda items: items.append(1), lambda items: items.pop(), lambda items: items.clear()):
        items = [1, None, 3]
        items[1] = acting(lambda: change(items))
        refused = refusal(packed_encode, {"a": items})
        assert (refused.status, refused.path) == ("changed", "$.a")


def test_a_dictionary_that_changes_is_refused():
    def grow(mapping):
        mapping["new" + str(len(mapping))] = 1

    for change in (grow, lambda mapping: mapping.clear(), lambda mapping: mapping.pop("z")):
        for size in (0, 3, 100):
            mapping = {"a": 1, "b": None, "z": 0, **{f"k{i}": i for i in range(size)}}
            mapping["b"] = acting(lambda: change(mapping))
            refused = refusal(packed_encode, [mapping])
            assert (refused.status, refused.path) == ("changed", "$[0]")


def test_a_dictionary_of_the_same_size_has_the_count_that_was_written():
    for at in range(4):
        mapping = {f"k{i}": i for i in range(4)}

        def move():
            # What was read goes to the end, where it would be read again.
            for key in list(mapping)[: at + 1]:
                mapping[key] = mapping.pop(key)

        def replace():
            for key in list(mapping)[at + 1 :]:
                del mapping[key]
                mapping["new" + key] = 1

        for change in (move, replace):
            mapping = {f"k{i}": i for i in range(4)}
            mapping[f"k{at}"] = acting(change)
            try:
                assert len(unpack(packed_encode(mapping))) == 4
            except Exception as error:
                assert error.args[0] == "changed"
    # Fewer than at the start: what is left is removed, and put where reading has passed.
    mapping = {"a": 1, "b": 2, "c": 3}

    def go_back():
        del mapping["c"]
        mapping.pop("a")
        mapping.update(a=1, c=3)
        for key in ("x", "y", "z"):
            mapping[key] = 0
            del mapping[key]

    mapping["b"] = acting(go_back)
    try:
        assert len(unpack(packed_encode(mapping))) == 3
    except Exception as error:
        assert error.args[0] == "changed"


def test_a_set_that_changes_is_refused():
    for change in (lambda items: items.add("new"), lambda items: items.clear(), lambda items: items.discard("x")):
        items = {"x", 1, 2}
        items.add(acting_element(lambda: change(items)))
        refused = refusal(packed_encode, {"a": items})
        assert (refused.status, refused.path) == ("changed", "$.a")


def test_a_set_of_the_same_size_has_the_count_that_was_written():
    source = random.Random(70)
    outcomes = set()
    for _ in range(500):
        items = {source.randrange(1000) for _ in range(20)}

        def exchange():
            for item in list(items)[: source.randrange(10)]:
                if isinstance(item, int):
                    items.discard(item)
            while len(items) < size:
                items.add(source.randrange(1000))

        items.add(acting_element(exchange))
        size = len(items)
        try:
            unpack(packed_encode(items))
            outcomes.add("ok")
        except Exception as error:
            outcomes.add(error.args[0])
    assert outcomes <= {"ok", "changed"} and "changed" in outcomes


def test_what_is_read_may_be_dropped():
    holder = {}

    def build():
        holder["value"] = [{"at": acting(holder.clear), "set": {("x" * 50, "y" * 50)}}, {"z" * 50}]
        return holder["value"]

    assert unpack(packed_encode(build()))[1] == {"z" * 50}


def test_encoding_inside_of_encoding():
    results = []

    def inner():
        results.append(packed_encode({"inner": [[{1}]]}))
        results.append(packed_decode(pack({"a": [{"b": [1, 2, 3]}]})))
        refusal(packed_encode, [object()])

    value = [[acting(inner)], {"k": acting(inner)}]
    for _ in range(10):
        written = packed_encode(value)
    assert len(results) == 40 and results[0] == pack({"inner": [[{1}]]})
    moment = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    assert unpack(written) == [[moment], {"k": moment}]


def test_random_changes_never_crash():
    source = random.Random(71)
    outcomes = set()
    for _ in range(3000):
        containers = []

        def make(level):
            kind = source.randrange(4 if level else 3)
            if kind == 3 or level > 3:
                return source.choice(["x" * 20, 1, None, 1.5, acting_element(change)])
            items = [make(level + 1) for _ in range(source.randrange(5))]
            if kind == 2:
                container = {item for item in items if not isinstance(item, (list, dict, set))}
            else:
                container = items if kind == 0 else {f"key{i}": item for i, item in enumerate(items)}
            containers.append(container)
            return container

        def change():
            target = source.choice(containers)
            action = source.randrange(5)
            if action == 0:
                target.clear()
            elif isinstance(target, list):
                target[source.randrange(len(target) + 1) :] = [["other"]] * source.randrange(2)
            elif isinstance(target, set):
                if action < 3 and target:
                    target.pop()
                target.update(source.randrange(100) for _ in range(action))
            else:
                if action < 3 and target:
                    target.popitem()
                target.update({"new" + str(source.random()): ["new"] for _ in range(action)})
            if source.random() < 0.2:
                containers[:] = containers[:1]
                gc.collect(0)

        value = make(0)
        try:
            unpack(packed_encode(value))
            outcomes.add("ok")
        except Exception as error:
            outcomes.add(error.args[0])
            error.__traceback__ = None
    assert outcomes <= {"ok", "changed", "cycle", "depth"}
    assert {"ok", "changed"} <= outcomes


def test_refusals_do_not_leak():
    items = {"x" * 100}
    items.add(acting_element(lambda: items.add(len(items))))
    own = [{"k": [items]}]
    assert growth(lambda: refusal(packed_encode, own), calls=50) < 60
    own.append(own)
    plain = [{"k": {("x" * 50, 1)}}, own]
    plain[1] = plain
    assert growth(lambda: refusal(packed_encode, plain)) < 10
