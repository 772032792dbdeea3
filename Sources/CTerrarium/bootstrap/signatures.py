"""Signatures: as text for people, and of callables that are not plain functions."""

FunctionType = type(lambda: None)

_CO_VARARGS = 0x04
_CO_VARKEYWORDS = 0x08


def arity_problem(method, count):
    """Why a call with `count` positional arguments must fail, or None. A negative count stands for any number."""
    import inspect

    try:
        signature = inspect.signature(method)
    except (TypeError, ValueError):
        # Callables written in C need not have one.
        return None
    if count < 0:
        for each in signature.parameters.values():
            if each.kind is each.KEYWORD_ONLY and each.default is each.empty:
                return f"needs the keyword argument '{each.name}', and only positional ones are passed"
        return None
    try:
        signature.bind(*[None] * count)
    except TypeError as error:
        return f"cannot take the {count} positional arguments that the interface passes: {error}"
    return None


def signature_text(method):
    """`(name: str, times: int = 1) -> str`, or nothing if that cannot be known."""
    try:
        if type(method) is FunctionType:
            return safe_text(_function_signature(method))
        import inspect

        return safe_text(str(inspect.signature(method)))
    except Exception:
        return ""


def safe_text(text):
    """Text that the host can read as a C string of UTF-8."""
    return str.replace(text, "\0", "\\0").encode("utf-8", "backslashreplace").decode()


def first_line(method):
    """The first line of the documentation that has text."""
    text = getattr(method, "__doc__", None)
    lines = safe_text(text).strip().splitlines() if isinstance(text, str) else []
    return lines[0].strip() if lines else ""


def _function_signature(function):
    """What `inspect.signature` would say, without the time its import takes."""
    code = function.__code__
    notes = function.__annotations__
    names = code.co_varnames
    defaults = function.__defaults__ or ()
    first_default = code.co_argcount - len(defaults)
    parts = []
    for index, name in enumerate(names[: code.co_argcount]):
        default = (defaults[index - first_default],) if index >= first_default else ()
        parts.append(_parameter(name, name, notes, default))
        if index + 1 == code.co_posonlyargcount:
            parts.append("/")
    extra = code.co_argcount + code.co_kwonlyargcount
    if code.co_flags & _CO_VARARGS:
        parts.append(_parameter("*" + names[extra], names[extra], notes, ()))
        extra += 1
    elif code.co_kwonlyargcount:
        parts.append("*")
    for name in names[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]:
        values = function.__kwdefaults__ or {}
        parts.append(_parameter(name, name, notes, (values[name],) if name in values else ()))
    if code.co_flags & _CO_VARKEYWORDS:
        parts.append(_parameter("**" + names[extra], names[extra], notes, ()))
    result = f" -> {annotation_text(notes['return'])}" if "return" in notes else ""
    return f"({', '.join(parts)}){result}"


def _parameter(shown, name, notes, default):
    if name in notes:
        return f"{shown}: {annotation_text(notes[name])}" + "".join(f" = {value!r}" for value in default)
    return shown + "".join(f"={value!r}" for value in default)


def annotation_text(note):
    """An annotation as its author has written it, or nearly so."""
    if isinstance(note, str):
        return note
    if type(note) is type:
        return note.__qualname__
    text = repr(note).replace("typing.", "")
    while "#" in text:
        # The private part of the name of a plugin's module.
        before, _, after = text.partition("#")
        start = max(before.rfind(each) for each in " [(,|") + 1
        text = before[:start] + after.partition(".")[2]
    return text
