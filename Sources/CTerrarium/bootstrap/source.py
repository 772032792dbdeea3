"""Plugins that are one module, given as source: a file of its own, or a string."""

import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import decode_source

from _terrarium import compile_source, failures, patches
from _terrarium.imports import ModuleType


class SourceTextLoader:
    """The loader of a module whose source is at hand."""

    def __init__(self, source, filename):
        self.source = source
        self.filename = filename

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile_source(self.source, self.filename), vars(module))

    def get_source(self, fullname):
        return decode_source(self.source)


def import_source(package, source, filename):
    """Executes the source as the one module of the package."""
    stem = filename.rpartition("/")[2].removesuffix(".py")
    name = stem if stem.isidentifier() else "plugin"
    private = package.prefix + name
    package.owned.add(name)
    module = ModuleType(private)
    spec = ModuleSpec(private, SourceTextLoader(source, filename), origin=filename)
    spec.has_location = True
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = package.private
    module.__file__ = filename
    module.__builtins__ = package.builtins
    sys.modules[private] = module
    try:
        if filename.startswith("<"):
            package.source_name = filename
            _register_lines(filename, source)
        spec.loader.exec_module(module)
    except BaseException as error:
        raise failures.import_failed(package, error) from error
    return sys.modules[private]


def forget_lines(filename):
    """Undoes `_register_lines`."""
    patches.source_lines.pop(filename, None)
    getattr(sys.modules.get("linecache"), "cache", {}).pop(filename, None)


def _register_lines(filename, source):
    """Lets tracebacks show lines of a source whose name, such as `<script>`, is not that of a file."""
    lines = decode_source(source).splitlines(keepends=True)
    patches.source_lines[filename] = entry = (len(source), None, lines, filename)
    getattr(sys.modules.get("linecache"), "cache", {})[filename] = entry
