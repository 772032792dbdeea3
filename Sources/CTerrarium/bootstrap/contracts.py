"""Compares a method with the signature that its interface has for it."""

from _terrarium.annotations import ANY, VOCABULARY, read, read_tree
from _terrarium.callables import MISSING, kind, shape
from _terrarium.signatures import annotation_text

_ONLY_TREE = 0x400  # ast.PyCF_ONLY_AST

_ITERABLE = {"iterable", "sequence"}
_BYTES = {"bytes", "bytearray", "memoryview"}
_NUMBERS = {"float", "complex"}

# The kinds of annotations that can hold a value which the host passes.
_PASSED = {
    "bool": {"bool", "int", *_NUMBERS},
    "int": {"int", *_NUMBERS},
    "float": _NUMBERS,
    "str": {"str", *_ITERABLE},
    "bytes": _BYTES | _ITERABLE,
    "list": {"list", *_ITERABLE},
    "tuple": {"tuple", "variadic tuple", *_ITERABLE},
    "set": {"set", "frozenset", "abstract set", "iterable"},
    "dict": {"dict", "mapping", "iterable"},
    "iterable": {"list", "tuple", "variadic tuple", "set", "frozenset", "abstract set", "iterator", *_ITERABLE},
    "iterator": {"iterator", *_ITERABLE},
}
_PASSED["variadic tuple"] = _PASSED["tuple"]

# Which wire a client takes is not known here: over JSON these are text, and sets and tuples are lists.
_TEXT_IN_JSON = ("bytes", "datetime", "timedelta", "UUID", "Decimal")
_PASSED["set"] |= {"list", "variadic tuple", *_ITERABLE}
_PASSED["tuple"] |= {"list"}

# The kinds of annotations whose values the host can take. Over JSON, sets are lists.
_ARRAYS = {"list", "tuple", "variadic tuple", *_ITERABLE}
_RETURNED = {
    "float": {"float", "int"},
    "bytes": _BYTES,
    "list": _ARRAYS,
    "tuple": _ARRAYS,
    "variadic tuple": _ARRAYS,
    "set": {"set", "frozenset", "abstract set", *_ARRAYS},
    "dict": {"dict", "mapping", "iterable"},
    "iterable": _PASSED["iterable"],
    "iterator": {"dict", "mapping", *_PASSED["iterable"]},
}

# What a raw method takes and gives. A result may be the bytes one by one.
_RAW = "(data: bytes, /) -> bytes | list[int]"

_RAW_TABLES = dict(_PASSED), dict(_RETURNED)
for _kind in _TEXT_IN_JSON:
    _PASSED[_kind] = {"str", *_PASSED.get(_kind, {_kind})}
    _RETURNED[_kind] = {"str", *_RETURNED.get(_kind, {_kind})}

_STREAMS = {"iterator", "iterable"}


class _Expected:
    """The signature of a method in its interface."""

    def __init__(self, signature):
        self.passed, self.returned = (_PASSED, _RETURNED) if signature else _RAW_TABLES
        signature = signature or _RAW
        self.source = f"def _{signature}: pass".replace("\n", " ")
        (function,) = compile(self.source, "<signature>", "exec", _ONLY_TREE, dont_inherit=True).body
        self.parameters = [
            (each.arg, each in function.args.posonlyargs, self._hint(each.annotation))
            for each in function.args.posonlyargs + function.args.args
        ]
        self.result = self._hint(function.returns)

    def _hint(self, tree):
        """The text of a hint and its type."""
        if tree is None:
            return "", ANY
        return self.source.encode()[tree.col_offset : tree.end_col_offset].decode(), read_tree(tree, (VOCABULARY,))


def differences(name, method, signature, module):
    """What a method has that its interface does not allow: one text each. Without a signature, the method is a raw one."""
    try:
        expected = _Expected(signature)
    except (SyntaxError, ValueError):
        return [f"cannot be compared with `{signature}`, which is not a signature in Python: correct the host's interface"]
    found = shape(method, module)
    if found is None:
        return []
    texts = _parameter_differences(name, found, expected, signature)
    texts += [
        f"needs the keyword argument `{each.name}`, and only positional ones are passed: give it a default"
        for each in found.keywords
        if each.default is MISSING
    ]
    return texts + _result_differences(method, found, expected)


def _parameter_differences(name, found, expected, signature):
    parameters = found.parameters
    passed = len(expected.parameters)
    needed = sum(each.default is MISSING for each in parameters)
    if needed > passed or (passed > len(parameters) and found.rest is None):
        if found.is_wrapped:
            # The decorator may pass on more than it gets, or less.
            return []
        most = len(parameters)
        accepted = f"{needed} to {most}" if needed < most else f"{needed}"
        expectation = f": write `def {name}{signature}`" if signature else ""
        return [f"takes {accepted} positional arguments, and the interface passes {passed}{expectation}"]
    texts = []
    for index, (expected_name, is_positional_only, (text, hint)) in enumerate(expected.parameters):
        parameter = parameters[index] if index < len(parameters) else found.rest
        is_named = not (is_positional_only or parameter.is_positional_only)
        if is_named and not _is_same_name(parameter.name, expected_name):
            texts.append(f"parameter {index + 1} is called `{parameter.name}`, the interface has `{expected_name}`")
        if parameter.note is not MISSING and _contradicts(hint, read(parameter.note, found.scopes), expected.passed):
            note = _shown(parameter.note)
            texts.append(f"parameter `{parameter.name}` is annotated `{note}`, the interface passes `{text}`")
    return texts


def _is_same_name(found, expected):
    """Underscores around a name say that it is not used, or that it is a keyword without them."""
    bare = found.strip("_")
    return not bare or bare == expected.strip("_")


def _result_differences(method, found, expected):
    text, hint = expected.result
    if hint.kind not in _STREAMS:
        flavour = kind(method)
        if flavour == "coroutine":
            return ["is a coroutine function (async def), and the interface declares a value: write `def`"]
        if flavour is not None:
            article = "an" if flavour.startswith("a") else "a"
            return [f"is {article} {flavour} function, and the interface declares a value: return it, without `yield`"]
    if found.is_transformed or found.result is MISSING or kind(method) is not None:
        return []
    if _contradicts(hint, read(found.result, found.scopes), expected.returned):
        return [f"returns `{_shown(found.result)}` by its annotation, the interface expects `{text}`"]
    return []


def _shown(note):
    try:
        return annotation_text(note)
    except Exception:
        # Whatever a plugin has put into brackets.
        return type(note).__name__


def _contradicts(hint, note, holds):
    """Whether no value of the hint's type goes with the annotation. What cannot be decided is no contradiction."""
    hints, notes = hint.members(), note.members()
    if any(each.kind == "any" for each in (*hints, *notes)):
        return False
    hinted = [each for each in hints if each.kind != "none"]
    noted = [each for each in notes if each.kind != "none"]
    if not hinted or not noted:
        return len(hinted) == len(hints) or len(noted) == len(notes)
    # None on one side only is a promise that the other side need not make use of.
    return all(_clash(one, other, holds) for one in hinted for other in noted)


def _clash(hint, note, holds):
    if note.kind not in holds.get(hint.kind, (hint.kind,)):
        return True
    inner, other = hint.arguments, note.arguments
    if inner is None or other is None:
        return False
    if hint.kind == "tuple" and note.kind == "tuple":
        return len(inner) != len(other) or any(map(_contradicts, inner, other, [holds] * len(inner)))
    if hint.kind == "tuple":
        return any(_contradicts(each, other[0], holds) for each in inner)
    if note.kind == "tuple":
        return any(_contradicts(inner[0], each, holds) for each in other)
    return any(_contradicts(one, two, holds) for one, two in zip(inner, other))
