"""Text about exceptions. Their classes belong to plugins, so nothing about them can be relied on."""

from _terrarium.imports import public_name

# The longest report, in characters. Both ends are kept.
LIMIT = 65536


def type_name(cls):
    """The qualified name of a class, without the private part of a plugin's module name."""
    try:
        module = type.__getattribute__(cls, "__module__")
        name = type.__getattribute__(cls, "__qualname__")
        return name if module in ("builtins", None) else f"{public_name(module)}.{name}"
    except BaseException:
        return "<class without a name>"


def summary(error):
    """`ValueError: text` on one line, whatever the class does."""
    try:
        text = str(error)
    except BaseException:
        text = "<text unavailable>"
    name = type_name(type(error))
    return shorten(f"{name}: {text}" if text else name, 2000)


def traceback_text(kind, error, trace):
    try:
        import traceback

        return shorten("".join(traceback.format_exception(kind, error, trace)), LIMIT)
    except BaseException:
        return f"{type_name(kind)}: <traceback unavailable>\n"


def shorten(text, limit):
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]}\n… {len(text) - limit} characters left out …\n{text[-(limit // 2) :]}"


def trim(error):
    """Removes the frames of the import system from the tracebacks of an exception and of those behind it."""
    seen = set()
    waiting = [error]
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        try:
            error.__traceback__ = _without_machinery(error.__traceback__)
            waiting += (error.__cause__, error.__context__)
        except BaseException:
            continue


def _without_machinery(trace):
    kept = []
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if not filename.startswith(("<terrarium>/", "<frozen importlib")):
            kept.append(trace)
        trace = trace.tb_next
    for index, entry in enumerate(kept):
        entry.tb_next = kept[index + 1] if index + 1 < len(kept) else None
    return kept[0] if kept else None
