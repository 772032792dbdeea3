"""The Python side of a Terrarium host, embedded in its binary.

The shim executes this file in a new module `_terrarium` whose dictionary already holds

    _sources   dict[str, bytes]: module name to source, for every embedded module
    _native    the functions write, log, current and warn of the host

and then calls `start`. Everything here runs before the first plugin: it is kept small, and what is needed rarely lives in
modules that are imported on demand.
"""

import _imp
import _io
import marshal
import posix
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER

_sources: dict
_native: object

# Set by `start` to a directory that only this user can write to, or None.
_cache_directory = None

# Any constant will do: the hash only has to find a file and to notice a damaged one.
_HASH_KEY = 0x7465727261


class LoadFailure(Exception):
    """A plugin could not be loaded. `code` says why in one word, `message` in a sentence."""

    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self):
        return self.message


class EmbeddedImporter:
    """Finds and loads the embedded modules: the bootstrap itself, and the SDK that plugins import."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in _sources:
            return None
        is_package = any(other.startswith(name + ".") for other in _sources)
        spec = ModuleSpec(name, EmbeddedImporter, origin=_filename(name), is_package=is_package)
        spec.has_location = True
        return spec

    @staticmethod
    def create_module(spec):
        return None

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
    return "<terrarium>/" + name.removeprefix("_terrarium.").replace(".", "/") + ".py"


def compile_source(source, filename):
    """Compiles a module, or takes its code from the cache of the host.

    An entry holds the very source and file name it was made from, and is used only if both are equal: nothing but the
    bytes given here decides what runs.
    """
    if _cache_directory is None:
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
    code = compile(source, filename, "exec", dont_inherit=True)
    payload = marshal.dumps(code)
    from _terrarium.cache import store

    store(path, b"%b%b%b" % (prefix, _imp.source_hash(_HASH_KEY, payload), payload))
    return code


def _usable_cache(directory):
    """Whether code read from `directory` can only have been written by this user."""
    try:
        status = posix.stat(directory)
    except OSError:
        from _terrarium.cache import create

        status = create(directory)
    # A directory, ours, that neither the group nor others may write to.
    if status and status.st_mode & 0o170022 == 0o040000 and status.st_uid == posix.geteuid():
        return True
    _native.warn(f"no code cache: {directory} must be a directory that only this user can write to")
    return False


def public_name(name):
    """`helper` for the private module name `greeter#1.helper`, and other names as they are."""
    plugin, mark, rest = name.partition("#")
    return (rest.partition(".")[2] or plugin) if mark else name


def start(options):
    """Prepares the interpreter. Called once, on the thread that started it, before any plugin is loaded."""
    global _cache_directory, load, load_source, unload, discard, PluginError
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, EmbeddedImporter)
    directory = options["cache_directory"]
    if directory is not None and _usable_cache(directory):
        _cache_directory = directory
    from _terrarium import guards, imports, loading, output

    output.install()
    guards.install(options["recursion_limit"])
    imports.install(options["log_level"])
    if options["search_paths"]:
        import site

        for path in options["search_paths"]:
            site.addsitedir(path)
    from terrarium import PluginError

    load, load_source, unload, discard = loading.load, loading.load_source, loading.unload, loading.discard


__path__ = []
__spec__ = ModuleSpec(__name__, EmbeddedImporter, is_package=True)
