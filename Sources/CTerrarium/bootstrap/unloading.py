"""Removing a plugin from the import system, after an unload or a failed load."""

import sys

from _terrarium.imports import is_below, lock, roots, spec_attribute, vendored


def close(package):
    """Removes every trace of the package. May be repeated if it was interrupted."""
    removed = _remove_modules(lambda name, module: f"{name}.".startswith(package.prefix))
    directories = [] if package.directory is None else [package.directory]
    if package.distributions:
        from _terrarium.dependencies import release

        for distribution, modules in release(package):
            directories.append(distribution.directory)
            removed += modules
    removed += _forget_directories(directories, roots(without=package))
    _remove_finders(package, set(removed))
    _remove_loggers(package)
    if package.source_name is not None:
        from _terrarium.source import forget_lines

        forget_lines(package.source_name)
    package.close()


def _remove_modules(condition):
    with lock:
        names = [name for name, module in list(sys.modules.items()) if isinstance(name, str) and condition(name, module)]
        for name in names:
            sys.modules.pop(name, None)
    return names


def _forget_directories(directories, kept):
    """Removes what refers to files below the directories that are not below one of those to keep."""

    def is_gone(path):
        return (
            isinstance(path, str)
            and any(is_below(path, directory) for directory in directories)
            and not any(is_below(path, root) for root in kept)
        )

    sys.path[:] = [path for path in sys.path if not is_gone(path)]
    for path in list(sys.path_importer_cache):
        if is_gone(path):
            sys.path_importer_cache.pop(path, None)
    cache = getattr(sys.modules.get("linecache"), "cache", {})
    for path in list(cache):
        if is_gone(path):
            cache.pop(path, None)
    # Modules under real names, found through what the plugin did to `sys.path`.
    return _remove_modules(lambda name, module: is_gone(spec_attribute(module, "origin")))


def _remove_finders(package, modules):
    """Removes finders that were installed by modules which are gone."""

    def is_gone(finder):
        name = _defining_module(finder)
        top = name.partition(".")[0]
        # A module that failed is gone from `sys.modules` already.
        return top == package.private or name in modules or (top in package.visible and top not in vendored)

    for finders in (sys.meta_path, sys.path_hooks):
        finders[:] = [each for each in finders if not is_gone(each)]


def _defining_module(value):
    try:
        owner = value if isinstance(value, (type, type(_defining_module))) else type(value)
        return str(owner.__module__)
    except Exception:
        return ""


def _remove_loggers(package):
    # Another thread may be half through importing `logging`; then this plugin has no logger in it.
    root = getattr(sys.modules.get("logging"), "root", None)
    known = getattr(getattr(root, "manager", None), "loggerDict", {})
    for name in list(known):
        if f"{name}.".startswith(package.prefix):
            known.pop(name, None)
