"""The SDK as a plugin sees it."""

import copy
import dataclasses
import enum
import functools
import gc
import importlib
import logging
import pickle
import subprocess
import sys

import pytest
import terrarium
from terrarium import PluginError, _fidius, method, record
from terrarium._fidius import get_method, list_methods, reset_registry


@pytest.fixture(autouse=True)
def empty_registry():
    reset_registry()
    yield
    reset_registry()


def test_method_returns_the_function_itself():
    def plain(): ...
    def bare(): ...
    def raw(data): ...

    assert method(bare) is bare and bare.__terrarium_method__ == "any"
    assert method(raw=True)(raw) is raw and raw.__terrarium_method__ == "raw"
    assert method()(plain) is plain and plain.__terrarium_method__ == "any"
    nameless = functools.partial(raw, b"")
    assert method(nameless) is nameless and list_methods() == ["bare", "plain", "raw"]


def test_method_refuses_what_cannot_be_called():
    for wrong in (5, "greet"):
        with pytest.raises(TypeError, match="marks functions, not"):
            method(wrong)


def test_methods_are_listed_sorted_and_found_by_name():
    @method
    def zeta(): ...
    @method
    def alpha(): ...

    assert list_methods() == ["alpha", "zeta"] == list_methods(__name__) and list_methods("other") == []
    assert get_method("zeta") is zeta and get_method("zeta", module=__name__) is zeta
    with pytest.raises(KeyError, match="'gamma' is not registered"):
        get_method("gamma")
    with pytest.raises(KeyError):
        get_method("zeta", module="other")


def test_name_in_two_modules_needs_the_module():
    one, other = lambda: 1, lambda: 2
    for function, module in ((one, "one"), (other, "other")):
        function.__name__, function.__module__ = "greet", module
        method(function)
    with pytest.raises(KeyError, match="one, other"):
        get_method("greet")
    assert get_method("greet", "other") is other and list_methods() == ["greet"]


def test_plugins_of_one_host_do_not_see_the_methods_of_each_other():
    functions = {}
    for module in ("one#1.plugin", "two#2.plugin"):
        space = {"__name__": module, "method": method, "get_method": get_method, "list_methods": list_methods}
        exec("def greet(): pass\nmethod(greet)\ndef find(): return get_method('greet'), list_methods('plugin')", space)
        functions[module] = space
    for space in functions.values():
        assert space["find"]() == (space["greet"], ["greet"])


def test_module_can_be_reloaded_and_a_failed_import_retried(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    file = tmp_path / "retried.py"
    file.write_text("from terrarium import method\n@method\ndef greet(): return 1\nraise OSError('transient')")
    with pytest.raises(OSError):
        importlib.import_module("retried")
    file.write_text("from terrarium import method\n@method\ndef greet(): return 2  # longer")
    module = importlib.import_module("retried")
    file.write_text("from terrarium import method\n@method\ndef greet(): return 3  # longer still")
    importlib.reload(module)
    assert get_method("greet")() == 3
    del sys.modules["retried"]


def test_registry_keeps_no_function_alive():
    @method
    def greet(): ...

    del greet
    gc.collect()
    assert list_methods() == [] and not terrarium._registry


def test_error_has_code_message_and_details():
    error = PluginError("EMPTY_INPUT", "name must be non-empty", {"field": "name"})
    assert (error.code, error.message, error.details) == ("EMPTY_INPUT", "name must be non-empty", {"field": "name"})
    assert str(error) == "name must be non-empty"
    assert repr(error) == "PluginError('EMPTY_INPUT', 'name must be non-empty', details={'field': 'name'})"
    assert repr(PluginError("A", "b")) == "PluginError('A', 'b')" and PluginError("A", "b").details is None


class OddError(PluginError):
    """Has an initialiser with other arguments than its base class."""

    def __init__(self, field):
        super().__init__("ODD", f"{field} is odd", {"field": field})
        self.field = field


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_errors_pickle(protocol):
    for error in (PluginError("A", "b", [1]), OddError("age")):
        error.add_note("a note")
        twin = pickle.loads(pickle.dumps(error, protocol))
        assert type(twin) is type(error) and twin.__dict__ == error.__dict__ and twin.args == error.args
        assert str(twin) == str(error)


def test_errors_copy():
    error = OddError("age")
    shallow, deep = copy.copy(error), copy.deepcopy(error)
    assert shallow.details is error.details
    assert deep.details == error.details and deep.details is not error.details and deep.field == "age"


def test_record_makes_a_dataclass():
    @record
    class Point:
        x: int
        y: int = 0

    @record(frozen=True, slots=True, order=True)
    class Frozen:
        point: Point
        tags: list[str] = dataclasses.field(default_factory=list)

    assert Point(1) == Point(1, 0) and dataclasses.asdict(Frozen(Point(2))) == {"point": {"x": 2, "y": 0}, "tags": []}
    with pytest.raises(dataclasses.FrozenInstanceError):
        Frozen(Point(1)).tags = []
    assert not hasattr(Frozen(Point(1)), "__dict__") and Frozen(Point(1)).tags is not Frozen(Point(1)).tags
    assert record(Point) is Point and issubclass(record()(type("Child", (Point,), {})), Point)


def test_record_leaves_an_enumeration_as_it_is():
    class Color(enum.Enum):
        RED = "red"

    assert record(Color) is Color and list(Color) == [Color.RED] and not dataclasses.is_dataclass(Color)
    with pytest.raises(TypeError, match="no options for an enumeration"):
        record(frozen=True)(Color)


def test_records_pickle_copy_and_match():
    point = Place(1, Place(2))
    assert pickle.loads(pickle.dumps(point)) == point == copy.deepcopy(point)
    match point:
        case Place(1, Place(inner)):
            assert inner == 2


@record(slots=True)
class Place:
    x: int
    next: "Place | None" = None


def test_log_is_the_logger_of_the_module_that_asks():
    from terrarium import log

    assert log is logging.getLogger(__name__) is terrarium.log
    with pytest.raises(AttributeError, match="no attribute 'absent'"):
        terrarium.absent


def test_import_is_light():
    code = "import sys; before = set(sys.modules); import terrarium; print(sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['terrarium']"


def test_public_names():
    assert set(terrarium.__all__) == {"PluginError", "log", "method", "record"}
    assert set(_fidius.__all__) == {"PluginError", "get_method", "list_methods", "method", "reset_registry"}
    assert _fidius.PluginError is PluginError and _fidius.method is method
