"""What a callable takes and gives, whatever kind of callable it is."""

import sys

MISSING = object()

_CO_VARARGS = 0x04
_CO_GENERATOR = 0x20
_CO_COROUTINE = 0x80 | 0x100
_CO_ASYNC_GENERATOR = 0x200


class Parameter:
    """A parameter; MISSING stands for no annotation and for no default."""

    __slots__ = ("default", "is_positional_only", "name", "note")

    def __init__(self, name, note, default, is_positional_only):
        self.name = name
        self.note = note
        self.default = default
        self.is_positional_only = is_positional_only


FunctionType = type(lambda: None)
MethodType = type(Parameter("", MISSING, MISSING, False).__init__)


class Shape:
    """Positional parameters, `*rest` or None, keyword-only parameters, and the annotation of the result.

    `scopes` are the dictionaries that names in annotations are looked up in. `is_transformed` says that a decorator makes
    something else of the result, and `is_wrapped` that the parameters are those of a function behind a decorator, which may
    pass others on than it gets.
    """

    __slots__ = ("is_transformed", "is_wrapped", "keywords", "parameters", "rest", "result", "scopes")

    def __init__(self, parameters, rest, keywords, result, scopes):
        self.parameters = parameters
        self.rest = rest
        self.keywords = keywords
        self.result = result
        self.scopes = scopes
        self.is_transformed = False
        self.is_wrapped = False


def shape(method, module):
    """The shape of a method of a module. None if it cannot be known, as with many functions written in C."""
    inner, bound, is_wrapped = _behind(method)
    if type(inner) is not FunctionType or "__signature__" in vars(inner):
        return _inspected(method, module)
    found = _of_function(inner, bound)
    found.is_wrapped = is_wrapped
    found.is_transformed = kind(inner) is not None and kind(method) is None
    return found


def kind(method):
    """"generator", "coroutine" or "asynchronous generator" for functions that are; None for others."""
    flags = getattr(getattr(_runs(method), "__code__", None), "co_flags", 0)
    if flags & _CO_GENERATOR:
        # With the other flag, a coroutine of the kind of `types.coroutine`.
        return "coroutine" if flags & _CO_COROUTINE else "generator"
    if flags & _CO_COROUTINE:
        return "coroutine"
    return "asynchronous generator" if flags & _CO_ASYNC_GENERATOR else None


def _behind(method):
    """The function whose parameters a call has to fit, how many of them are bound, and whether it is behind a decorator.

    A decorator's function that takes anything stands for the one that it wraps.
    """
    bound, is_wrapped = 0, False
    # Functions may be made to wrap each other.
    for _ in range(100):
        if type(method) is MethodType:
            method = method.__func__
            bound += 1
        elif type(method) is not FunctionType or method.__code__.co_flags & _CO_VARARGS:
            wrapped = _wrapped(method)
            if wrapped is None:
                break
            method, is_wrapped = wrapped, True
        else:
            break
    return method, bound, is_wrapped


def _runs(method):
    """The function that a call runs, as far as that is plain."""
    if type(method) is MethodType:
        return _runs(method.__func__)
    if type(method) is FunctionType:
        return method
    functools = sys.modules.get("functools")
    if functools is not None and isinstance(method, functools.partial):
        return _runs(method.func)
    wrapped = _wrapped(method)
    if wrapped is not None:
        return _runs(wrapped)
    return None if isinstance(method, type) else getattr(type(method), "__call__", None)


def _wrapped(method):
    """What `functools.wraps` and the like have left."""
    try:
        return object.__getattribute__(method, "__dict__").get("__wrapped__")
    except (AttributeError, TypeError):
        return None


def _of_function(function, bound):
    code = function.__code__
    notes = _notes(function)
    count = code.co_argcount
    defaults = (MISSING,) * (count - len(function.__defaults__ or ())) + (function.__defaults__ or ())
    parameters = [
        Parameter(name, notes.get(name, MISSING), defaults[index], index < code.co_posonlyargcount)
        for index, name in enumerate(code.co_varnames[:count])
    ]
    named = count + code.co_kwonlyargcount
    rest = None
    if code.co_flags & _CO_VARARGS:
        name = code.co_varnames[named]
        rest = Parameter(name, notes.get(name, MISSING), MISSING, True)
    values = function.__kwdefaults__ or {}
    keywords = [
        Parameter(name, notes.get(name, MISSING), values.get(name, MISSING), False) for name in code.co_varnames[count:named]
    ]
    scopes = (function.__globals__, function.__builtins__)
    return Shape(parameters[bound:], rest, keywords, notes.get("return", MISSING), scopes)


def _notes(function):
    try:
        return function.__annotations__
    except Exception:
        # From Python 3.14 on, annotations are evaluated when they are asked for.
        from annotationlib import Format, get_annotations

        return get_annotations(function, format=Format.FORWARDREF)


def _inspected(method, module):
    import inspect

    options = {}
    if sys.version_info >= (3, 14):
        from annotationlib import Format

        options["annotation_format"] = Format.FORWARDREF
    try:
        signature = inspect.signature(method, **options)
    except Exception:
        return None
    parameters, rest, keywords = [], None, []
    for each in signature.parameters.values():
        note, default = (MISSING if value is each.empty else value for value in (each.annotation, each.default))
        parameter = Parameter(each.name, note, default, each.kind is each.POSITIONAL_ONLY)
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD):
            parameters.append(parameter)
        elif each.kind is each.VAR_POSITIONAL:
            rest = parameter
        elif each.kind is each.KEYWORD_ONLY:
            keywords.append(parameter)
    result = MISSING if signature.return_annotation is signature.empty else signature.return_annotation
    names = getattr(module, "__dict__", {})
    scopes = (names, names.get("__builtins__", {}))
    return Shape(parameters, rest, keywords, result, scopes)
