"""The words of load failures."""

from _terrarium.imports import LoadFailure
from _terrarium.reports import summary, trim


def entry_not_found(package, entry_module):
    text = f"plugin '{package.name}' has no module '{entry_module}' in {package.directory}"
    return LoadFailure("entry_module_not_found", text + _hint(entry_module, package.owned))


def import_failed(package, error):
    trim(error)
    return LoadFailure("import_failed", f"plugin '{package.name}' failed while it was imported: {summary(error)}")


def methods(module, problems):
    """One failure for everything that is wrong with the methods. Its code is that of the first problem."""
    lines = []
    for code, name, text in problems:
        if code == "method_missing":
            text = "is not defined in the entry module" + _hint(name, vars(module))
        lines.append(f"method '{name}' {text}")
    return LoadFailure(problems[0][0], "\n".join(lines))


def _hint(name, candidates):
    from difflib import get_close_matches

    public = [each for each in candidates if isinstance(each, str) and not each.startswith("_")]
    close = get_close_matches(name, public, n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
