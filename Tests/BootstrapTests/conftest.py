"""Runs every test function in a fresh interpreter, through `harness.py`.

A test takes one argument, `host`. The function attribute `options` holds options for the start of the interpreter, in which
TMP stands for the directory of the test, and `requirements` lists what pip installs for it (the wheels are kept in a
directory of this pytest run).
"""

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("harness.py")


@pytest.fixture
def host():
    """Exists so that pytest accepts the argument; the real one is made by the harness."""


@pytest.fixture(autouse=True)
def directories(tmp_path, tmp_path_factory, request):
    """The directory of the test, and those of the distributions that it asks for."""
    request.node.distributions = {}
    for requirement in getattr(request.function, "requirements", ()):
        target = tmp_path_factory.getbasetemp() / "distributions" / requirement
        if not target.exists():
            install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, requirement]
            subprocess.run(install, check=True)
        request.node.distributions[requirement] = str(target)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    if "host" not in pyfuncitem.fixturenames:
        return None
    directory = pyfuncitem.funcargs["tmp_path"]
    options = repr(getattr(pyfuncitem.function, "options", {})).replace("TMP", str(directory))
    test = [pyfuncitem.path, pyfuncitem.originalname, directory, options, repr(pyfuncitem.distributions)]
    command = [sys.executable, "-I", "-S", "-X", "utf8", HARNESS, *test]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if finished.returncode != 0 or finished.stdout or finished.stderr:
        pytest.fail(f"exit status {finished.returncode}\n{finished.stdout}{finished.stderr}", pytrace=False)
    return True
