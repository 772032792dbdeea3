"""How plugins import: private names for their own modules, shared real names for what they vendor.

A plugin's module `helper` is `greeter#1.helper` in `sys.modules`, so two plugins never see each other's code, and no module
of the standard library can be hidden. The plugin's code does not notice: its modules execute with their own `__builtins__`,
whose `__import__` translates the names that the plugin owns, at any time.
"""

import _frozen_importlib_external as external
import _imp
import builtins
import posix
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import (
    ExtensionFileLoader,
    FileFinder,
    PathFinder,
    SourceFileLoader,
)
from _thread import RLock, get_ident, get_native_id

from _terrarium import EmbeddedImporter, _native, compile_source

ModuleType = type(sys)

# The names of the SDK, which no plugin can own or vendor.
SDK_NAMES = ("terrarium", "fidius")

# Guards what is below and the registry of dependencies. Never held while a plugin's code runs.
lock = RLock()

# Private name to package, for every loaded plugin.
packages = {}

# Top-level name to the vendored distributions that provide it, in the order in which they were loaded.
vendored = {}

# What is on `sys.meta_path`, `sys.path_hooks` and `sys.path` before any plugin runs.
_standard_finders = []
_standard_hooks = []
standard_path = []

# The package of each `__builtins__`, by its address: what tells whose code a frame runs.
_by_builtins = {}


class LoadFailure(Exception):
    """A plugin could not be loaded. `code` says why in one word, `message` in a sentence."""

    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self):
        return self.message


def public_name(name):
    """`helper` for the private module name `greeter#1.helper`, and other names as they are."""
    plugin, mark, rest = name.partition("#")
    return (rest.partition(".")[2] or plugin) if mark else name


class Package:
    """The modules of one loaded plugin."""

    def __init__(self, id, name, directory):
        self.id = id
        self.name = name
        self.directory = directory and directory.rstrip("/")
        self.private = f"{name.replace('.', '_').replace('#', '_')}#{id}"
        self.prefix = self.private + "."
        # The file name of a source text, under which tracebacks know its lines.
        self.source_name = None
        # `import builtins` gives a plugin its own mapping, so what it patches there is patched for itself alone.
        self.owned = {"builtins"}
        # Vendored top-level names, and the names of the distributions they are from.
        self.visible = set()
        self.distributions = []
        self.builtins_module = ModuleType("builtins")
        self.builtins = self.builtins_module.__dict__
        self.builtins.update(builtins.__dict__, __import__=self._make_import())

    def open(self):
        """Makes the package importable. On failure, `close` removes whatever is there."""
        with lock:
            packages[self.private] = self
            _by_builtins[id(self.builtins)] = self
        module = ModuleType(self.private)
        module.__spec__ = spec = ModuleSpec(self.private, None, is_package=True)
        module.__package__ = self.private
        module.__path__ = spec.submodule_search_locations
        sys.modules[self.private] = module
        sys.modules[self.prefix + "builtins"] = self.builtins_module
        if self.directory is not None:
            module.__path__.append(self.directory)
            # Loaders are also what `importlib.resources` asks, so the directory has one although it has no code of its own.
            module.__loader__ = spec.loader = SourceLoader(self.private, f"{self.directory}/__init__.py")
            # Finders that were made before the directory was a plugin's follow other rules.
            for path in list(sys.path_importer_cache):
                if is_below(path, self.directory):
                    sys.path_importer_cache.pop(path, None)
            self._scan()

    def close(self):
        """Makes the package unreachable by import."""
        with lock:
            packages.pop(self.private, None)
            _by_builtins.pop(id(self.builtins), None)

    def _scan(self):
        """Finds out which top-level names the plugin owns, and claims what it vendors."""
        stdlib = sys.stdlib_module_names
        namespaces = set()
        vendor = False
        try:
            entries = posix.scandir(self.directory)
        except OSError as error:
            raise LoadFailure("entry_module_not_found", f"plugin '{self.name}': {error}") from None
        with entries:
            for entry in entries:
                name, dot, suffix = entry.name.partition(".")
                if name in ("vendor", "__pycache__"):
                    vendor |= name == "vendor" and not dot and entry.is_dir()
                elif dot:
                    if dot + suffix in MODULE_SUFFIXES:
                        self._own(name, entry.name, stdlib)
                elif name and entry.is_dir():
                    if _is_regular_package(entry.path):
                        self._own(name, entry.name, stdlib)
                    elif name not in stdlib:
                        namespaces.add(name)
        if vendor:
            from _terrarium.dependencies import claim

            claim(self, f"{self.directory}/vendor")
        # As in Python, a directory without `__init__.py` comes last.
        self.owned |= namespaces - self.visible
        self.owned.difference_update(SDK_NAMES)

    def _own(self, name, file, stdlib):
        if name in stdlib:
            _native.warn(
                f"plugin '{self.name}': its {file} is hidden by the standard module '{name}'; give it another name"
            )
        else:
            self.owned.add(name)

    def resolve(self, name):
        """The name under which `name` is in `sys.modules` when this plugin imports it."""
        top = name.partition(".")[0]
        if top in self.owned:
            return self.prefix + name
        if top in vendored and top not in self.visible:
            from _terrarium.dependencies import check_visible

            check_visible(self, top, name)
        return name

    def _make_import(self):
        standard = builtins.__import__

        def __import__(name, globals=None, locals=None, fromlist=(), level=0):
            try:
                if level or type(name) is not str:
                    return standard(name, globals, locals, fromlist, level)
                resolved = self.resolve(name)
                module = standard(resolved, globals, locals, fromlist, 0)
                if resolved is name or fromlist:
                    return module
                # `import a.b` binds `a`.
                return sys.modules[self.prefix + name.partition(".")[0]]
            except ImportError as error:
                self.disguise(error)
                raise

        return __import__

    def import_module(self, standard, name, package):
        """What `importlib.import_module` does for the code of this plugin."""
        try:
            if not name.startswith("."):
                return standard(self.resolve(name))
            if package and package.partition(".")[0] in self.owned:
                package = self.prefix + package
            return standard(name, package)
        except ImportError as error:
            self.disguise(error)
            raise

    def disguise(self, error):
        """Takes the private names out of an import error."""
        if self.private not in str(error.msg):
            return
        error.msg = str(error.msg).replace(self.prefix, "").replace(self.private, self.name)
        if packages.get(self.private) is not self:
            error.msg += f": plugin '{self.name}' is unloaded"
        error.args = (error.msg,)
        if isinstance(error.name, str):
            error.name = error.name.removeprefix(self.prefix)


class SourceLoader(SourceFileLoader):
    """Compiles the bytes of the source file: bytecode files are neither read nor written."""

    def create_module(self, spec):
        package = packages.get(spec.name.partition(".")[0])
        if package is None:
            return None
        module = ModuleType(spec.name)
        module.__builtins__ = package.builtins
        return module

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return compile_source(self.get_data(path), path)

    def set_data(self, path, data, *, _mode=0o666):
        pass


_LOADERS = (ExtensionFileLoader, _imp.extension_suffixes()), (SourceLoader, [".py"])
MODULE_SUFFIXES = (".py", *_imp.extension_suffixes())


def _is_regular_package(directory):
    for suffix in MODULE_SUFFIXES:
        try:
            posix.stat(f"{directory}/__init__{suffix}")
            return True
        except OSError:
            pass
    return False


def is_below(path, directory):
    return path == directory or path.startswith(directory + "/")


def roots(without=None):
    """The directories whose modules are loaded under the rules of this file."""
    with lock:
        found = [each.directory for each in packages.values() if each.directory is not None and each is not without]
        found += [each.directory for group in vendored.values() for each in group if not each.external]
    return found


def path_hook(path):
    """The entry in `sys.path_hooks` for everything below a plugin's directory."""
    if any(is_below(path, root) for root in roots()):
        return FileFinder(path, *_LOADERS)
    raise ImportError("not part of a plugin", path=path)


def spec_of(module):
    """The `__spec__` of whatever is in `sys.modules`, without running code of its class."""
    try:
        return object.__getattribute__(module, "__spec__")
    except Exception:
        return None


def spec_attribute(module, name):
    """An attribute of that, or None. What plugins put there may raise anything."""
    try:
        return getattr(spec_of(module), name, None)
    except Exception:
        return None


class NamespacePath(list):
    """The directories of a vendored package without `__init__.py`. Changes when plugins come and go."""

    def __repr__(self):
        # `importlib.resources` knows such a path by this name.
        return f"NamespacePath({list(self)!r})"


class PackageFinder:
    """The entry in `sys.meta_path` for vendored top-level modules, and for the standard modules that need a change."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        providers = vendored.get(name)
        if providers:
            directories = dict.fromkeys(each.directory for each in providers)
            spec = PathFinder.find_spec(name, list(directories))
            if spec is not None and spec.loader is None:
                spec.submodule_search_locations = NamespacePath(spec.submodule_search_locations)
            return spec
        if name in _patches:
            return _patched(name)
        head, mark, rest = name.partition("#")
        if mark and rest.partition(".")[2] == "vendor":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None

    @staticmethod
    def find_distributions(*arguments):
        from _terrarium.dependencies import find_distributions

        return find_distributions(*arguments)


# Standard modules that are changed when they are first imported, by anybody.
_patches = {"importlib", "linecache", "logging", "threading", "warnings"}


def _patched(name):
    spec = PathFinder.find_spec(name)
    if spec is None or not hasattr(spec.loader, "exec_module"):
        return spec
    loader = spec.loader
    execute = loader.exec_module

    def exec_module(module):
        del loader.exec_module
        execute(module)
        _patch(name, module)

    loader.exec_module = exec_module
    return spec


def _patch(name, module):
    from _terrarium import patches

    getattr(patches, name)(module)


def package_of(frame):
    """The package whose code a frame runs, or None."""
    return _by_builtins.get(id(frame.f_builtins))


def ensure_installed():
    """Puts our finders in front and missing standard ones at the end: a plugin may have changed the lists."""
    with lock:
        _restore(sys.meta_path, [EmbeddedImporter, PackageFinder], _standard_finders)
        _restore(sys.path_hooks, [path_hook], _standard_hooks)
        _restore(sys.path, [], standard_path)


def _restore(current, first, last):
    if current[: len(first)] != first:
        current[:] = first + [each for each in current if each not in first]
    current += [each for each in last if each not in current]


_cache_from_source = external.cache_from_source


def cache_from_source(path, *arguments, **options):
    """Keeps the loaders of the standard library, too, from bytecode files among a plugin's sources."""
    if isinstance(path, str) and any(is_below(path, root) for root in roots()):
        raise NotImplementedError("plugins have no bytecode files")
    return _cache_from_source(path, *arguments, **options)


def install(log_level):
    """Takes over importing. `log_level` is for the root logger, should `logging` be imported."""
    global root_log_level, start_thread
    root_log_level = log_level
    start_thread = get_ident(), get_native_id()
    _standard_finders[:] = sys.meta_path
    _standard_hooks[:] = sys.path_hooks
    external.cache_from_source = cache_from_source
    ensure_installed()
    for name in _patches & sys.modules.keys():
        _patch(name, sys.modules[name])
