"""The installable package: its types, and what its wheel holds."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent


def run(*command, **options):
    finished = subprocess.run(command, capture_output=True, text=True, **options)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def mypy(*arguments, cwd):
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def test_package_is_strictly_typed():
    checked = mypy("src", cwd=PROJECT)
    assert checked.returncode == 0, checked.stdout


PLUGIN = """
from dataclasses import field
from enum import Enum
from terrarium import PluginError, log, method, record

@record
class Currency(str, Enum):
    EUR = "eur"

@record(frozen=True, slots=True)
class Order:
    amount: int
    currency: Currency = Currency.EUR
    tags: list[str] = field(default_factory=list)

@record
class Batch:
    orders: list[Order]

@method
def total(batch: Batch) -> int:
    return sum(order.amount for order in batch.orders)

@method
def greet(name: str, times: int = 1) -> str:
    if not name:
        raise PluginError("EMPTY_INPUT", "name must be non-empty", {"field": "name"})
    log.info("greeting %s", name)
    return " ".join([name] * times)

@method(raw=True)
def reverse(data: bytes) -> bytes:
    return data[::-1]
"""


def test_built_wheel_installs_runs_and_types_a_plugin(tmp_path):
    # The build tools of this environment do, so the build needs no network.
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(PROJECT))
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if ".dist-info/" not in name} == {
        "terrarium/__init__.py",
        "terrarium/_fidius.py",
        "terrarium/py.typed",
    }
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel)
    plugin = tmp_path / "plugin.py"
    plugin.write_text(PLUGIN)
    test = """
import plugin
assert plugin.greet('a', 2) == 'a a' and plugin.reverse(b'ab') == b'ba'
assert plugin.total(plugin.Batch([plugin.Order(1), plugin.Order(2)])) == 3
"""
    run(python, "-c", test, cwd=tmp_path)
    checked = mypy("--python-executable", str(python), "plugin.py", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout


def test_decorated_functions_keep_their_types(tmp_path):
    (tmp_path / "plugin.py").write_text(PLUGIN + "reveal_type(greet)\nreveal_type(reverse)\ngreet(5)\nlog.nonsense()\n")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", "plugin.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"MYPYPATH": str(PROJECT / "src"), "PATH": "/usr/bin:/bin"},
    )
    # Older versions of mypy write `builtins.str`.
    output = checked.stdout.replace("builtins.", "")
    assert '"def (name: str, times: int =) -> str"' in output, output
    assert '"def (data: bytes) -> bytes"' in output
    assert 'has incompatible type "int"; expected "str"' in checked.stdout
    assert '"Logger" has no attribute "nonsense"' in checked.stdout


def test_records_are_dataclasses_to_a_type_checker(tmp_path):
    wrong = """
reveal_type(Order)
reveal_type(Batch([Order(1)]).orders[0].tags)
reveal_type(Currency("eur"))
Order("1")
Order()
Order(1).amount = 2
record(frozen=5)
"""
    (tmp_path / "plugin.py").write_text(PLUGIN + wrong)
    environment = {"MYPYPATH": str(PROJECT / "src"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", "plugin.py"]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    output = checked.stdout.replace("builtins.", "")
    assert '"def (amount: int, currency: plugin.Currency =, tags: list[str] =) -> plugin.Order"' in output, output
    assert 'is "list[str]"' in output and 'is "plugin.Currency"' in output
    errors = [line for line in output.splitlines() if ": error:" in line]
    assert len(errors) == 4, output
    for text in ('expected "int"', "Missing positional argument", "read-only", "No overload variant"):
        assert any(text in line for line in errors), (text, output)
