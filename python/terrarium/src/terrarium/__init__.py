"""What a Terrarium plugin imports: `method`, `PluginError` and `log`.

A host brings its own copy of this module, so a plugin never has to vendor it. The installable package is the same file: for
editors, type checkers and a plugin's own tests.
"""

import sys
from _weakref import ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable
    from typing import Any, TypeVar, overload

    Function = TypeVar("Function", bound=Callable[..., Any])

    log: logging.Logger

__all__ = ["PluginError", "log", "method"]

# (module, name) to a weak reference to the function that `method` marked. For `fidius.get_method` and its kin.
_registry: "dict[tuple[str, str], Callable[[], Callable[..., Any] | None]]" = {}

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
