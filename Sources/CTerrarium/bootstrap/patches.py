"""Changes to standard modules. Each function is named after its module and runs when that is first imported."""

import sys

from _terrarium import _native, imports
from _terrarium.imports import public_name

# Modules that import on behalf of their caller: `importlib.resources.files("helper")`.
_FORWARDERS = ("importlib", "functools", "pkgutil")

# File name to source lines of plugins that are not files.
source_lines = {}


def importlib(module):
    """`import_module` follows the same rules as the import statement."""
    standard = module.import_module

    def import_module(name, package=None):
        frame = sys._getframe(1)
        owner = imports.package_of(frame)
        while owner is None and frame.f_globals.get("__name__", "").partition(".")[0] in _FORWARDERS:
            frame = frame.f_back
            if frame is None:
                break
            owner = imports.package_of(frame)
        if owner is None or not isinstance(name, str):
            return standard(name, package)
        return owner.import_module(standard, name, package)

    import_module.__doc__ = standard.__doc__
    import_module.__module__ = standard.__module__
    import_module.__qualname__ = standard.__qualname__
    module.import_module = import_module


def linecache(module):
    """Tracebacks show the source of plugins that are not files."""
    module.cache.update(source_lines)


def logging(module):
    """Records reach the host through the root logger."""

    class HostHandler(module.Handler):
        def emit(self, record):
            try:
                _native.log(record.levelno, public_name(record.name), self.format(record))
            except Exception:
                self.handleError(record)

    module.root.addHandler(HostHandler())
    module.root.setLevel(imports.root_log_level)


def threading(module):
    """An exception in a thread is logged. The main thread is the one that started the interpreter."""

    def excepthook(failure):
        if failure.exc_type is SystemExit:
            return
        from _terrarium.reports import traceback_text

        name = failure.thread.name if failure.thread is not None else "without a name"
        trace = traceback_text(failure.exc_type, failure.exc_value, failure.exc_traceback)
        _native.log(40, "threading", f"Exception in thread {name}:\n{trace}")

    module.excepthook = excepthook
    _fix_main_thread(module)


def _fix_main_thread(module):
    """The thread that first imports `threading` is taken for the main one, by Python 3.13 in part and before in all."""
    main = module._main_thread
    ident, main._native_id = imports.start_thread
    if main._ident == ident or sys.version_info >= (3, 13):
        return
    module._active.pop(main._ident, None)
    main._ident = ident
    module._active[ident] = main
    # The lock says that a thread is alive. The present one would be released with the thread that does this import.
    with module._shutdown_locks_lock:
        module._shutdown_locks.discard(main._tstate_lock)
        main._tstate_lock = module._allocate_lock()
        main._tstate_lock.acquire()


def warnings(module):
    """Warnings become log records, in the words of the standard library."""
    standard = module.showwarning

    def showwarning(message, category, filename, lineno, file=None, line=None):
        if file is not None:
            return standard(message, category, filename, lineno, file, line)
        _native.log(30, "py.warnings", module.formatwarning(message, category, filename, lineno, line).rstrip("\n"))

    module.showwarning = showwarning
