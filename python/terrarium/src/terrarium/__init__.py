"""What a Terrarium plugin imports: `method`, `record`, `PluginError` and `log`.

A host brings its own copy of this module, so a plugin never has to vendor it. The installable package is the same file: for
editors, type checkers and a plugin's own tests.
"""

import sys
from _weakref import ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable
    from dataclasses import Field, field
    from typing import Any, TypeVar, dataclass_transform, overload

    Function = TypeVar("Function", bound=Callable[..., Any])
    Class = TypeVar("Class", bound=type[Any])

    log: logging.Logger

__all__ = ["PluginError", "log", "method", "record"]

# (module, name) to a weak reference to the function that `method` marked. For `fidius.get_method` and its kin.
_registry: "dict[tuple[str, str], Callable[[], Callable[..., Any] | None]]" = {}

# The plugins that have records, by the private name of their package; "" for modules that are no plugin's own. For the host.
_record_owners: set[str] = set()

if TYPE_CHECKING:

    @overload
    def method(function: Function, /) -> Function: ...
    @overload
    def method(*, raw: bool = False) -> Callable[[Function], Function]: ...
    def method(function: Any = None, /, *, raw: bool = False) -> Any: ...

else:

    def method(function=None, /, *, raw=False):
        """Marks a function as a method of the plugin.

        Plain `@method` is for arguments and results that JSON can express, and `@method(raw=True)` for one argument and a
        result that are bytes. The function itself stays as it is.
        """

        def mark(function):
            if not callable(function):
                raise TypeError(f"@method marks functions, not {type(function).__name__} objects")
            function.__terrarium_method__ = "raw" if raw else "any"
            key = getattr(function, "__module__", None), getattr(function, "__name__", None)
            _registry[key] = ref(function, lambda dead: _registry.get(key) is dead and _registry.pop(key))
            return function

        return mark if function is None else mark(function)


if TYPE_CHECKING:

    @overload
    @dataclass_transform(field_specifiers=(Field, field))
    def record(cls: Class, /) -> Class: ...
    @overload
    @dataclass_transform(field_specifiers=(Field, field))
    def record(
        *,
        init: bool = True,
        repr: bool = True,
        eq: bool = True,
        order: bool = False,
        unsafe_hash: bool = False,
        frozen: bool = False,
        match_args: bool = True,
        kw_only: bool = False,
        slots: bool = False,
        weakref_slot: bool = False,
    ) -> Callable[[Class], Class]: ...
    def record(cls: Any = None, /, **options: bool) -> Any: ...

else:

    def record(cls=None, /, **options):
        """Makes a dataclass whose instances a host passes to the methods of the plugin, where it would pass dictionaries.

        That goes for parameters which are annotated with the class, also inside lists, sets, tuples, dictionaries and
        optionals, and for fields of other records. Options are those of `dataclasses.dataclass`. An enumeration stays as it
        is; its members are passed where the host would pass their values.
        """

        def make(cls):
            enum = sys.modules.get("enum")
            if enum is None or not isinstance(cls, enum.EnumMeta):
                from dataclasses import dataclass

                cls = dataclass(**options)(cls)
            elif options:
                raise TypeError("@record takes no options for an enumeration")
            cls.__terrarium_record__ = True
            owner, _, _ = str(cls.__module__).partition(".")
            _record_owners.add(owner if "#" in owner else "")
            return cls

        return make if cls is None else make(cls)


class PluginError(Exception):
    """A failure that the caller of a plugin can tell apart by its code.

    `details` is anything that JSON can express, for the calling program.
    """

    def __init__(self, code: str, message: str, details: "Any" = None) -> None:
        super().__init__(code, message, details)
        self.code = code
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return str(self.message)

    def __repr__(self) -> str:
        details = "" if self.details is None else f", details={self.details!r}"
        return f"{type(self).__name__}({self.code!r}, {self.message!r}{details})"

    def __reduce__(self) -> "tuple[Any, ...]":
        # Subclasses may take other arguments than these, so copying and unpickling do not call `__init__`.
        return _restore, (type(self), self.args, self.__dict__)


def _restore(cls: type[PluginError], args: "tuple[Any, ...]", state: "dict[str, Any]") -> PluginError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


def __getattr__(name: str) -> "Any":
    # `logging` takes longer to import than most plugins, so it is imported when a plugin asks for `log`.
    if name != "log":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import logging

    return logging.getLogger(sys._getframe(1).f_globals.get("__name__", __name__))
