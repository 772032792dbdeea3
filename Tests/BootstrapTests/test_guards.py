"""Bounds on settings of the whole interpreter, threads, and the code cache."""

import os
import sys


def test_recursion_limit_is_bounded_and_warned_about_once_per_plugin(host):
    host.native.plugin = 1
    sys.setrecursionlimit(10**6)
    sys.setrecursionlimit(10**9)
    assert sys.getrecursionlimit() == 5000 and len(host.native.warned) == 1
    assert "5000" in host.native.warned[0]
    host.native.plugin = 2
    sys.setrecursionlimit(10**6)
    assert len(host.native.warned) == 2
    sys.setrecursionlimit(500)
    assert sys.getrecursionlimit() == 500
    for wrong in ("x", 1.5, -1):
        try:
            sys.setrecursionlimit(wrong)
        except (TypeError, ValueError):
            pass
        else:
            raise AssertionError(wrong)


def test_recursion_limit_cannot_be_passed_by_an_integer_of_another_class(host):
    class Index:
        def __index__(self):
            return 10**6

    class Integer(int):
        def __gt__(self, other):
            return False

        __format__ = __index__ = __gt__

    for limit in (Index(), Integer(10**6), 10**10000):
        sys.setrecursionlimit(100)
        sys.setrecursionlimit(limit)
        assert sys.getrecursionlimit() == 5000


def test_recursion_limit_holds_from_the_start(host):
    assert sys.getrecursionlimit() == 1234


test_recursion_limit_holds_from_the_start.options = {"recursion_limit": 1234}


def test_switch_interval_is_bounded(host):
    class Float(float):
        def __gt__(self, other):
            return False

    for interval in (1000, float("inf"), float("nan"), Float(1000)):
        sys.setswitchinterval(0.002)
        sys.setswitchinterval(interval)
        assert sys.getswitchinterval() == 0.005
    for wrong in (0, -1, float("-inf")):
        try:
            sys.setswitchinterval(wrong)
        except ValueError:
            pass
        else:
            raise AssertionError(wrong)
    sys.setswitchinterval(0.001)
    assert sys.getswitchinterval() == 0.001


def test_thread_stacks_are_large_and_cannot_be_made_small(host):
    import threading

    class Integer(int):
        def __lt__(self, other):
            return False

        __gt__ = __lt__

    # For the recursion limit of 5000.
    smallest = 20 << 20
    assert threading.stack_size() == smallest
    assert threading.stack_size(65536) == smallest
    assert threading.stack_size(Integer(65536)) == smallest
    assert threading.stack_size(64 << 20) == smallest
    assert threading.stack_size() == 64 << 20


def test_thread_stacks_have_a_smallest_size_and_grow_with_the_recursion_limit(host):
    import _thread

    import harness

    assert _thread.stack_size() == 16 << 20
    harness.start(recursion_limit=10001)
    assert _thread.stack_size() == 44 << 20


test_thread_stacks_have_a_smallest_size_and_grow_with_the_recursion_limit.options = {"recursion_limit": 1000}


def test_main_thread_is_the_one_that_started_the_interpreter(host):
    import _thread
    import time

    assert "threading" not in sys.modules
    starter = _thread.get_ident()
    results = []

    def import_elsewhere():
        import threading

        results.append((threading.main_thread().ident, threading.current_thread() is threading.main_thread()))

    _thread.start_new_thread(import_elsewhere, ())
    deadline = time.monotonic() + 10
    while not results and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    import threading

    assert results == [(starter, False)]
    assert threading.current_thread() is threading.main_thread() and threading.main_thread().is_alive()
    assert threading.main_thread().name == "MainThread" and threading.main_thread().native_id == _thread.get_native_id()
    worker = threading.Thread(target=lambda: results.append(threading.current_thread() is threading.main_thread()))
    worker.start()
    worker.join(5)
    assert results[1] is False and threading.enumerate().count(threading.main_thread()) == 1


def test_start_imports_only_what_it_needs(host):
    heavy = {
        "inspect",
        "logging",
        "pathlib",
        "re",
        "typing",
        "dataclasses",
        "hashlib",
        "threading",
        "importlib.metadata",
        "warnings",
        "functools",
        "collections",
    }
    assert not heavy & sys.modules.keys()
    assert {name for name in sys.modules if name.startswith("_terrarium.")} == {
        "_terrarium.guards",
        "_terrarium.imports",
        "_terrarium.loading",
        "_terrarium.output",
    }


def cache_files(host):
    directory = f"{host.directory}/cache"
    return sorted(f"{directory}/{name}" for name in os.listdir(directory))


PLUGIN = {"plugin.py": "def run(): return 'first'"}


def test_code_cache_is_used_private_and_keyed_by_contents(host):
    import stat

    status = os.stat(f"{host.directory}/cache")
    assert stat.S_IMODE(status.st_mode) == 0o700
    loaded = host.load("one", PLUGIN)
    assert loaded.callables[0]() == "first"
    files = cache_files(host)
    assert all(stat.S_IMODE(os.stat(path).st_mode) == 0o600 for path in files)
    again = host.load("one", PLUGIN)
    assert again.callables[0]() == "first" and cache_files(host) == files
    changed = host.load("one", {"plugin.py": "def run(): return 'other'"})
    assert changed.callables[0]() == "other" and len(cache_files(host)) == len(files) + 1


def test_cached_code_is_what_runs(host):
    import _imp
    import marshal

    import _terrarium

    host.unload(host.load("one", PLUGIN))
    path = next(path for path in cache_files(host) if b"one/plugin.py" in open(path, "rb").read())
    entry = open(path, "rb").read()
    prefix = entry[: entry.index(b"plugin.py\0") + 10]
    payload = marshal.dumps(compile("def run(): return 'cached'", "x", "exec"))
    with open(path, "wb") as file:
        file.write(prefix + _imp.source_hash(_terrarium._HASH_KEY, payload) + payload)
    assert host.load("one").callables[0]() == "cached"


def test_damaged_cache_entries_are_ignored(host):
    host.unload(host.load("one", PLUGIN))
    path = next(path for path in cache_files(host) if b"one/plugin.py" in open(path, "rb").read())
    entry = open(path, "rb").read()
    damaged = [entry[:length] for length in range(0, len(entry), 7)]
    damaged += [entry[:index] + bytes([entry[index] ^ 1]) + entry[index + 1 :] for index in range(len(entry))]
    for content in [*damaged, entry + b"x", b"\0" * len(entry)]:
        with open(path, "wb") as file:
            file.write(content)
        loaded = host.load("one")
        assert loaded.callables[0]() == "first"
        host.unload(loaded)


def test_cache_that_cannot_be_written_is_no_error(host):
    import shutil

    shutil.rmtree(f"{host.directory}/cache")
    assert host.load("one", PLUGIN).callables[0]() == "first"
    assert not host.native.warned


for test in (
    test_code_cache_is_used_private_and_keyed_by_contents,
    test_cached_code_is_what_runs,
    test_damaged_cache_entries_are_ignored,
    test_cache_that_cannot_be_written_is_no_error,
):
    test.options = {"cache_directory": "TMP/cache"}
del test


def test_cache_directory_that_others_can_write_to_is_refused(host):
    import harness

    for mode in (0o777, 0o770, 0o1777):
        directory = f"{host.directory}/open{mode}"
        os.mkdir(directory)
        os.chmod(directory, mode)
        module, native = harness.start(cache_directory=directory)
        assert module._cache_directory is None and len(native.warned) == 1 and directory in native.warned[0]
    host.write({"file": ""})
    module, native = harness.start(cache_directory=f"{host.directory}/file")
    assert module._cache_directory is None and native.warned
    module, native = harness.start(cache_directory=f"{host.directory}/file/below")
    assert module._cache_directory is None and native.warned


def test_empty_cache_directory_is_filled(host):
    import subprocess

    directory = f"{host.directory}/cache"
    os.mkdir(directory, 0o700)
    code = f"import sys; sys.path.insert(0, {os.path.dirname(sys.argv[0])!r}); import harness; "
    code += f"harness.start(cache_directory={directory!r})"
    for _ in range(2):
        subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)
        names = os.listdir(directory)
        assert names and not [name for name in names if "." in name]


def test_missing_parents_of_the_cache_directory_are_made(host):
    assert os.path.isdir(f"{host.directory}/deep/er/cache") and cache_files


test_missing_parents_of_the_cache_directory_are_made.options = {"cache_directory": "TMP/deep/er/cache"}


def test_cache_is_bounded(host):
    from _terrarium import cache

    cache.LIMIT, cache._counted = 50, False
    for number in range(80):
        host.write({f"{number:016x}": "x"}, "cache")
    host.load("one", {"plugin.py": "# a new entry"})
    assert len(cache_files(host)) < 50


test_cache_is_bounded.options = {"cache_directory": "TMP/cache"}
