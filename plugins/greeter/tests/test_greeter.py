import greeter
import pytest
from terrarium import PluginError


def test_greets_by_name():
    assert greeter.greet("World") == "Hello, World!"
    assert greeter.greet("Zoë 🐍") == "Hello, Zoë 🐍!"


def test_empty_name_is_an_error_with_a_code():
    with pytest.raises(PluginError, match="name must be non-empty") as caught:
        greeter.greet("")
    assert caught.value.code == "EMPTY_INPUT"


def test_interface_hash():
    assert greeter.__interface_hash__ == 0xD66A33343F4B2077
