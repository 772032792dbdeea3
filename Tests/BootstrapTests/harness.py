"""Runs one test function in an interpreter of its own, prepared by the bootstrap as the shim does it.

    python -I -S -X utf8 harness.py TEST_FILE FUNCTION DIRECTORY OPTIONS DISTRIBUTIONS

It reads the sources, makes the module `_terrarium`, executes its `__init__.py`, calls `start`, and then the function with a
`Host`. The functions that the shim would give it record what they are called with. Options and distributions are Python
literals, and this file imports as little as possible, so that tests see what the bootstrap imports.
"""

import os
import sys
import types

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BOOTSTRAP = os.path.join(REPOSITORY, "Sources", "CTerrarium", "bootstrap")
SDK = os.path.join(REPOSITORY, "python", "terrarium", "src", "terrarium")


def embedded_sources():
    """What the binary embeds: module name to source."""
    files = {"terrarium": os.path.join(SDK, "__init__.py"), "fidius": os.path.join(SDK, "_fidius.py")}
    for file in os.listdir(BOOTSTRAP):
        if file.endswith(".py"):
            name = "_terrarium" if file == "__init__.py" else f"_terrarium.{file.removesuffix('.py')}"
            files[name] = os.path.join(BOOTSTRAP, file)
    sources = {}
    for name, path in files.items():
        with open(path, "rb") as file:
            sources[name] = file.read()
    return sources


class Native:
    """The functions of the shim: they keep what they are given."""

    def __init__(self):
        self.plugin = 0
        self.written = []
        self.logged = []
        self.warned = []

    def write(self, stream, text):
        text.encode()
        self.written.append((self.plugin, stream, text))

    def log(self, level, logger, message):
        self.logged.append((level, logger, message))

    def current(self):
        return self.plugin

    def warn(self, text):
        self.warned.append(text)

    def text(self, stream, plugin=None):
        return "".join(text for owner, each, text in self.written if each == stream and plugin in (None, owner))


def start(**options):
    """Does what the shim does when it starts the interpreter. Returns the module and its native functions."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "_terrarium"]:
        del sys.modules[name]
    native = Native()
    module = types.ModuleType("_terrarium")
    module._sources = embedded_sources()
    module._native = types.SimpleNamespace(write=native.write, log=native.log, current=native.current, warn=native.warn)
    sys.modules["_terrarium"] = module
    code = compile(module._sources["_terrarium"], "<terrarium>/__init__.py", "exec", dont_inherit=True)
    exec(code, module.__dict__)
    defaults = {"cache_directory": None, "search_paths": [], "recursion_limit": 5000, "log_level": 10}
    module.start({**defaults, **options})
    return module, native


class Host:
    """What a test sees of the host."""

    def __init__(self, directory, distributions, **options):
        self.directory = directory
        # Requirement to the directory with what pip installed for it.
        self.distributions = distributions
        self.terrarium, self.native = start(**options)
        self._next = 0

    def write(self, files, under="."):
        """Writes files, given as relative path to text or bytes, and returns their directory."""
        base = os.path.normpath(os.path.join(self.directory, under))
        os.makedirs(base, exist_ok=True)
        for path, content in files.items():
            path = os.path.join(base, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
        return base

    def vendor(self, name, requirement):
        """Puts a real distribution into the `vendor` directory of a plugin."""
        import shutil

        shutil.copytree(self.distributions[requirement], os.path.join(self.directory, name, "vendor"), dirs_exist_ok=True)

    def load(self, name, files=None, entry="plugin", expected_hash=None, methods=None, canonical_text=None):
        """Loads the plugin of that name, after writing its files."""
        directory = self.write(files or {}, name)
        self._next += 1
        return self.terrarium.load(self._next, name, directory, entry, expected_hash, declared(methods), canonical_text)

    def failure(self, *arguments, **options):
        """The `LoadFailure` of a load."""
        try:
            self.load(*arguments, **options)
        except self.terrarium.LoadFailure as failure:
            return failure
        raise AssertionError("the load did not fail")

    def load_source(self, name, source, filename="<source>", directory=None, methods=None):
        self._next += 1
        return self.terrarium.load_source(self._next, name, source.encode(), filename, directory, declared(methods))

    def unload(self, loaded):
        self.terrarium.unload(loaded)


def declared(methods):
    """The methods of an interface as the shim gives them. A test need not write a signature, and whether one is optional."""
    return methods and [(*method, *("", False)[len(method) - 3 :]) for method in methods]


def call(loaded, name, *arguments):
    """Calls a method by name."""
    names = [method[0] for method in loaded.methods]
    return loaded.callables[names.index(name)](*arguments)


def main(test_file, function, directory, options, distributions):
    host = Host(directory, eval(distributions), **eval(options))
    sys.modules["harness"] = sys.modules["__main__"]
    module = types.ModuleType("test")
    module.__file__ = test_file
    with open(test_file, "rb") as file:
        exec(compile(file.read(), test_file, "exec"), module.__dict__)
    getattr(module, function)(host)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode("utf-8", "backslashreplace"))
        os._exit(1)
    os._exit(0)
