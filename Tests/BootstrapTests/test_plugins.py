"""The reference plugins, loaded as a host loads them."""

import json
import os
import shutil

from harness import REPOSITORY, declared

PLUGINS = os.path.join(REPOSITORY, "plugins")


def load(host, folder, entry, hash, methods):
    host._next += 1
    return host.terrarium.load(host._next, folder, f"{PLUGINS}/{folder}", entry, hash, declared(methods))


def test_greeter(host):
    loaded = load(host, "greeter", "greeter", 0xD66A33343F4B2077, [("greet", "json", 1)])
    greet = loaded.callables[0]
    assert greet("World") == "Hello, World!"
    try:
        greet("")
    except host.terrarium.PluginError as error:
        assert (error.code, error.message) == ("EMPTY_INPUT", "name must be non-empty")


def test_byte_pipe(host):
    loaded = load(host, "byte-pipe", "byte_pipe", 0xDF233D1A5936EB5C, [("reverse", "raw", 1), ("name", "json", 0)])
    assert loaded.callables[0](memoryview(b"abc")) == b"cba" and loaded.callables[1]() == "byte-pipe"
    described = load(host, "byte-pipe", "byte_pipe", None, None)
    assert [(name, wire) for name, wire, _, _ in described.methods] == [("reverse", "raw"), ("name", "any")]


def test_transform_on_its_samples(host):
    loaded = load(host, "transform", "transform", 0xEF8BFA99990DF246, [("transform", "json", 1)])
    with open(f"{PLUGINS}/transform/samples/orders.jsonl", encoding="utf-8") as file:
        summaries = [loaded.callables[0](json.loads(line)) for line in file]
    assert len(summaries) == 1000 and all(type(each["amount_cents"]) is int for each in summaries)


def test_thumbnail_with_vendored_pillow(host):
    shutil.copytree(f"{PLUGINS}/thumbnail", f"{host.directory}/thumbnail", ignore=shutil.ignore_patterns("vendor"))
    host.vendor("thumbnail", "pillow>=11,<12")
    loaded = host.load("thumbnail", {}, "thumbnail", 0xD6EBB60196A3E91B, [("thumbnail", "raw", 1)])
    with open(f"{host.directory}/thumbnail/samples/lake.jpg", "rb") as file:
        image = loaded.callables[0](file.read())
    assert image.startswith(b"\x89PNG\r\n\x1a\n") and int.from_bytes(image[16:20], "big") == 128


test_thumbnail_with_vendored_pillow.requirements = ["pillow>=11,<12"]


def test_plugin_written_for_fidius(host):
    loaded = host.load(
        "old",
        {
            "plugin.py": """
from __future__ import annotations
from typing import Any, Optional
from fidius import PluginError, method
__interface_hash__ = 0xd66a33343f4b2077
@method
def greet(name: str) -> str:
    if not name:
        raise PluginError("EMPTY", "empty", {"field": "name"})
    return "Hello, " + name
""",
            "vendor/fidius/__init__.py": "raise RuntimeError",
        },
        expected_hash=0xD66A33343F4B2077,
        methods=[("greet", "json", 1)],
    )
    assert loaded.callables[0]("x") == "Hello, x"
    try:
        loaded.callables[0]("")
    except host.terrarium.PluginError as error:
        assert error.details == {"field": "name"}
