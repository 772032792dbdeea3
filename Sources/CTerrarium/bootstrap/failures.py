"""The words of load failures."""

from _terrarium.imports import LoadFailure
from _terrarium.reports import LIMIT, shorten, summary, trim
from _terrarium.signatures import safe_text


def entry_not_found(package, entry_module):
    text = f"plugin '{package.name}' has no module '{entry_module}' in {package.directory}"
    return LoadFailure("entry_module_not_found", text + _hint(entry_module, package.owned))


def import_failed(package, error):
    trim(error)
    return LoadFailure("import_failed", f"plugin '{package.name}' failed while it was imported: {summary(error)}")


def hash_missing(expected, canonical_text):
    lines = ["the entry module has no __interface_hash__; where it fits what the host expects, write:"]
    lines.append(f"__interface_hash__ = 0x{expected:016x}")
    if canonical_text is not None:
        lines += ["__interface_methods__ = (", *(f"    {_quoted(each)}," for each in _lines(canonical_text)), ")"]
    return LoadFailure("hash_missing", "\n".join(lines))


def hash_wrong(code, problem, module, expected, canonical_text):
    """The failure for a hash that is not the expected one, with the difference of the interfaces as far as it is known."""
    lines = [f"__interface_hash__ of the plugin {problem}; the host expects 0x{expected:016x}"]
    if canonical_text is not None:
        wanted, declared = _lines(canonical_text), _declared_lines(module)
        if declared is None:
            lines[0] += " for these methods:"
            lines += [f"  {each}" for each in wanted]
        elif sorted(wanted) == sorted(declared):
            lines[0] += f": the methods are the same, so write __interface_hash__ = 0x{expected:016x}"
        else:
            lines[0] += "; - is what the host expects, + what the plugin was written for:"
            lines += _difference(wanted, declared)
    return LoadFailure(code, shorten("\n".join(lines), LIMIT))


def methods(module, problems):
    """One failure for everything that is wrong with the methods. Its code is that of the first problem."""
    lines = []
    for code, name, text in problems:
        if code == "method_missing":
            expectation = f": write `def {name}{text}`" if text else ""
            text = f"is not defined in the entry module{expectation}{_hint(name, vars(module))}"
        lines.append(f"{name}: {text}")
    return LoadFailure(problems[0][0], "\n".join(lines))


def _lines(canonical_text):
    return canonical_text.split("\n") if canonical_text else []


def _declared_lines(module):
    """What the plugin says it was written for, or None."""
    try:
        declared = module.__interface_methods__
    except Exception:
        return None
    if type(declared) not in (tuple, list) or not all(type(each) is str for each in declared):
        return None
    return [safe_text(each).replace("\n", "\\n") for each in declared]


def _difference(wanted, declared):
    """Lines with a mark in front. Those of one method follow each other."""
    for line in sorted({*wanted, *declared}, key=lambda each: (each.partition(":")[0], each not in wanted, each)):
        yield f"{' ' if line in wanted and line in declared else '-' if line in wanted else '+'} {line}"


def _quoted(line):
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _hint(name, candidates):
    from difflib import get_close_matches

    public = [each for each in candidates if isinstance(each, str) and not each.startswith("_")]
    close = get_close_matches(name, public, n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
