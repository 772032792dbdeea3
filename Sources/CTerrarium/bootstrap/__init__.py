"""The Python side of a Terrarium host, embedded in its binary.

The shim executes this file in a new module `_terrarium` whose dictionary already holds

    _sources   dict[str, bytes]: module name to source, for every embedded module
    _native    the functions write, log, current and warn of the host

and then calls `start`. This file is compiled at every start, so it holds only what importing the others takes; those come
from the code cache, and the ones that are needed rarely are imported on demand.
"""

import _imp
import _io
import marshal
import posix
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER

# A directory that only this user can write to, or None.
_cache_directory = None

# Any constant will do: the hash only has to find a file and to notice a damaged one.
_HASH_KEY = 0x7465727261


class EmbeddedImporter:
    """Finds and loads the embedded modules: the bootstrap itself, and the SDK that plugins import."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _sources:
            spec = ModuleSpec(name, EmbeddedImporter, origin=_filename(name), is_package=name == "terrarium")
            spec.has_location = True
            return spec

    @staticmethod
    def create_module(spec):
        pass

    @staticmethod
    def exec_module(module):
        exec(EmbeddedImporter.get_code(module.__name__), module.__dict__)

    @staticmethod
    def get_code(name):
        if name == "_terrarium.cache":
            # What writes entries cannot wait for its own.
            return compile(_sources[name], _filename(name), "exec", dont_inherit=True)
        return compile_source(_sources[name], _filename(name))

    @staticmethod
    def get_source(name):
        return _sources[name].decode()


def _filename(name):
    return f"<terrarium>/{name.removeprefix('_terrarium.')}.py"


def compile_source(source, filename):
    """Compiles a module, or takes its code from the cache of the host.

    An entry holds the very source and file name it was made from, and is used only if both are equal: nothing but the
    bytes given here decides what runs. Source texts that are no file have a name of their own each time, so their code is
    not kept.
    """
    if _cache_directory is None or (filename.startswith("<") and not filename.startswith("<terrarium>/")):
        return compile(source, filename, "exec", dont_inherit=True)
    prefix = b"%b%d:%b%b\0" % (MAGIC_NUMBER, len(source), source, filename.encode("utf-8", "surrogateescape"))
    path = f"{_cache_directory}/{_imp.source_hash(_HASH_KEY, prefix).hex()}"
    try:
        with _io.FileIO(path) as file:
            entry = file.read()
        body = len(prefix) + 8
        if entry.startswith(prefix) and _imp.source_hash(_HASH_KEY, entry[body:]) == entry[body - 8 : body]:
            return marshal.loads(memoryview(entry)[body:])
    except (OSError, ValueError, EOFError, TypeError):
        pass
    from _terrarium.cache import compile_and_store

    return compile_and_store(source, filename, path, prefix)


def _locate_frozen_modules(directory):
    """Gives `__file__` to the standard modules that are part of libpython, as they have where Python is started as usual."""
    if getattr(sys, "_stdlib_dir", None) is not None:
        return
    # What the importer of frozen modules goes by from now on.
    sys._stdlib_dir = directory
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or spec.origin != "frozen" or hasattr(module, "__file__"):
            continue
        origin = getattr(spec.loader_state, "origname", None)
        if origin:
            is_package = spec.submodule_search_locations is not None
            path = f"{directory}/{origin.lstrip('<').replace('.', '/')}"
            module.__file__ = f"{path}/__init__.py" if is_package else f"{path}.py"


def start(options):
    """Prepares the interpreter. Called once, on the thread that started it, before any plugin is loaded.

    Leaves the functions that the host calls in this module.
    """
    global _cache_directory
    sys.dont_write_bytecode = True
    _locate_frozen_modules(sys.path[0])
    sys.meta_path.insert(0, EmbeddedImporter)
    directory = options["cache_directory"]
    if directory:
        try:
            status = posix.stat(directory)
        except OSError:
            status = None
        # A directory, ours, that neither the group nor others may write to.
        if status and status.st_mode & 0o170022 == 0o040000 and status.st_uid == posix.geteuid():
            _cache_directory = directory
        else:
            from _terrarium.cache import prepare

            _cache_directory = prepare(directory)
    from _terrarium import loading

    globals().update(loading.start(options))


__path__ = []
