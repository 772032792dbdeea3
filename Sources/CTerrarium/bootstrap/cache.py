"""The slow half of the code cache: what happens when the directory or an entry is missing."""

import _imp
import marshal
import os
import stat

from _terrarium import _HASH_KEY, _native

# More entries than a few hundred plugins have. The older half goes when there are more.
LIMIT = 8192

_counted = False


def prepare(directory):
    """Makes the directory of the cache and returns it. None if others could write to it."""
    try:
        os.makedirs(os.path.dirname(directory), exist_ok=True)
        os.mkdir(directory, 0o700)
    except OSError:
        pass
    try:
        status = os.stat(directory)
    except OSError as error:
        _native.warn(f"no code cache: {error}")
        return None
    if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022:
        return directory
    _native.warn(f"no code cache: {directory} must be a directory that only this user can write to")
    return None


def compile_and_store(source, filename, path, prefix):
    """Compiles a source and writes its entry, so that a reader sees all of it or nothing.

    A cache that cannot be written is no error.
    """
    code = compile(source, filename, "exec", dont_inherit=True)
    payload = marshal.dumps(code)
    temporary = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        with open(temporary, "xb", opener=_private) as file:
            file.write(b"%b%b%b" % (prefix, _imp.source_hash(_HASH_KEY, payload), payload))
        os.replace(temporary, path)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass
    _limit(os.path.dirname(path))
    return code


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _limit(directory):
    global _counted
    if _counted:
        return
    _counted = True
    try:
        with os.scandir(directory) as entries:
            files = [(entry.stat().st_mtime, entry.path) for entry in entries]
        if len(files) > LIMIT:
            for _, path in sorted(files)[: len(files) // 2]:
                os.unlink(path)
    except OSError:
        pass
