"""What plugins vendor: shared under real names, checked for conflicts, gone with the last user."""

import sys

from harness import call

USES_SIX = {"plugin.py": "import six\nfrom six.moves import urllib\ndef run(): return six.__version__, six.__file__"}


def test_same_version_is_shared_and_goes_with_the_last_user(host):
    for name in ("one", "two"):
        host.vendor(name, "six==1.16.0")
    meta_path = list(sys.meta_path)
    first, second = host.load("one", USES_SIX), host.load("two", USES_SIX)
    assert first.module.six is second.module.six is sys.modules["six"]
    assert "/one/vendor/" in call(second, "run")[1]
    host.unload(first)
    assert call(second, "run")[0] == "1.16.0" and "six" in sys.modules
    host.unload(second)
    assert not [name for name in sys.modules if name.partition(".")[0] == "six"]
    assert sys.meta_path == meta_path
    assert not [path for path in sys.path_importer_cache if path.startswith(host.directory)]


def test_two_versions_are_a_conflict_that_names_everything(host):
    host.vendor("one", "six==1.16.0")
    host.vendor("two", "six==1.17.0")
    first = host.load("one", USES_SIX)
    failure = host.failure("two", {"plugin.py": "raise RuntimeError('was executed')"})
    assert failure.code == "dependency_conflict"
    for part in ("'one'", "'two'", "six 1.16.0", "six 1.17.0", "same version in both", "two processes"):
        assert part in failure.message, failure.message
    assert call(first, "run")[0] == "1.16.0"
    host.unload(first)
    second = host.load("two", USES_SIX)
    assert call(second, "run")[0] == "1.17.0"


test_same_version_is_shared_and_goes_with_the_last_user.requirements = ["six==1.16.0"]
test_two_versions_are_a_conflict_that_names_everything.requirements = ["six==1.16.0", "six==1.17.0"]


def test_failed_load_ends_its_claim(host):
    host.vendor("one", "six==1.16.0")
    host.vendor("two", "six==1.17.0")
    host.failure("one", {"plugin.py": "import six\nraise ValueError"})
    assert "six" not in sys.modules
    assert call(host.load("two", USES_SIX), "run")[0] == "1.17.0"


test_failed_load_ends_its_claim.requirements = ["six==1.16.0", "six==1.17.0"]


def test_plugin_does_not_see_what_only_another_one_vendors(host):
    first = host.load("one", {"plugin.py": "import lib", "vendor/lib.py": ""})
    for text in ("import lib", "from lib import x", "import lib.sub", "import importlib; importlib.import_module('lib')"):
        failure = host.failure("two", {"plugin.py": text})
        assert isinstance(failure.__cause__, ModuleNotFoundError) and failure.__cause__.name.startswith("lib"), text
        assert str(failure.__cause__).startswith("No module named 'lib"), failure.__cause__
    host.unload(first)


def test_own_modules_win_over_vendored_ones_and_directories_without_code_do_not(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import lib, data\ndef run(): return lib.WHO, lib.__name__, data.WHO, data.__name__",
            "lib.py": "WHO = 'own'",
            "vendor/lib.py": "WHO = 'vendored'",
            "data/readme.txt": "",
            "vendor/data/__init__.py": "WHO = 'vendored'",
        },
    )
    assert call(loaded, "run") == ("own", "one#1.lib", "vendored", "data")


def test_vendored_modules_never_hide_the_standard_library(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import json, typing\ndef run(): return hasattr(json, 'dumps')",
            "vendor/json.py": "raise RuntimeError",
            "vendor/typing/__init__.py": "raise RuntimeError",
        },
    )
    assert call(loaded, "run") is True


def test_modules_without_metadata_are_told_apart_by_their_contents(host):
    first = host.load("one", {"plugin.py": "import lib.sub", "vendor/lib/__init__.py": "X = 1", "vendor/lib/sub.py": ""})
    same = host.load(
        "two",
        {
            "plugin.py": "import lib.sub\ndef run(): return lib.X",
            "vendor/lib/__init__.py": "X = 1",
            "vendor/lib/sub.py": "",
        },
    )
    assert call(same, "run") == 1
    failure = host.failure(
        "three", {"plugin.py": "import lib", "vendor/lib/__init__.py": "X = 1", "vendor/lib/sub.py": "# changed"}
    )
    assert (
        failure.code == "dependency_conflict"
        and "with different files" in failure.message
        and "'lib'" not in failure.message
    )
    host.unload(first)
    host.unload(same)
    host.load("three")


def dist_info(name, version, tops):
    record = "".join(f"{top}/__init__.py,sha256=x{version},1\n" for top in tops)
    return {
        f"vendor/{name}-{version}.dist-info/METADATA": f"Name: {name}\nVersion: {version}\n\nName: other",
        f"vendor/{name}-{version}.dist-info/RECORD": record,
        **{f"vendor/{top}/__init__.py": f"VERSION = {version!r}" for top in tops},
    }


def test_names_are_normalised_and_modules_of_other_distributions_clash(host):
    first = host.load("one", {"plugin.py": "", **dist_info("My.Dist_name", "1", ["dist"])})
    failure = host.failure("two", {"plugin.py": "", **dist_info("my-dist-name", "2", ["dist"])})
    assert "my-dist-name 2" in failure.message and "my-dist-name 1" in failure.message
    failure = host.failure("three", {"plugin.py": "", **dist_info("fork", "1", ["dist"])})
    assert failure.code == "dependency_conflict" and "module 'dist'" in failure.message
    assert "fork 1" in failure.message and "my-dist-name 1" in failure.message
    host.unload(first)


def test_all_conflicts_are_in_one_failure(host):
    first = host.load("one", {"plugin.py": "", **dist_info("a", "1", ["a"]), **dist_info("b", "1", ["b"])})
    failure = host.failure("two", {"plugin.py": "", **dist_info("a", "2", ["a"]), **dist_info("b", "2", ["b"])})
    assert len(failure.message.splitlines()) == 2
    host.unload(first)


def test_two_versions_in_one_vendor_directory(host):
    failure = host.failure("one", {"plugin.py": "", **dist_info("a", "1", ["a"]), **dist_info("a", "2", ["a"])})
    assert failure.code == "dependency_conflict" and "more than one version of a" in failure.message


def test_namespace_packages_of_several_plugins_are_merged(host):
    def part(name):
        return {
            f"vendor/{name}-1.dist-info/METADATA": f"Name: space-{name}\nVersion: 1\n",
            f"vendor/{name}-1.dist-info/RECORD": f"space/{name}/__init__.py,sha256=x,1\n",
            f"vendor/space/{name}/__init__.py": f"NAME = {name!r}",
            "plugin.py": f"def run():\n    from space import {name}\n    return {name}.NAME",
        }

    first, second = host.load("one", part("a")), host.load("two", part("b"))
    assert (call(first, "run"), call(second, "run")) == ("a", "b")
    third = host.load("three", part("c"))
    assert call(third, "run") == "c"
    host.unload(first)
    assert call(second, "run") == "b" and "space.a" not in sys.modules
    host.unload(second)
    host.unload(third)
    assert not [name for name in sys.modules if name.startswith("space")]


def test_metadata_and_resources_of_vendored_distributions(host):
    import importlib.metadata

    host.vendor("one", "six==1.16.0")
    loaded = host.load(
        "one",
        {
            "plugin.py": "import importlib.metadata as m, importlib.resources as r, lib, inspect, six\n"
            "def run():\n"
            "    names = [each.metadata['Name'] for each in m.distributions()]\n"
            "    text = r.files('lib').joinpath('x.txt').read_text()\n"
            "    return m.version('six'), names.count('six'), text, len(inspect.getsource(six)) > 1000",
            "vendor/lib/__init__.py": "",
            "vendor/lib/x.txt": "text",
        },
    )
    assert call(loaded, "run") == ("1.16.0", 1, "text", True)
    host.unload(loaded)
    try:
        importlib.metadata.version("six")
    except importlib.metadata.PackageNotFoundError:
        pass
    else:
        raise AssertionError


test_metadata_and_resources_of_vendored_distributions.requirements = ["six==1.16.0"]

USES_PILLOW = {"plugin.py": "from PIL import Image\ndef run(): return Image.new('RGB', (3, 2)).resize((6, 4)).tobytes()"}


def test_native_code_stays_and_is_shared_with_the_next_plugin(host):
    for name in ("one", "two"):
        host.vendor(name, "pillow>=11,<12")
    first = host.load("one", USES_PILLOW)
    assert call(first, "run") == bytes(72)
    imaging = sys.modules["PIL._imaging"]
    host.unload(first)
    assert sys.modules["PIL._imaging"] is imaging
    second = host.load("two", USES_PILLOW)
    assert call(second, "run") == bytes(72) and sys.modules["PIL._imaging"] is imaging
    import importlib.metadata

    assert importlib.metadata.version("pillow").startswith("11")


def test_native_code_of_another_version_conflicts_after_the_unload(host):
    host.vendor("one", "pillow>=11,<12")
    host.vendor("two", "pillow>=10.4,<11")
    host.unload(host.load("one", USES_PILLOW))
    failure = host.failure("two", USES_PILLOW)
    assert failure.code == "dependency_conflict" and "now unloaded" in failure.message
    assert "until it ends" in failure.message and "'one'" in failure.message


def test_native_distribution_that_was_not_imported_does_not_stay(host):
    host.vendor("one", "pillow>=11,<12")
    host.vendor("two", "pillow>=10.4,<11")
    host.unload(host.load("one", {"plugin.py": ""}))
    assert call(host.load("two", USES_PILLOW), "run") == bytes(72)


test_native_code_stays_and_is_shared_with_the_next_plugin.requirements = ["pillow>=11,<12"]
for test in (
    test_native_code_of_another_version_conflicts_after_the_unload,
    test_native_distribution_that_was_not_imported_does_not_stay,
):
    test.requirements = ["pillow>=11,<12", "pillow>=10.4,<11"]
del test


def test_search_path_is_at_the_end_and_its_modules_are_checked_against_vendored_ones(host):
    host.write(
        {
            "site/shared.py": "WHO = 'site'",
            "site/shared-1.dist-info/METADATA": "Name: shared\nVersion: 1\n",
            "site/only.py": "X = 1",
        }
    )
    assert sys.path[-1] == f"{host.directory}/site"
    plain = host.load("plain", {"plugin.py": "import shared, only\ndef run(): return shared.WHO, only.X"})
    assert call(plain, "run") == ("site", 1)
    failure = host.failure("two", {"plugin.py": "", **dist_info("shared", "2", ["shared"])})
    assert failure.code == "dependency_conflict" and f"from {host.directory}/site" in failure.message
    same = host.load(
        "three", {"plugin.py": "import shared\ndef run(): return shared.WHO", **dist_info("shared", "1", ["shared"])}
    )
    assert call(same, "run") == "site"


def test_search_path_module_of_another_version_than_a_vendored_one_is_refused(host):
    host.write({"site/shared.py": "WHO = 'site'", "site/shared-1.dist-info/METADATA": "Name: shared\nVersion: 1\n"})
    vendoring = host.load("vendoring", {"plugin.py": "import shared", **dist_info("shared", "2", ["shared"])})
    failure = host.failure("plain", {"plugin.py": "import shared"})
    assert failure.code == "import_failed" and "shared 2" in failure.message and "version 1" in failure.message
    host.unload(vendoring)
    loaded = host.load("plain", {"plugin.py": "import shared\ndef run(): return shared.WHO"})
    assert call(loaded, "run") == "site"


for test in (
    test_search_path_is_at_the_end_and_its_modules_are_checked_against_vendored_ones,
    test_search_path_module_of_another_version_than_a_vendored_one_is_refused,
):
    test.options = {"search_paths": ["TMP/site"]}
del test


def test_damaged_metadata_is_no_obstacle(host):
    loaded = host.load(
        "one",
        {
            "plugin.py": "import a, b\ndef run(): return a.X + b.X",
            "vendor/a-1.dist-info/RECORD": b'a.py,sha256=\xff\xfe,\n\n,,\nno commas\n../../bin/x.py,,\n"a,b.py",sha256=x,2\n',
            "vendor/a.py": "X = 1",
            "vendor/b-2.dist-info/top_level.txt": "b\n",
            "vendor/b.py": "X = 2",
            "vendor/c.dist-info": "a file",
            "vendor/bin/tool": "not python",
            "vendor/evil.pth": "import sys; sys.exit(1)",
        },
    )
    assert call(loaded, "run") == 3


def test_special_files_in_vendor_are_not_modules(host):
    import os

    directory = host.write({"plugin.py": "import lib\ndef run(): return lib.X", "vendor/lib/__init__.py": "X = 1"}, "one")
    os.symlink("user@machine.1234", f"{directory}/vendor/lib/.#sub.py")
    os.symlink("nowhere", f"{directory}/vendor/gone.py")
    os.mkfifo(f"{directory}/vendor/lib/pipe.py")
    os.mkfifo(f"{directory}/vendor/pipe.py")
    os.mkdir(f"{directory}/vendor/other-1.dist-info")
    os.mkfifo(f"{directory}/vendor/other-1.dist-info/METADATA")
    os.mkfifo(f"{directory}/vendor/other-1.dist-info/RECORD")
    assert call(host.load("one"), "run") == 1


def test_vendored_file_that_cannot_be_read_is_a_load_failure(host):
    import os

    directory = host.write({"plugin.py": "", "vendor/lib/__init__.py": "", "vendor/lib/sub.py": ""}, "one")
    path = f"{directory}/vendor/lib/sub.py"
    if os.geteuid() != 0:
        os.chmod(path, 0)
    elif os.path.exists("/proc/self/mem"):
        # Permissions do not stop root. This is a regular file that has nothing at its beginning.
        os.unlink(path)
        os.symlink("/proc/self/mem", path)
    else:
        return
    failure = host.failure("one")
    assert failure.code == "dependency_unreadable" and isinstance(failure.__cause__, OSError)
    assert path in failure.message and "'one'" in failure.message, failure.message


def test_modules_with_a_hostile_spec_do_not_break_an_unload(host):
    body = """
import sys, types, lib, _frozen_importlib_external as e
class Spec:
    def __getattribute__(self, name): raise ValueError(name)
class Loader(e.ExtensionFileLoader):
    def __init__(self): pass
    path = property(lambda self: 1 / 0)
class Class:
    __class__ = property(lambda self: 1 / 0)
def add(name, spec):
    sys.modules[name] = module = types.ModuleType(name)
    module.__spec__ = spec
add("lib.spec", Spec())
add("lib.loader", types.SimpleNamespace(loader=Loader(), origin=None))
add("lib.other", types.SimpleNamespace(loader=Class(), origin=None))
add("stray", Spec())
lib.__spec__ = Spec()
sys.modules[5] = lib
"""
    loaded = host.load("one", {"plugin.py": body, "vendor/lib/__init__.py": ""})
    host.unload(loaded)
    assert not [name for name in sys.modules if str(name).startswith(("lib.", "one#"))] and "lib" not in sys.modules
    host.load("two", {"plugin.py": "import lib", "vendor/lib/__init__.py": "# another one"})
