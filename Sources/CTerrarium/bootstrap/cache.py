"""The slow half of the code cache: what happens when an entry is missing."""

import os

# More entries than a few hundred plugins have. The older half goes when there are more.
LIMIT = 8192

_counted = False


def create(directory):
    """Makes the directory and returns its status, or None."""
    try:
        os.makedirs(os.path.dirname(directory), exist_ok=True)
        os.mkdir(directory, 0o700)
    except FileExistsError:
        pass
    except OSError:
        return None
    try:
        return os.stat(directory)
    except OSError:
        return None


def store(path, entry):
    """Writes an entry so that a reader sees all of it or nothing. A cache that cannot be written is no error."""
    temporary = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        with open(temporary, "xb", opener=_private) as file:
            file.write(entry)
        os.replace(temporary, path)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            pass
    _limit(os.path.dirname(path))


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
