"""Annotations, read without evaluating them: from the objects that they are, or from the text of those that are text.

Whatever has no meaning here is of the kind "any", and so is what cannot be looked up.
"""

import sys

_ONLY_TREE = 0x400  # ast.PyCF_ONLY_AST
_MISSING = object()


class Type:
    """What an annotation says: a kind, the types in brackets, and the class of those that are "any".

    `arguments` is None where the annotation has no brackets. A "tuple" has a type for each element, and a "variadic tuple" one
    for all.
    """

    __slots__ = ("arguments", "cls", "kind")

    def __init__(self, kind, arguments=None, cls=None):
        self.kind = kind
        self.arguments = arguments
        self.cls = cls

    def members(self):
        """The types of which a value has one."""
        return self.arguments if self.kind == "union" else (self,)


ANY = Type("any")
NONE = Type("none")

# The classes that have a meaning, by module and name, to their kind.
_KINDS = {
    **{
        f"builtins.{name}": name
        for name in (
            *("bool", "int", "float", "complex", "str", "bytes", "bytearray", "memoryview"),
            *("list", "tuple", "set", "frozenset", "dict"),
        )
    },
    "builtins.NoneType": "none",
    "collections.OrderedDict": "dict",
    "collections.defaultdict": "dict",
    "datetime.datetime": "datetime",
    "datetime.timedelta": "timedelta",
    "decimal.Decimal": "Decimal",
    "uuid.UUID": "UUID",
    **{f"collections.abc.{name}": "sequence" for name in ("Sequence", "MutableSequence")},
    **{f"collections.abc.{name}": "iterable" for name in ("Iterable", "Collection", "Container", "Reversible")},
    **{f"collections.abc.{name}": "abstract set" for name in ("Set", "MutableSet")},
    **{f"collections.abc.{name}": "mapping" for name in ("Mapping", "MutableMapping")},
    **{f"collections.abc.{name}": "memoryview" for name in ("Buffer", "ByteString")},
    **{
        f"collections.abc.{name}": "iterator"
        for name in ("Iterator", "Generator", "AsyncIterable", "AsyncIterator", "AsyncGenerator")
    },
}

# What says something about the type in its brackets, and not another type.
_TRANSPARENT = {
    "dataclasses.InitVar",
    *(f"typing.{name}" for name in ("Annotated", "ClassVar", "Final", "NotRequired", "ReadOnly", "Required")),
}


class _Name:
    """Stands for a class that need not be imported."""

    def __init__(self, key):
        self.key = key


# The names that the signatures of interfaces are made of. All others are records.
VOCABULARY = {
    **{each.__name__: each for each in (bool, int, float, str, bytes, list, tuple, set, dict, object)},
    "datetime": _Name("datetime.datetime"),
    "timedelta": _Name("datetime.timedelta"),
    "Decimal": _Name("decimal.Decimal"),
    "UUID": _Name("uuid.UUID"),
    "Iterable": _Name("collections.abc.Iterable"),
    "Iterator": _Name("collections.abc.Iterator"),
    "Optional": _Name("typing.Optional"),
    "Union": _Name("typing.Union"),
}


def read(note, scopes):
    """The type that an annotation says. Names in text are looked up in `scopes`, dictionaries, one after the other."""
    try:
        return _read(note, scopes)
    except Exception:
        # Objects of a plugin, and text of any length.
        return ANY


def read_tree(tree, scopes):
    """The type that an annotation says whose text has been parsed."""
    name = type(tree).__name__
    if name == "Constant":
        return _read(tree.value, scopes)
    if name in ("Name", "Attribute"):
        return _read(_lookup(tree, scopes), scopes)
    if name == "BinOp" and type(tree.op).__name__ == "BitOr":
        return _union([read_tree(tree.left, scopes), read_tree(tree.right, scopes)])
    if name == "Subscript":
        inner = tree.slice.elts if type(tree.slice).__name__ == "Tuple" else [tree.slice]
        base = _lookup(tree.value, scopes)
        if _key(base) == "typing.Literal":
            return _union([_literal_tree(each) for each in inner])
        return _applied(base, inner, lambda each: read_tree(each, scopes), _is_ellipsis_tree)
    return ANY


def _read(note, scopes):
    if note is None:
        return NONE
    if type(note) is str:
        return read_tree(compile(note.strip(), "<annotation>", "eval", _ONLY_TREE, dont_inherit=True).body, scopes)
    kind = type(note).__name__
    if isinstance(note, type) and kind != "GenericAlias" or type(note) is _Name:
        return _known(_key(note), None, note)
    if type(note).__module__ not in ("types", "typing", "typing_extensions", "dataclasses", "annotationlib"):
        return ANY
    if kind == "NewType":
        return _read(note.__supertype__, scopes)
    if kind == "TypeAliasType":
        return _read(note.__value__, scopes)
    if kind == "ForwardRef":
        return _read(note.__forward_arg__, scopes)
    if kind == "InitVar":
        return _read(note.type, scopes)
    inner = getattr(note, "__args__", None)
    if kind in ("UnionType", "Union"):
        return _union([_read(each, scopes) for each in inner])
    base = getattr(note, "__origin__", None)
    if base is None:
        return ANY
    if kind == "_AnnotatedAlias":
        return _read(base, scopes)
    if _key(base) == "typing.Literal":
        return _union([_literal(each) for each in inner])
    return _applied(base, inner, lambda each: _read(each, scopes), lambda each: each is ...)


def _applied(base, inner, read_one, is_ellipsis):
    """The type of `base[inner]`."""
    key = _key(base)
    if key == "typing.Union":
        return _union([read_one(each) for each in inner])
    if key == "typing.Optional":
        return _union([read_one(inner[0]), NONE])
    if key in _TRANSPARENT:
        return read_one(inner[0])
    if key not in _KINDS or inner is None:
        return _known(key, None, base)
    if key == "builtins.tuple" and len(inner) == 2 and is_ellipsis(inner[1]):
        return Type("variadic tuple", (read_one(inner[0]),))
    return _known(key, tuple(read_one(each) for each in inner), base)


def _known(key, arguments, base):
    kind = _KINDS.get(key)
    if kind is not None:
        return Type(kind, arguments)
    return Type("any", cls=base) if isinstance(base, type) else ANY


def _union(types):
    return Type("union", tuple(member for each in types for member in each.members()))


def _key(value):
    """The module and name of a class, or of a special form such as `typing.Optional`."""
    if type(value) is _Name:
        return value.key
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    if type(value).__module__ in ("typing", "typing_extensions"):
        # `typing.List` has a class behind it, `typing.Optional` a name.
        origin = getattr(value, "__origin__", None)
        return f"typing.{getattr(value, '_name', None)}" if origin is None else _key(origin)
    return None


def _lookup(tree, scopes):
    """The object that a name stands for, `a.b` included, as far as that takes no code of its owner."""
    if type(tree).__name__ == "Name":
        for scope in scopes:
            found = scope.get(tree.id, _MISSING)
            if found is not _MISSING:
                return found
    elif type(tree).__name__ == "Attribute":
        if scopes[0] is VOCABULARY:
            return VOCABULARY.get(tree.attr, _MISSING)
        owner = _lookup(tree.value, scopes)
        if isinstance(owner, (type, type(sys))):
            return vars(owner).get(tree.attr, _MISSING)
    return _MISSING


def _is_ellipsis_tree(tree):
    return type(tree).__name__ == "Constant" and tree.value is ...


def _literal(value):
    return NONE if value is None else _known(_key(type(value)), None, type(value))


def _literal_tree(tree):
    if type(tree).__name__ == "UnaryOp":
        tree = tree.operand
    return _literal(tree.value) if type(tree).__name__ == "Constant" else ANY
