"""The module `fidius` of a Terrarium host, for plugins that were written for Fidius."""

from __future__ import annotations

import sys

from terrarium import PluginError, _registry, method

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["PluginError", "get_method", "list_methods", "method", "reset_registry"]


def get_method(name: str, module: str | None = None) -> Callable[..., Any]:
    """The function of that name that `method` marked. `KeyError` if there is none, or one in each of several modules."""
    found = {owner: function for owner, each, function in _methods(module, sys._getframe(1).f_globals) if each == name}
    if len(found) != 1:
        problem = f"is in the modules {', '.join(sorted(found))}: say which" if found else "is not registered"
        raise KeyError(f"method {name!r} {problem}")
    return found.popitem()[1]


def list_methods(module: str | None = None) -> list[str]:
    """The sorted names of the functions that `method` marked."""
    return sorted({name for _, name, _ in _methods(module, sys._getframe(1).f_globals)})


def reset_registry() -> None:
    """Forgets every marked function. For tests."""
    _registry.clear()


def _methods(module: str | None, caller: dict[str, Any]) -> list[tuple[str, str, Callable[..., Any]]]:
    """Owner, name and function of what is registered, as far as the caller's plugin is concerned."""
    plugin, _, _ = str(caller.get("__name__")).partition(".")
    found = []
    for (owner, name), reference in list(_registry.items()):
        function = reference()
        if function is None or not owner or not name:
            continue
        # In a host, the module `helper` of a plugin is called `plugin#1.helper`.
        public = owner.partition(".")[2] if "#" in owner else owner
        if module not in (None, public, owner):
            continue
        if "#" not in plugin or owner.partition(".")[0] == plugin:
            found.append((public, name, function))
    return found
