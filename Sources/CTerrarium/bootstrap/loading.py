"""Loading plugins and binding their methods."""

import sys
from _frozen_importlib import _gcd_import

from _terrarium import guards, imports, output
from _terrarium.imports import SDK_NAMES, LoadFailure, Package, ensure_installed, packages

FunctionType = type(lambda: None)

# The attribute that the SDK's `@method` leaves on a function: "raw" or "any".
MARK = "__terrarium_method__"

_CO_VARARGS = 0x04
# Variable arguments, generators, coroutines: whatever needs a closer look.
_CO_UNUSUAL = 0x04 | 0x20 | 0x80 | 0x100 | 0x200

# Python's own types in the signatures of interfaces. All other names there are records.
_TYPE_NAMES = frozenset(
    "bool int float str bytes list tuple set dict None datetime timedelta UUID Decimal Iterable Iterator Optional Union".split()
)
_COMPOSED = (type(list[int]), type(int | None))

# The signature of raw methods, whose parameter may have any name.
_RAW = "(data: bytes) -> bytes"

# The SDK's set of what has made records: private names of packages, and "" for all that is not a plugin's own.
_record_owners = set()


class Loaded:
    """A loaded plugin. Unloads itself when nobody refers to it any more.

    `callables` and `methods` are parallel; an optional method that the module does not have is None. A method is described by
    its name, its wire ("json", "raw" or "any"), its signature and the first line of its documentation. Those of a given
    interface have its signature, if it has one, and no documentation.
    """

    def __init__(self, package, module, interface_hash, callables, methods):
        self.package = package
        self.module = module
        self.interface_hash = interface_hash
        self.callables = callables
        self.methods = methods

    def __del__(self):
        if self.package is not None:
            unload(self)


def start(options):
    """Prepares the interpreter for plugins. Returns what the host uses, by name."""
    global _record_owners
    output.install()
    guards.install(options["recursion_limit"])
    imports.install(options["log_level"])
    if options["search_paths"]:
        import site

        for path in options["search_paths"]:
            site.addsitedir(path)
    imports.standard_path[:] = sys.path
    from terrarium import PluginError, _record_owners

    return {
        "load": load,
        "load_source": load_source,
        "unload": unload,
        "discard": discard,
        "LoadFailure": LoadFailure,
        "PluginError": PluginError,
    }


def load(id, name, directory, entry_module, expected_hash=None, methods=None, canonical_text=None):
    """Loads the plugin package in `directory`, an absolute path.

    `methods` is the interface: (name, "json" or "raw", number of arguments or -1, signature or "", whether it is optional) in
    the order of its indexes. Without it the plugin's own functions are its methods. `canonical_text` is what the hash is of.
    """
    top = entry_module.partition(".")[0]
    if top in sys.stdlib_module_names or top in SDK_NAMES:
        kind = "the SDK" if top in SDK_NAMES else "the standard library"
        raise LoadFailure(
            "entry_module_reserved", f"entry module '{entry_module}' of plugin '{name}' has a name of {kind}; rename it"
        )
    package = Package(id, name, directory)
    return _load(package, lambda: _import(package, entry_module), expected_hash, methods, canonical_text)


def load_source(id, name, source, filename, directory=None, methods=None, expected_hash=None, canonical_text=None):
    """Loads a plugin that is one module, given as its source. It can import what is in `directory`, if that is given."""
    from _terrarium.source import import_source

    package = Package(id, name, directory)
    return _load(package, lambda: import_source(package, source, filename), expected_hash, methods, canonical_text)


def unload(loaded):
    """Removes a plugin from the import system. Its code lives as long as somebody refers to it."""
    package = loaded.package
    if package is not None:
        _close(package)
        loaded.package = loaded.module = None
        loaded.callables = []


def discard(id):
    """Removes what is left of a plugin whose load or unload was interrupted. Without effect if nothing is."""
    for package in list(packages.values()):
        if package.id == id:
            _close(package)


def _close(package):
    # The next import would fail if a plugin has emptied the list of finders.
    ensure_installed()
    from _terrarium.unloading import close

    close(package)
    _record_owners.discard(package.private)


def _load(package, import_module, expected_hash, methods, canonical_text):
    try:
        ensure_installed()
        package.open()
        module = import_module()
        # What follows may import modules of ours, whatever the plugin has done to the list of finders.
        ensure_installed()
        try:
            interface_hash = _check_hash(module, expected_hash, canonical_text)
            callables, methods = _described(module) if methods is None else _resolved(module, methods)
            if package.private in _record_owners or "" in _record_owners:
                from _terrarium.records import converting

                callables = converting(callables, module)
        except LoadFailure:
            raise
        except BaseException as error:
            # The module's own `__getattr__`, for instance.
            from _terrarium import failures

            raise failures.import_failed(package, error) from error
        return Loaded(package, module, interface_hash, callables, methods)
    except BaseException:
        _close(package)
        raise


def _import(package, entry_module):
    private = package.prefix + entry_module
    try:
        return _gcd_import(private)
    except BaseException as error:
        ensure_installed()
        from _terrarium import failures

        missing = type(error) is ModuleNotFoundError and f"{private}.".startswith(f"{error.name}.")
        if missing:
            raise failures.entry_not_found(package, entry_module) from None
        raise failures.import_failed(package, error) from error


def _check_hash(module, expected, canonical_text):
    """The interface hash that the plugin declares, or None."""
    try:
        value = module.__interface_hash__
    except AttributeError:
        if expected is None:
            return None
        from _terrarium import failures

        raise failures.hash_missing(expected, canonical_text) from None
    try:
        declared = value.__index__()
        if 0 <= declared < 1 << 64:
            if expected is None or declared == expected:
                return declared
            code, problem = "hash_mismatch", f"is 0x{declared:016x}"
        else:
            code, problem = "hash_not_integer", f"is {declared:#x}, which is not a 64-bit unsigned integer"
    except Exception:
        code, problem = "hash_not_integer", f"is of type {type(value).__name__}, not an integer"
    if expected is None:
        return None
    from _terrarium import failures

    raise failures.hash_wrong(code, problem, module, expected, canonical_text)


def _resolved(module, methods):
    callables = []
    problems = []
    for name, wire, arity, signature, is_optional in methods:
        try:
            method = getattr(module, name)
        except AttributeError:
            callables.append(None)
            if not is_optional:
                problems.append(("method_missing", name, signature))
            continue
        callables.append(method)
        if not callable(method):
            problems.append(("method_not_callable", name, f"is of type {type(method).__name__}, which cannot be called"))
        elif wire == "raw" or signature:
            if not _fits_plainly(method, signature):
                from _terrarium.contracts import differences

                problems += [("method_signature", name, text) for text in differences(name, method, signature, module)]
        elif reason := _arity_problem(method, arity):
            problems.append(("method_signature", name, reason))
    if problems:
        from _terrarium import failures

        raise failures.methods(module, problems)
    return callables, [(name, wire, signature, "") for name, wire, _, signature, _ in methods]


def _fits_plainly(method, signature):
    """Whether a function has the signature of its interface at first sight. Most have, and the closer look takes far longer."""
    try:
        code = method.__code__
        if type(method) is not FunctionType or code.co_flags & _CO_UNUSUAL or code.co_kwonlyargcount:
            return False
        notes = method.__annotations__
        head, _, result = (signature or _RAW).rpartition(") -> ")
        parameters = head[1:].split(", ") if len(head) > 1 else ()
        if not code.co_argcount - len(method.__defaults__ or ()) <= len(parameters) <= code.co_argcount:
            return False
        for name, parameter in zip(code.co_varnames, parameters):
            expected, _, hint = parameter.partition(": ")
            if (signature and name != expected) or (name in notes and not _goes_with(notes[name], hint)):
                return False
        return "return" not in notes or _goes_with(notes["return"], result)
    except Exception:
        return False


def _goes_with(note, hint):
    """Whether an annotation is the hint in the same words, or one is part of the other. Records go with everything."""
    kind = type(note)
    text = note if kind is str else note.__name__ if kind is type else str(note) if kind in _COMPOSED or note is None else ""
    if text == hint or (hint not in _TYPE_NAMES and hint.isidentifier()):
        return True
    # `list` for `list[int]`, and unions that begin with what the other one is.
    return bool(text and hint) and (hint.startswith((text + "[", text + " |")) or text.startswith(hint + " |"))


def _arity_problem(method, count):
    """Why a call with `count` positional arguments must fail, or None. A negative count stands for any number."""
    if type(method) is not FunctionType:
        from _terrarium.signatures import arity_problem

        return arity_problem(method, count)
    code = method.__code__
    most = code.co_argcount
    least = most - len(method.__defaults__ or ())
    if count >= 0 and (count < least or (count > most and not code.co_flags & _CO_VARARGS)):
        accepted = str(most) if least == most else f"{least} to {most}"
        return f"takes {accepted} positional arguments, and the interface passes {count}"
    keywords = code.co_varnames[most : most + code.co_kwonlyargcount]
    required = [name for name in keywords if name not in (method.__kwdefaults__ or ())]
    if required:
        return f"needs the keyword argument '{required[0]}', and only positional ones are passed"
    return None


def _described(module):
    """The methods of a plugin without an interface: what `@method` marks, or else its public functions."""
    found = vars(module)
    marked = {name: mark for name, value in found.items() if (mark := _mark(value))}
    if not marked:
        public = found.get("__all__")
        marked = {
            name: "any"
            for name, value in found.items()
            if (not name.startswith("_") if public is None else name in public) and _is_defined_in(module, value)
        }
    from _terrarium.signatures import first_line, safe_text, signature_text

    callables = [found[name] for name in marked]
    described = zip(marked.items(), callables)
    return callables, [(safe_text(name), wire, signature_text(each), first_line(each)) for (name, wire), each in described]


def _mark(value):
    """What `@method` left on a function, or None. Anything else under that name is the plugin's own affair."""
    try:
        mark = object.__getattribute__(value, "__dict__").get(MARK)
    except (AttributeError, TypeError):
        return None
    return mark if type(mark) is str and mark in ("raw", "any") else None


def _is_defined_in(module, value):
    if type(value) is not FunctionType:
        # A function behind a decorator such as `functools.cache`.
        try:
            value = object.__getattribute__(value, "__wrapped__")
        except AttributeError:
            return False
    return type(value) is FunctionType and value.__module__ == module.__name__
