"""Instances of `@record` classes for methods whose annotations ask for them, in place of the dictionaries of the host.

For each load, functions are generated that convert what the annotations name, so that a call interprets nothing. They are
written by functions that give the source text which converts an expression, such as "_array3(value)".
"""

import sys

from _terrarium.annotations import read
from _terrarium.callables import MISSING, shape

# The attribute that `@record` leaves on a class.
MARK = "__terrarium_record__"

_FILENAME = "<terrarium>/records"

# Kinds of annotations to what makes their container. Over JSON, all of these are lists.
_ARRAYS = {
    "list": "list",
    "sequence": "list",
    "iterable": "list",
    "variadic tuple": "tuple",
    "set": "set",
    "abstract set": "set",
    "frozenset": "frozenset",
}


class Mismatch(Exception):
    """A value that cannot be converted. `path` is the way to it, last step first."""

    def __init__(self, text):
        self.text = text
        self.path = []


def converting(callables, module):
    """The methods, with those that take records behind a function that makes them."""
    writer = _Writer()
    names = [None if each is None else writer.method(each, module) for each in callables]
    if not any(names):
        return callables
    from functools import update_wrapper

    functions = writer.compiled()
    return [update_wrapper(functions[name], each) if name else each for name, each in zip(names, callables)]


class _Writer:
    """Writes the functions of one load, into one namespace."""

    def __init__(self):
        self._lines = []
        self._names = {
            "_Mismatch": Mismatch,
            "_array_types": frozenset((list, tuple, set, frozenset)),
            "_failed": _failed,
            "_member": _member,
            "_not_a_record": _not_a_record,
            "_sparse": _sparse,
        }
        # A class to the name of its function.
        self._classes = {}

    def compiled(self):
        """The namespace, with all functions in it."""
        exec(compile("\n".join(self._lines), _FILENAME, "exec", dont_inherit=True), self._names)
        return self._names

    def method(self, method, module):
        """Writes the function that stands for a method. Its name, or None if the method takes no records."""
        found = shape(method, module)
        if found is None:
            return None
        conversions = [self._of_parameter(each, found.scopes, False) for each in found.parameters]
        rest = found.rest and self._of_parameter(found.rest, found.scopes, False)
        while conversions and not conversions[-1] and not rest:
            conversions.pop()
        if not conversions and not rest:
            return None
        name, method = self._add("call"), self._add("method", method)
        parameters, body = [], []
        for index, (parameter, convert) in enumerate(zip(found.parameters, conversions)):
            variable = f"_{index}"
            default = "" if parameter.default is MISSING else self._add("default", parameter.default)
            parameters.append(f"{variable}={default}" if default else variable)
            if convert:
                # A default is an instance already, or whatever else the author wants.
                kept = f"{variable} if {variable} is {default} else " if default else ""
                handler = f"raise _failed(error, {parameter.name!r}) from None"
                body += _attempt(f"{variable} = {kept}{convert(variable)}", handler)
        passed = [f"_{index}" for index in range(len(conversions))]
        if rest:
            handler = f"raise _failed(error, f'{found.rest.name}[{{len(made)}}]') from None"
            body += ["made = []", *_attempt(f"for each in rest: made.append({rest('each')})", handler)]
        body.append(f"return {method}({', '.join([*passed, '*made' if rest else '*rest'])})")
        if found.is_wrapped:
            # The decorator may pass on more than it gets, or less: then nobody knows which argument is which.
            own = "".join(f"{each}, " for each in passed)
            body = [f"if len(given) != {len(found.parameters)}: return {method}(*given)", f"{own}*rest, = given", *body]
            parameters = ["*given"]
        else:
            parameters = [*parameters, "/", "*rest"] if parameters else ["*rest"]
        self._define(name, ", ".join(parameters), body)
        return name

    def _add(self, prefix, value=None):
        """A new name, of a value or of a function that follows."""
        name = f"_{prefix}{len(self._names)}"
        self._names[name] = value
        return name

    def _define(self, name, parameters, body):
        self._lines += [f"def {name}({parameters}):", *(f" {line}" for line in body)]

    def _of_parameter(self, parameter, scopes, in_record):
        """A function from an expression to the one that converts it, or None if there is nothing to convert."""
        return None if parameter.note is MISSING else self._of_type(read(parameter.note, scopes), in_record)

    def _of_type(self, annotation, in_record):
        kind, members = annotation.kind, annotation.members()
        if kind == "any":
            return self._of_class(annotation.cls, in_record)
        if kind == "union":
            several = [each for each in members if each.kind != "none"]
            convert = self._of_type(several[0], in_record) if len(several) == 1 else None
            if convert is None or len(several) == len(members):
                return convert
            return lambda value: f"(None if {value} is None else {convert(value)})"
        inner = [self._of_type(each, in_record) for each in annotation.arguments or ()]
        if kind == "tuple":
            return self._tuple(inner) if any(inner) else None
        if kind in ("dict", "mapping"):
            return self._dictionary(inner[1]) if len(inner) == 2 and inner[1] else None
        return self._array(kind, inner[0]) if kind in _ARRAYS and inner and inner[0] else None

    def _of_class(self, cls, in_record):
        if cls is None:
            return None
        is_marked = MARK in type.__getattribute__(cls, "__dict__")
        enum = sys.modules.get("enum")
        if enum is not None and issubclass(cls, enum.Enum):
            name = self._classes.get(cls) or self._enumeration(cls) if is_marked or in_record else None
        else:
            name = self._classes.get(cls) or self._record(cls) if is_marked else None
        return name and _calling(name)

    def _enumeration(self, cls):
        members = {}
        for member in cls:
            try:
                members[member.value] = member
            except TypeError:
                # The class itself finds values that do not hash.
                continue
        name = self._classes[cls] = self._add("enumeration")
        members, cls = self._add("members", members), self._add("class", cls)
        body = ["try:", f" return {members}[value]", "except (KeyError, TypeError):", f" return _member({cls}, value)"]
        self._define(name, "value", body)
        return name

    def _record(self, cls):
        """Writes the function for a class. The parameters of its initialiser are its fields."""
        found = shape(cls, sys.modules.get(cls.__module__))
        if found is None:
            return None
        # Before the fields are looked at: they may be of the same class.
        name = self._classes[cls] = self._add("record")
        modules = [sys.modules.get(each.__module__) for each in cls.__mro__]
        scopes = [vars(each) for each in modules if each is not None]
        reads, conversions, values, fields = [], [], [], []
        made = self._add("class", cls)
        for index, field in enumerate([*found.parameters, *found.keywords]):
            variable, function = f"_{index}", None
            convert = self._of_parameter(field, scopes, True)
            reads.append(f" {variable} = value[{field.name!r}]")
            values.append(variable if index < len(found.parameters) else f"{field.name}={variable}")
            if convert:
                conversions += _attempt(f"{variable} = {convert(variable)}", _step(f".{field.name}"), "raise")
                function = self._add("field")
                self._define(function, "value", [f"return {convert('value')}"])
            fields.append((field.name, field.default is MISSING, function))
        body = ["if type(value) is not dict:", f" return _not_a_record({made}, value)"]
        if fields:
            missing = f" return _sparse({made}, {self._add('fields', fields)}, value, globals())"
            body += ["try:", *reads, "except KeyError:", missing]
        self._define(name, "value", [*body, *conversions, f"return {made}({', '.join(values)})"])
        return name

    def _array(self, kind, convert):
        name, make = self._add("array"), _ARRAYS[kind]
        refusal = f"raise _Mismatch(f'must be a {make}, not {{type(value).__name__}}')"
        body = [
            "if type(value) not in _array_types:",
            # What is iterated in some other way is left alone.
            " return value" if kind == "iterable" else f" {refusal}",
            "made = []",
            *_attempt(f"for each in value: made.append({convert('each')})", _step("[{len(made)}]"), "raise"),
            "return made" if make == "list" else f"return {make}(made)",
        ]
        self._define(name, "value", body)
        return _calling(name)

    def _dictionary(self, convert):
        name = self._add("dictionary")
        body = [
            "if type(value) is not dict:",
            " raise _Mismatch(f'must be a dict, not {type(value).__name__}')",
            "made = {}",
            *_attempt(f"for key, each in value.items(): made[key] = {convert('each')}", _step("[{key!r}]"), "raise"),
            "return made",
        ]
        self._define(name, "value", body)
        return _calling(name)

    def _tuple(self, inner):
        name, count = self._add("tuple"), len(inner)
        elements = "".join(f"_{index}, " for index in range(count))
        body = [
            f"if type(value) not in _array_types or len(value) != {count}:",
            f" raise _Mismatch('must be a tuple of {count}')",
            f"{elements} = value",
        ]
        for index, convert in enumerate(inner):
            if convert:
                body += _attempt(f"_{index} = {convert(f'_{index}')}", _step(f"[{index}]"), "raise")
        self._define(name, "value", [*body, f"return ({elements})"])
        return _calling(name)


def _calling(name):
    return lambda value: f"{name}({value})"


def _attempt(line, *handler):
    """Lines that do something and handle a mismatch."""
    return ["try:", f" {line}", "except _Mismatch as error:", *(f" {each}" for each in handler)]


def _step(text):
    return f"error.path.append(f{text!r})"


def _failed(error, parameter):
    """What the method raises. No part of the argument itself is in the text, but for the keys of dictionaries."""
    return TypeError(f"{parameter}{''.join(reversed(error.path))}: {error.text}")


def _not_a_record(cls, value):
    if isinstance(value, cls):
        return value
    raise Mismatch(f"must be a dict with the fields of {cls.__name__}, not {type(value).__name__}")


def _member(cls, value):
    try:
        return cls(value)
    except ValueError:
        raise Mismatch(f"is not a value of {cls.__name__}") from None


def _sparse(cls, fields, value, functions):
    """The instance of a dictionary that lacks a field."""
    given = {}
    for name, is_required, function in fields:
        if name in value:
            given[name] = value[name]
            if function:
                try:
                    given[name] = functions[function](value[name])
                except Mismatch as error:
                    error.path.append(f".{name}")
                    raise
        elif is_required:
            raise Mismatch(f"field `{name}` is missing")
    return cls(**given)
