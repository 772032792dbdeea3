"""Containers that contain themselves, that are deep, and that change while they are read."""

import dataclasses
import datetime
import enum
import gc
import random
import threading

import pytest

from support import decode, encode, growth, refusal


def test_cycles_are_told_from_depth():
    around = {"rows": [1, 2]}
    around["rows"].append(around)
    refused = refusal(encode, around)
    assert (refused.status, refused.path) == ("cycle", "$.rows[2]")
    own = []
    own.append(own)
    refused = refusal(encode, [own])
    assert (refused.status, refused.path) == ("cycle", "$[0][0]")
    pair = ([],)
    pair[0].append({"up": pair})
    refused = refusal(encode, {"a": pair})
    assert (refused.status, refused.path) == ("cycle", "$.a[0][0].up")


def test_a_cycle_of_a_dataclass():
    @dataclasses.dataclass
    class Node:
        next: object

    node = Node(None)
    node.next = [node]
    refused = refusal(encode, node)
    assert (refused.status, refused.path) == ("cycle", "$.next[0]")


def test_a_cycle_ends_at_a_small_limit_too():
    own = {}
    own["me"] = own
    for depth in (1, 2, 5, 31, 32, 33, 512, 10_000):
        refused = refusal(encode, own, depth=depth)
        # With a limit of one level, the container is not seen a second time.
        assert refused.status == "cycle" and refused.path == "$.me"


def test_a_wide_cycle_ends_early():
    wide = list(range(1000))
    wide.insert(0, wide)
    assert refusal(encode, wide, depth=10_000).status == "cycle"
    both = []
    both += [both, both]
    assert refusal(encode, both, depth=10_000).status == "cycle"


def test_the_same_container_twice_is_no_cycle():
    shared = [1, {"a": 2}]
    assert encode([shared, shared, {"x": shared}]) == b'[[1,{"a":2}],[1,{"a":2}],{"x":[1,{"a":2}]}]'
    value = shared
    for _ in range(100):
        value = [value]
    assert decode(encode([value, value])) == [value, value]


def nested(depth, kind):
    value = kind()
    for _ in range(depth - 1):
        value = {"a": value} if kind is dict else kind([value])
    return value


@pytest.mark.parametrize("kind", [list, tuple, dict])
@pytest.mark.parametrize("limit", [1, 2, 31, 32, 33, 511, 512, 10_000])
def test_the_depth_limit_is_exact(kind, limit):
    text = encode(nested(limit, kind), depth=limit)
    assert text.count(b"[") + text.count(b"{") == limit
    refused = refusal(encode, nested(limit + 1, kind), depth=limit)
    assert refused.status == "depth"
    assert str(limit) in refused.detail


def test_a_million_nested_lists_are_refused():
    value = []
    for _ in range(1_000_000):
        value = [value]
    assert refusal(encode, value).status == "depth"
    assert refusal(encode, value, depth=10_000).status == "depth"
    while value:
        value = value.pop()


class Acting(datetime.tzinfo):
    """A time zone that does something when it is asked for an offset: Python code in the middle of encoding."""

    def __init__(self, action):
        self.action = action

    def utcoffset(self, moment):
        self.action()
        return datetime.timedelta(0)


def acting(action):
    return datetime.datetime(2024, 1, 1, tzinfo=Acting(action))


def test_a_list_that_changes_is_refused():
    for change in (lambda items: items.append(1), lambda items: items.pop(), lambda items: items.clear()):
        for size in (3, 100):
            items = [1, 2] + list(range(size))
            items[1] = acting(lambda: change(items))
            refused = refusal(encode, {"a": items})
            assert (refused.status, refused.path) == ("changed", "$.a")


def test_a_dictionary_that_changes_is_refused():
    def grow(mapping):
        mapping["new" + str(len(mapping))] = 1

    for change in (grow, lambda mapping: mapping.clear(), lambda mapping: mapping.pop("z")):
        for size in (0, 3, 100):
            mapping = {"a": 1, "b": None, "z": 0, **{f"k{i}": i for i in range(size)}}
            mapping["b"] = acting(lambda: change(mapping))
            refused = refusal(encode, [mapping])
            assert (refused.status, refused.path) == ("changed", "$[0]")


def test_a_change_at_the_last_item_is_seen():
    items = [1, 2]
    items.append(acting(lambda: items.append(3)))
    assert refusal(encode, items).status == "changed"
    mapping = {"a": 1}
    mapping["b"] = acting(lambda: mapping.update(c=3))
    assert refusal(encode, mapping).status == "changed"


def test_a_change_of_what_is_around_is_seen():
    outer = [1, {"inner": None}, 2]
    outer[1]["inner"] = [acting(outer.clear)]
    refused = refusal(encode, {"x": outer})
    assert (refused.status, refused.path) == ("changed", "$.x")


def test_items_replaced_by_others_are_read_as_they_are_then():
    items = [None, "x" * 100, "y"]

    def replace():
        items[1:] = ["new" * 50, 5]
        gc.collect()

    items[0] = acting(replace)
    assert decode(encode(items))[1:] == ["new" * 50, 5]
    mapping = {"a": None, "b": "x" * 100}

    def rename():
        del mapping["b"]
        mapping["other"] = "y" * 100

    mapping["a"] = acting(rename)
    try:
        assert set(decode(encode(mapping))) == {"a", "other"}
    except Exception as error:
        assert error.args[0] == "changed"


def test_everything_that_is_being_read_may_be_dropped():
    holder = {}

    def build():
        holder["value"] = {"rows": [{"at": acting(holder.clear), "after": ["x" * 50]}, ["y" * 50]]}
        return holder["value"]

    # The encoder is the only one that still refers to the value.
    assert decode(encode(build()))["rows"][1] == ["y" * 50]
    inner = [[acting(lambda: inner.clear()), "z" * 100], 1]
    refused = refusal(encode, inner)
    assert (refused.status, refused.path) == ("changed", "$")


def test_a_property_that_changes_the_container():
    items = []

    class Sneaky(enum.Enum):
        X = 1

        @property
        def value(self):
            items.clear()
            gc.collect()
            return ["made", "here"]

    items += [Sneaky.X, "x" * 100]
    refused = refusal(encode, items)
    assert (refused.status, refused.path) == ("changed", "$")


def test_finalizers_that_run_in_between():
    items = []

    class Dying:
        def __del__(self):
            items.clear()

    @dataclasses.dataclass
    class Making:
        a: int

        @property
        def made(self):
            Dying()
            return [1]

    Making.__dataclass_fields__["a"].name = "a"
    made = dataclasses.make_dataclass("Made", ["b"])
    made.b = property(lambda self: (Dying(), [1])[1], lambda self, value: None)
    items += [made(1), 2, 3]
    assert refusal(encode, items).status == "changed"


def test_encoding_inside_of_encoding():
    results = []

    def inner():
        results.append(encode({"inner": [[[1]]], "at": datetime.datetime(2024, 1, 1)}))
        results.append(decode(b'{"a":[{"b":[1,2,3]}]}'))
        refusal(encode, [{1}])

    value = [[acting(inner)], {"k": acting(inner)}]
    for _ in range(10):
        assert decode(encode(value)) == [["2024-01-01T00:00:00+00:00"], {"k": "2024-01-01T00:00:00+00:00"}]
    assert len(results) == 40 and results[0] == b'{"inner":[[[1]]],"at":"2024-01-01T00:00:00"}'


def test_recursion_through_python_code_ends():
    depth = 0

    def again():
        nonlocal depth
        depth += 1
        if depth < 100:
            encode([acting(again)])

    encode([acting(again)])
    assert depth == 100


def test_random_changes_never_crash():
    source = random.Random(40)
    outcomes = set()
    for _ in range(3000):
        containers = []

        def make(level):
            kind = source.randrange(3 if level else 2)
            if kind == 2 or level > 3:
                return source.choice(["x" * 20, 1, None, 1.5, acting(change)])
            items = [make(level + 1) for _ in range(source.randrange(5))]
            container = items if kind == 0 else {f"key{i}": item for i, item in enumerate(items)}
            containers.append(container)
            return container

        def change():
            target = source.choice(containers)
            action = source.randrange(4)
            if isinstance(target, list):
                if action == 0:
                    target.append("new" * 10)
                elif action == 1:
                    target.clear()
                elif action == 2 and target:
                    target.pop(0)
                elif target:
                    target[source.randrange(len(target))] = ["other"]
            else:
                if action == 0:
                    target["new" * 5 + str(source.random())] = ["new"]
                elif action == 1:
                    target.clear()
                elif action == 2 and target:
                    target.popitem()
                elif target:
                    target[next(iter(target))] = {"other": 1}
            if source.random() < 0.2:
                containers[:] = containers[:1]
                gc.collect(0)

        value = make(0)
        try:
            decode(encode(value))
            outcomes.add("ok")
        except Exception as error:
            outcomes.add(error.args[0])
            error.__traceback__ = None
    assert outcomes <= {"ok", "changed", "cycle", "depth"}
    assert {"ok", "changed"} <= outcomes


def test_threads_share_the_interpreter():
    stop = threading.Event()
    shared = {f"k{i}": [i] * 3 for i in range(50)}
    shared["at"] = acting(lambda: None)

    def mutate():
        while not stop.is_set():
            shared["extra"] = 1
            shared.pop("extra", None)

    thread = threading.Thread(target=mutate)
    thread.start()
    try:
        for _ in range(2000):
            try:
                encode(shared)
                decode(b'[{"k":[1,2,{"x":"y"}]}]')
            except Exception as error:
                assert error.args[0] == "changed"
    finally:
        stop.set()
        thread.join()


def test_refusals_do_not_leak():
    items = [1, None, "x" * 100]
    items[1] = acting(lambda: None)
    own = [items]
    own.append(own)
    assert growth(lambda: refusal(encode, [own, {"a": own}])) < 10
