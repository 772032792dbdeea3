"""How plugins import their own modules."""

import gc
import sys
import weakref

from harness import call


def test_entry_module_imports_its_helper_by_plain_name(host):
    loaded = host.load("one", {"plugin.py": "import helper\ndef run(): return helper.WHO", "helper.py": "WHO = 'one'"})
    assert call(loaded, "run") == "one"
    assert "helper" not in sys.modules and "plugin" not in sys.modules
    assert loaded.module.__name__ == "one#1.plugin"


def test_two_plugins_with_the_same_module_names_keep_apart(host):
    files = {"plugin.py": "import helper\ndef run():\n    import late\n    return helper.WHO, late.WHO"}
    first = host.load("one", {**files, "helper.py": "WHO = 'one'", "late.py": "WHO = 'one late'"})
    second = host.load("two", {**files, "helper.py": "WHO = 'two'", "late.py": "WHO = 'two late'"})
    assert call(first, "run") == ("one", "one late")
    assert call(second, "run") == ("two", "two late")


def test_one_package_loaded_twice_has_separate_modules(host):
    files = {
        "plugin.py": "import helper\ndef add(x):\n    helper.seen.append(x)\n    return len(helper.seen)",
        "helper.py": "seen = []",
    }
    first, second = host.load("one", files), host.load("one", files)
    assert [call(first, "add", 1), call(first, "add", 1), call(second, "add", 1)] == [1, 2, 1]


def test_every_form_of_absolute_import(host):
    source = """
import pkg
import pkg.sub.deep
import pkg.sub.deep as deep_alias
from pkg import sub, VALUE
from pkg.sub import deep
from pkg.sub.deep import NAME as renamed
from pkg.star import *
dotted = __import__("pkg.sub.deep")
leaf = __import__("pkg.sub.deep", fromlist=("NAME",))
def run():
    return [pkg.__name__, pkg.sub.deep is deep_alias is deep is leaf, dotted is pkg, VALUE, renamed, sub.__name__, starred]
"""
    loaded = host.load(
        "one",
        {
            "plugin.py": source,
            "pkg/__init__.py": "VALUE = 1",
            "pkg/sub/__init__.py": "",
            "pkg/sub/deep.py": "NAME = 'deep'",
            "pkg/star.py": "__all__ = ['starred']\nstarred = 2",
        },
    )
    assert call(loaded, "run") == ["one#1.pkg", True, True, 1, "deep", "one#1.pkg.sub", 2]


def test_relative_imports_inside_packages(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "from pkg.inner import work\ndef run(): return work.value()",
            "pkg/__init__.py": "",
            "pkg/base.py": "BASE = 40",
            "pkg/inner/__init__.py": "",
            "pkg/inner/work.py": "from ..base import BASE\nfrom . import other\ndef value(): return BASE + other.MORE",
            "pkg/inner/other.py": "MORE = 2",
        },
    )
    assert call(loaded, "run") == 42


def test_dotted_entry_module(host):
    loaded = host.load(
        "one",
        {"app/__init__.py": "", "app/main.py": "import helper\ndef run(): return helper.X", "helper.py": "X = 1"},
        entry="app.main",
    )
    assert loaded.module.__name__ == "one#1.app.main"
    assert call(loaded, "run") == 1


def test_late_import_finds_own_module_while_another_plugin_has_it_too(host):
    files = {"plugin.py": "def run():\n    from helper import WHO\n    return WHO"}
    first = host.load("one", {**files, "helper.py": "WHO = 1"})
    second = host.load("two", {**files, "helper.py": "WHO = 2"})
    assert (call(second, "run"), call(first, "run")) == (2, 1)


def test_import_module_follows_the_same_rules(host):
    source = """
import importlib
from importlib import import_module
early = import_module("helper")
def run():
    private = importlib.import_module("pkg").__name__
    modules = [import_module("pkg.mod"), import_module(".mod", "pkg"), import_module(".mod", package=private)]
    return [early.WHO, *(module.__name__ for module in modules), import_module("json").__name__]
def fail():
    importlib.import_module("absent")
def fail_inside():
    importlib.import_module("pkg.absent")
"""
    files = {"plugin.py": source, "pkg/__init__.py": "", "pkg/mod.py": ""}
    first = host.load("one", {**files, "helper.py": "WHO = 1"})
    host.load("two", {**files, "helper.py": "WHO = 2"})
    assert call(first, "run") == [1, "one#1.pkg.mod", "one#1.pkg.mod", "one#1.pkg.mod", "json"]
    for name, wanted in (("fail", "absent"), ("fail_inside", "pkg.absent")):
        try:
            call(first, name)
        except ModuleNotFoundError as error:
            assert error.name == wanted and str(error) == f"No module named '{wanted}'", error
        else:
            raise AssertionError(name)


def test_resources_are_found_by_module_and_by_name(host):
    source = """
import importlib.resources as resources, pkgutil
import data, space
def run():
    return [
        resources.files(data).joinpath("text.txt").read_text(),
        resources.files("data").joinpath("text.txt").read_text(),
        resources.files(__package__).joinpath("root.txt").read_text(),
        pkgutil.get_data(data.__name__, "text.txt").decode(),
        [each.name for each in pkgutil.iter_modules(data.__path__)],
    ]
"""
    loaded = host.load(
        "one",
        {
            "plugin.py": source,
            "data/__init__.py": "",
            "data/text.txt": "hello",
            "data/mod.py": "",
            "root.txt": "root",
            "space/x.txt": "x",
        },
    )
    assert call(loaded, "run") == ["hello", "hello", "root", "hello", ["mod"]]


def test_namespace_package(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import space.mod\nfrom space import other\ndef run(): return space.mod.X + other.Y",
            "space/mod.py": "X = 1",
            "space/other.py": "Y = 2",
        },
    )
    assert call(loaded, "run") == 3


def test_source_is_visible_to_inspect_and_tracebacks(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import inspect, traceback, helper\n"
            "def run():\n"
            "    try:\n"
            "        helper.fail()\n"
            "    except ValueError:\n"
            "        return inspect.getsource(helper.fail), traceback.format_exc()",
            "helper.py": "def fail():\n    raise ValueError('x')\n",
        },
    )
    source, trace = call(loaded, "run")
    assert source == "def fail():\n    raise ValueError('x')\n"
    assert "raise ValueError('x')" in trace and "helper.fail()" in trace


def test_pickle_dataclasses_and_named_tuples_work_in_plugin_modules(host):
    source = """
import copy, dataclasses, enum, pickle, typing
from helper import Colour
@dataclasses.dataclass
class Point:
    x: "int"
class Pair(typing.NamedTuple):
    a: int
def run():
    values = [Point(1), Pair(2), Colour.RED]
    return pickle.loads(pickle.dumps(values)) == values and typing.get_type_hints(Point) == {"x": int}
"""
    loaded = host.load("one", {"plugin.py": source, "helper.py": "import enum\nclass Colour(enum.Enum):\n    RED = 1"})
    assert call(loaded, "run") is True


def test_circular_imports_between_own_modules(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import a\ndef run(): return a.value()",
            "a.py": "import b\nX = 1\ndef value(): return b.value()",
            "b.py": "import a\ndef value(): return a.X",
        },
    )
    assert call(loaded, "run") == 1


def test_import_errors_read_as_in_python(host):
    source = """
def missing():
    import absent
def missing_submodule():
    import pkg.absent
def not_a_package():
    import helper.sub
def relative():
    import pkg.wrong
def beyond():
    import pkg.far
"""
    loaded = host.load(
        "one",
        {
            "plugin.py": source,
            "helper.py": "",
            "pkg/__init__.py": "",
            "pkg/wrong.py": "from . import nothing",
            "pkg/far.py": "from ... import nothing",
        },
    )
    expected = {
        "missing": ("absent", "No module named 'absent'"),
        "missing_submodule": ("pkg.absent", "No module named 'pkg.absent'"),
        "not_a_package": ("helper.sub", "No module named 'helper.sub'; 'helper' is not a package"),
    }
    for method, (name, text) in expected.items():
        try:
            call(loaded, method)
        except ModuleNotFoundError as error:
            assert (error.name, str(error), error.args) == (name, text, (text,)), error
        else:
            raise AssertionError(method)
    for method in ("relative", "beyond"):
        try:
            call(loaded, method)
        except ImportError as error:
            assert "#" not in str(error), error


def test_standard_modules_are_never_hidden(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import random, json\ndef run(): return random.__name__, hasattr(json, 'dumps')",
            "random.py": "raise RuntimeError",
            "json/__init__.py": "raise RuntimeError",
        },
    )
    assert call(loaded, "run") == ("random", True)
    assert len(host.native.warned) == 2
    assert any("random.py" in text and "'one'" in text for text in host.native.warned)


def test_standard_or_sdk_name_as_entry_module_is_refused(host):
    for entry in ("json", "json.tool", "sys", "terrarium", "fidius"):
        failure = host.failure("one", {"json.py": "", "terrarium.py": "", "fidius.py": ""}, entry=entry)
        assert failure.code == "entry_module_reserved" and f"'{entry}'" in failure.message


def test_missing_entry_module_is_told_apart_from_a_missing_dependency(host):
    failure = host.failure("one", {"greter.py": ""}, entry="greeter")
    assert failure.code == "entry_module_not_found" and "did you mean 'greter'" in failure.message
    assert failure.__cause__ is None
    failure = host.failure("one", {}, entry="pkg.missing.deep")
    assert failure.code == "entry_module_not_found"
    failure = host.failure("two", {"plugin.py": "import absent"})
    assert failure.code == "import_failed" and "No module named 'absent'" in failure.message
    assert isinstance(failure.__cause__, ModuleNotFoundError)
    failure = host.failure("three", {"plugin.py": "import helper", "helper.py": "from helper2 import x"})
    assert failure.code == "import_failed"


def test_missing_directory_is_a_load_failure(host):
    try:
        host.terrarium.load(1, "one", host.directory + "/absent", "plugin", None, None)
    except host.terrarium.LoadFailure as failure:
        assert failure.code == "entry_module_not_found" and "absent" in failure.message
    assert not any("one#" in name for name in sys.modules)


def test_vendor_directory_is_no_package_of_the_plugin(host):
    for text in ("import vendor.lib", "from . import vendor", "from .vendor import lib"):
        failure = host.failure("one", {"plugin.py": text, "vendor/lib.py": ""})
        assert failure.code == "import_failed", text


def test_planted_bytecode_never_runs(host):
    import importlib.util
    import marshal

    directory = host.write(
        {
            "plugin.py": "import helper, pkg\n"
            "try:\n"
            "    import bare\n"
            "except ModuleNotFoundError:\n"
            "    bare = None\n"
            "try:\n"
            "    import pkg.bare\n"
            "except ModuleNotFoundError: pass\n"
            "def run(): return helper.WHO, pkg.WHO, bare",
            "helper.py": "WHO = 'source'",
            "pkg/__init__.py": "WHO = 'source'",
            "vendor/lib.py": "WHO = 'source'",
        },
        "one",
    )
    planted = marshal.dumps(compile("WHO = 'planted'\nimport sys\nsys.planted = True", "x", "exec"))
    import os

    for source in ("plugin.py", "helper.py", "pkg/__init__.py", "vendor/lib.py"):
        status = os.stat(f"{directory}/{source}")
        header = (
            importlib.util.MAGIC_NUMBER
            + bytes(4)
            + int(status.st_mtime).to_bytes(4, "little")
            + status.st_size.to_bytes(4, "little")
        )
        cached = importlib.util.cache_from_source(f"{directory}/{source}")
        host.write({cached: header + planted})
    bare = importlib.util.MAGIC_NUMBER + bytes(12) + planted
    host.write(
        {
            "bare.pyc": bare,
            "pkg/bare.pyc": bare,
            "vendor/bare_vendored.pyc": bare,
            "evil.pth": "import sys; sys.planted = True",
        },
        "one",
    )
    loaded = host.load("one")
    assert call(loaded, "run") == ("source", "source", None)
    assert not hasattr(sys, "planted")


def test_no_bytecode_is_written(host):
    import os

    loaded = host.load(
        "one",
        {
            "plugin.py": "import sys\nsys.dont_write_bytecode = False\nimport helper, lib\ndef run(): import pkg.mod",
            "helper.py": "",
            "pkg/__init__.py": "",
            "pkg/mod.py": "",
            "vendor/lib/__init__.py": "",
        },
    )
    call(loaded, "run")
    assert not [path for path, _, _ in os.walk(host.directory) if path.endswith("__pycache__")]


def test_reload_of_an_own_module_runs_the_new_source(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import importlib, helper\n"
            "def run():\n"
            "    importlib.reload(helper)\n"
            "    return helper.X, helper.json.__name__",
            "helper.py": "import json\nX = 1",
        },
    )
    host.write({"helper.py": "import json\nX = 22"}, "one")
    assert call(loaded, "run") == (22, "json")


def test_module_that_replaces_itself_in_sys_modules(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import lazy\ndef run(): return lazy.value",
            "lazy.py": "import sys\nclass Lazy:\n    value = 7\nsys.modules[__name__] = Lazy()",
        },
    )
    assert call(loaded, "run") == 7


def test_code_run_by_exec_follows_the_same_rules(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "def run():\n"
            "    space = {}\n"
            "    exec('import helper\\nx = helper.X', space)\n"
            "    return space['x']",
            "helper.py": "X = 5",
        },
    )
    assert call(loaded, "run") == 5


def test_name_set_by_a_plugin_does_not_give_it_the_modules_of_another(host):
    victim = host.load("victim", {"plugin.py": "", "secret.py": "X = 1"})
    failure = host.failure(
        "one", {"plugin.py": "__name__ = 'victim#1.plugin'\nimport importlib\nimportlib.import_module('secret')"}
    )
    assert "No module named 'secret'" in failure.message
    host.unload(victim)


def test_names_with_dots_dashes_and_other_marks(host):
    for name in ("byte-pipe", "org.example.plugin", "a#b", "ünï"):
        loaded = host.load(name, {"plugin.py": "import helper\ndef run(): return helper.X", "helper.py": f"X = {name!r}"})
        assert call(loaded, "run") == name


def test_64_threads_import_at_once(host):
    import threading

    files = {
        "plugin.py": "def run(n):\n"
        "    import a.m0\n"
        "    import importlib\n"
        "    return importlib.import_module(f'a.m{n}').VALUE",
        "a/__init__.py": "import time\ntime.sleep(0.05)\nfrom . import m0",
    }
    for number in range(64):
        files[f"a/m{number}.py"] = (
            f"import time\ntime.sleep(0.001)\nfrom . import m{(number + 1) % 64 if number % 7 else 0}\nVALUE = {number}"
        )
    plugins = [host.load("one", files), host.load("two", files)]
    results, barrier = [], threading.Barrier(64)

    def work(number):
        barrier.wait()
        try:
            results.append(call(plugins[number % 2], "run", number) == number)
        except BaseException as error:
            results.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert results == [True] * 64, [each for each in results if each is not True]


def test_64_plugins_load_and_unload_at_once(host):
    import threading

    directory = host.write(
        {
            "plugin.py": "import helper, lib\ndef run(): return helper.X, lib.X",
            "helper.py": "X = 1",
            "vendor/lib.py": "X = 2",
        },
        "one",
    )
    problems = []

    def work(number):
        try:
            for turn in range(3):
                loaded = host.terrarium.load(100 * number + turn, "one", directory, "plugin", None, None)
                assert call(loaded, "run") == (1, 2)
                host.unload(loaded)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 65)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not problems, problems
    assert not [name for name in sys.modules if name.startswith("one#") or name == "lib"]


def test_finders_are_put_back_when_a_plugin_removes_them(host):
    first = host.load(
        "one", {"plugin.py": "import sys\nsys.meta_path.clear()\nsys.path_hooks.clear()\nsys.path_importer_cache.clear()"}
    )
    host.unload(first)
    loaded = host.load(
        "two",
        {
            "plugin.py": "from terrarium import method\nimport helper, lib\ndef run(): return helper.X, lib.X",
            "helper.py": "X = 1",
            "vendor/lib.py": "X = 2",
        },
    )
    assert call(loaded, "run") == (1, 2)


def test_finder_put_in_front_by_a_plugin_does_not_hide_the_modules_of_the_next(host):
    thief = host.load(
        "one",
        {
            "plugin.py": """
import sys
class Thief:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in ("terrarium", "lib"):
            raise ImportError("stolen")
sys.meta_path.insert(0, Thief)
"""
        },
    )
    loaded = host.load("two", {"plugin.py": "import terrarium, lib\ndef run(): return lib.X", "vendor/lib.py": "X = 2"})
    assert call(loaded, "run") == 2
    host.unload(thief)


def test_extension_module_of_the_plugin_itself(host):
    import os
    import shutil
    import sysconfig

    directory = host.write({"plugin.py": "import _struct2\ndef run(): return _struct2.__name__"}, "one")
    source = next(
        (
            os.path.join(path, file)
            for path in sys.path
            if os.path.isdir(path)
            for file in os.listdir(path)
            if file.startswith("xxlimited.")
        ),
        None,
    )
    if source is None:
        return
    shutil.copy(source, f"{directory}/xxlimited{sysconfig.get_config_var('EXT_SUFFIX')}")
    host.write({"plugin.py": "import xxlimited\ndef run(): return xxlimited.__name__"}, "one")
    loaded = host.load("one")
    assert call(loaded, "run") in ("one#1.xxlimited", "xxlimited")


def test_sdk_comes_from_the_host_and_not_from_vendor(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "from terrarium import method, PluginError\n"
            "from fidius import PluginError as other, list_methods, get_method, reset_registry\n"
            "import fidius\n"
            "@method\n"
            "def greet(): return PluginError is other, list_methods(), get_method('greet') is greet\n"
            "@method\n"
            "def where(): return fidius.__file__",
            "vendor/fidius/__init__.py": "raise RuntimeError('the vendored SDK')",
            "vendor/terrarium.py": "raise RuntimeError('the vendored SDK')",
            "fidius.py": "raise RuntimeError('the own SDK')",
        },
    )
    assert call(loaded, "greet") == (True, ["greet", "where"], True)
    assert call(loaded, "where") == "<terrarium>/fidius.py"


def test_sdk_registry_keeps_no_unloaded_function_alive(host):
    import fidius

    loaded = host.load("one", {"plugin.py": "from fidius import method\n@method\ndef greet(): pass"})
    assert fidius.list_methods() == ["greet"] and fidius.list_methods("plugin") == ["greet"]
    dead = weakref.ref(loaded.callables[0])
    host.unload(loaded)
    gc.collect()
    assert dead() is None and fidius.list_methods() == []


def test_bytecode_never_runs_through_other_loaders_or_older_finders(host):
    import importlib.util
    import marshal
    import os

    directory = host.write({"plugin.py": "", "helper.py": "WHO = 'source'"}, "one")
    # Somebody has looked into the directory before it was a plugin's.
    sys.path.insert(0, directory)
    assert importlib.util.find_spec("absent") is None and directory in sys.path_importer_cache
    sys.path.remove(directory)
    planted = marshal.dumps(compile("WHO = 'planted'", "x", "exec"))
    status = os.stat(f"{directory}/helper.py")
    header = (
        importlib.util.MAGIC_NUMBER
        + bytes(4)
        + int(status.st_mtime).to_bytes(4, "little")
        + status.st_size.to_bytes(4, "little")
    )
    host.write({importlib.util.cache_from_source(f"{directory}/helper.py"): header + planted})
    host.write({"bare.pyc": importlib.util.MAGIC_NUMBER + bytes(12) + planted}, "one")
    loaded = host.load(
        "one",
        {
            "plugin.py": """
import importlib.util, os, sys
here = os.path.dirname(__file__)
spec = importlib.util.spec_from_file_location("direct", here + "/helper.py")
direct = importlib.util.module_from_spec(spec)
spec.loader.exec_module(direct)
sys.path.insert(0, here)
import importlib
by_path = importlib.__import__("helper")
try:
    bare = importlib.__import__("bare").__spec__
except ModuleNotFoundError:
    bare = None
def run(): return direct.WHO, by_path.WHO, bare
"""
        },
    )
    assert call(loaded, "run") == ("source", "source", None), call(loaded, "run")
    host.unload(loaded)
    assert "helper" not in sys.modules and directory not in sys.path


def test_malformed_entry_modules_are_not_found(host):
    for entry in ("", ".", "..", "plugin.", ".plugin", "a..b", "../one/plugin", "sub/plugin", "plugin.py", "a\0b", "#"):
        failure = host.failure("one", {"plugin.py": "", "sub/plugin.py": ""}, entry=entry)
        assert failure.code == "entry_module_not_found", (entry, failure.code, failure.message)


def test_patched_builtins_are_those_of_the_plugin_alone(host):
    import builtins

    source = """
import builtins, helper
builtins.len = lambda value: 42
def run():
    import json
    return len([]), helper.size([]), json.loads("[1]"), "".join(sorted({"a"}))
"""
    patching = host.load("one", {"plugin.py": source, "helper.py": "def size(value): return len(value)"})
    other = host.load("two", {"plugin.py": "def run(): return len([])"})
    assert call(patching, "run") == (42, 42, [1], "a")
    assert call(other, "run") == 0 == len([]) and builtins.len is len
