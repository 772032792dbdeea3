"""What plugins vendor: real names, shared between the plugins that bring the same version, and conflicts otherwise."""

import os
import sys

from _terrarium.imports import (
    MODULE_SUFFIXES,
    SDK_NAMES,
    ExtensionFileLoader,
    LoadFailure,
    NamespacePath,
    PathFinder,
    is_below,
    lock,
    roots,
    spec_attribute,
    spec_of,
    vendored,
)

_ADVICE = (
    "one process holds one version of a distribution: vendor the same version in both plugins, "
    "or load the two plugins in two processes"
)

# Normalised name to distribution, for everything that loaded plugins vendor, and what has to stay after them.
registered = {}


class Distribution:
    """One version of one distribution, in one directory."""

    def __init__(self, name, version, fingerprint, tops, requires, directory, external=False):
        self.name = name
        # None for files without metadata: those are told apart by their contents alone.
        self.version = version
        self.fingerprint = fingerprint
        # The top-level modules it provides.
        self.tops = tops
        self.requires = requires
        self.directory = directory
        # Found on the search path of the interpreter, and not vendored by a plugin.
        self.external = external
        # Stays although nobody uses it.
        self.resident = external
        # Package identifier to plugin name.
        self.users = {}
        self.last_user = None

    @property
    def label(self):
        return f"{self.name} {self.version or 'without a version'}"


def claim(package, vendor):
    """Registers what the package vendors, or fails without having changed anything."""
    try:
        found = read_distributions(vendor)
    except OSError as error:
        raise LoadFailure(
            "dependency_unreadable", f"plugin '{package.name}': {error.filename} cannot be read: {error.strerror}"
        ) from error
    with lock:
        names = [each.name for each in found]
        problems = [
            f"plugin '{package.name}' has more than one version of {name} in {vendor}"
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        joined = []
        for each in found:
            holder = registered.get(each.name) or _external(each)
            if holder is None:
                problems += _name_clashes(package, each)
                joined.append(each)
            elif each.version != holder.version or not (holder.external or each.fingerprint == holder.fingerprint):
                problems.append(_conflict(package, each, holder))
            else:
                joined.append(holder)
        if problems:
            raise LoadFailure("dependency_conflict", "\n".join(problems))
        for each in joined:
            if each.name not in registered:
                registered[each.name] = each
                for top in each.tops:
                    vendored.setdefault(top, []).append(each)
                    _update_namespace(top)
            each.users[package.id] = package.name
            package.distributions.append(each.name)
            package.visible |= each.tops


def release(package):
    """Ends the use of what the package vendors. Returns each distribution that is gone, with the names of its modules."""
    removed = []
    with lock:
        for name in package.distributions:
            distribution = registered.get(name)
            if distribution is not None and package.id in distribution.users:
                distribution.last_user = distribution.users.pop(package.id)
        _keep_native()
        for distribution in list(registered.values()):
            if not distribution.users and not distribution.resident:
                del registered[distribution.name]
                modules = [name for top in distribution.tops for name in _remove_top(top, distribution)]
                removed.append((distribution, modules))
    return removed


def check_visible(package, top, name):
    """Refuses an import of what only other plugins vendor, unless the search path has the same."""
    with lock:
        holder = next(iter(vendored.get(top, ())), None)
    if holder is None or holder.external:
        return
    spec = PathFinder.find_spec(top)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    version = _installed_version(_base_directory(spec), holder.name)
    if version is None or version != holder.version:
        user = next(iter(holder.users.values()), holder.last_user)
        raise ImportError(
            f"plugin '{package.name}' imports {name} from the search path (version {version or 'unknown'}), but plugin "
            f"'{user}' vendors {holder.label}; {_ADVICE}",
            name=name,
        )


def find_distributions(context=None):
    """Makes `importlib.metadata` find what plugins vendor."""
    from importlib.metadata import DistributionFinder, MetadataPathFinder

    with lock:
        directories = dict.fromkeys(each.directory for each in registered.values() if not each.external)
    name = getattr(context, "name", None)
    return MetadataPathFinder.find_distributions(DistributionFinder.Context(name=name, path=list(directories)))


def _conflict(package, wanted, holder):
    if holder.external:
        where = f"the interpreter has already imported {holder.label} from {holder.directory}"
    elif holder.users:
        where = f"plugin '{next(iter(holder.users.values()))}' vendors {holder.label}"
    else:
        where = (
            f"plugin '{holder.last_user}', now unloaded, vendored {holder.label}, whose native code stays in the process "
            "until it ends"
        )
    if wanted.version == holder.version:
        where += " with different files"
    return f"plugin '{package.name}' vendors {wanted.label}, but {where}; {_ADVICE}"


def _name_clashes(package, wanted):
    """Conflicts with other distributions that provide the same modules. Namespace packages may be shared."""
    problems = []
    for top in wanted.tops:
        for other in vendored.get(top, ()):
            if _has_code(wanted.directory, top) or _has_code(other.directory, top):
                problems.append(f"module '{top}': {_conflict(package, wanted, other)}")
    return problems


def _has_code(directory, top):
    """Whether a top-level name is more than a namespace."""
    path = f"{directory}/{top}"
    return any(os.path.exists(f"{path}{end}") or os.path.exists(f"{path}/__init__{end}") for end in MODULE_SUFFIXES)


def _keep_native():
    """Marks as resident what cannot be unloaded, because its native code was loaded, and what that needs."""
    waiting = [each for each in registered.values() if not each.users and not each.resident and _is_native(each)]
    while waiting:
        distribution = waiting.pop()
        distribution.resident = True
        for name in distribution.requires:
            needed = registered.get(name)
            if needed is not None and not needed.resident:
                waiting.append(needed)


def _is_native(distribution):
    for name, module in list(sys.modules.items()):
        if isinstance(name, str) and name.partition(".")[0] in distribution.tops:
            loader = spec_attribute(module, "loader")
            try:
                if isinstance(loader, ExtensionFileLoader) and is_below(loader.path, distribution.directory):
                    return True
            except Exception:
                # A loader of the plugin's own making.
                continue
    return False


def _remove_top(top, distribution):
    """Removes the modules of one top-level name of a distribution, except what others provide under it."""
    group = vendored[top]
    group.remove(distribution)
    if not group:
        del vendored[top]
        gone = [name for name in list(sys.modules) if isinstance(name, str) and f"{name}.".startswith(top + ".")]
    else:
        _update_namespace(top)
        gone = []
        if all(each.directory != distribution.directory for each in group):
            for name, module in list(sys.modules.items()):
                if not isinstance(name, str) or not name.startswith(top + "."):
                    continue
                origin = spec_attribute(module, "origin")
                if isinstance(origin, str) and is_below(origin, distribution.directory):
                    gone.append(name)
    for name in gone:
        sys.modules.pop(name, None)
    return gone


def _update_namespace(top):
    """Brings the path of an imported namespace package up to date."""
    path = spec_attribute(sys.modules.get(top), "submodule_search_locations")
    if isinstance(path, NamespacePath):
        path[:] = dict.fromkeys(f"{each.directory}/{top}" for each in vendored[top])


def _external(wanted):
    """The same distribution, if the interpreter has already imported it from its search path."""
    for top in wanted.tops:
        spec = spec_of(sys.modules.get(top))
        if spec is None or top in vendored:
            continue
        directory = _base_directory(spec)
        if directory is not None and not any(is_below(directory, root) for root in roots()):
            version = _installed_version(directory, wanted.name)
            return Distribution(wanted.name, version, None, wanted.tops, (), directory, external=True)
    return None


def _base_directory(spec):
    """The directory in which a top-level module was found."""
    if spec.submodule_search_locations:
        return os.path.dirname(list(spec.submodule_search_locations)[0])
    return os.path.dirname(spec.origin) if spec.origin else None


def _installed_version(directory, name):
    for entry in _list(directory) if directory else ():
        if entry.endswith(".dist-info") and normalised(entry.partition("-")[0]) == name:
            return _read_metadata(f"{directory}/{entry}").get("version", [None])[0]
    return None


def read_distributions(vendor):
    """Everything in a `vendor` directory."""
    found = []
    known = set(SDK_NAMES)
    for entry in _list(vendor):
        if entry.endswith(".dist-info"):
            distribution = _read_distribution(vendor, entry)
            known |= distribution.tops
            distribution.tops -= {*sys.stdlib_module_names, *SDK_NAMES}
            if distribution.tops:
                found.append(distribution)
    for entry in _list(vendor):
        name, _, suffix = entry.partition(".")
        is_module = f".{suffix}" in MODULE_SUFFIXES
        is_directory = not suffix and name.isidentifier() and os.path.isdir(f"{vendor}/{entry}")
        if not (is_module or is_directory) or name in known or name in sys.stdlib_module_names or name == "__pycache__":
            continue
        contents = _digest_of_files(f"{vendor}/{entry}")
        if contents is not None:
            found.append(Distribution(normalised(name), None, contents, {name}, (), vendor))
    return found


def _read_distribution(vendor, entry):
    directory = f"{vendor}/{entry}"
    fields = _read_metadata(directory)
    name, _, version = entry.removesuffix(".dist-info").partition("-")
    rows = []
    for row in _read_text(f"{directory}/RECORD").splitlines():
        path, _, rest = row.rpartition(",")[0].rpartition(",")
        path = path.strip('"')
        if path.endswith(MODULE_SUFFIXES) and not path.startswith(("..", "/")):
            rows.append((path, rest))
    tops = {path.partition("/" if "/" in path else ".")[0] for path, _ in rows}
    if not rows:
        tops = set(_read_text(f"{directory}/top_level.txt").split())
    requires = {normalised(_leading_name(each)) for each in fields.get("requires-dist", ())}
    return Distribution(
        normalised(fields.get("name", [name])[0]),
        fields.get("version", [version])[0],
        _digest(repr(sorted(rows)).encode()),
        {top for top in tops if top.isidentifier()},
        requires,
        vendor,
    )


def _read_metadata(directory):
    """The fields of a METADATA file, by lower-case name."""
    fields = {}
    for line in _read_text(f"{directory}/METADATA").splitlines():
        if not line:
            break
        name, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            fields.setdefault(name.lower(), []).append(value.strip())
    return fields


def _leading_name(requirement):
    for index, character in enumerate(requirement):
        if not (character.isalnum() or character in "-_."):
            return requirement[:index]
    return requirement


def normalised(name):
    """The name of a distribution as PEP 503 compares it."""
    return "-".join(filter(None, name.lower().replace("_", "-").replace(".", "-").split("-")))


def _digest_of_files(path):
    """A digest of a module, or of all regular files of a package. None if there is no module in it."""
    if os.path.isfile(path):
        files = [path]
    else:
        files = [
            f"{directory}/{name}"
            for directory, _, names in os.walk(path)
            for name in names
            # Not a lock of an editor, which is a link to nothing, nor a pipe, whose reading may never end.
            if os.path.basename(directory) != "__pycache__" and os.path.isfile(f"{directory}/{name}")
        ]
    if not any(file.endswith(MODULE_SUFFIXES) for file in files):
        return None
    contents = []
    for file in sorted(files):
        try:
            with open(file, "rb") as opened:
                contents.append((file.removeprefix(path), _digest(opened.read())))
        except OSError as error:
            # A failed read does not say of which file.
            error.filename = file
            raise
    return _digest(repr(contents).encode())


def _digest(data):
    from hashlib import sha256

    return sha256(data).hexdigest()


def _read_text(path):
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _list(directory):
    try:
        return sorted(os.listdir(directory))
    except OSError:
        return []
