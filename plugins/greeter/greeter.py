"""Says hello: the plugin of the tutorial."""

from terrarium import PluginError, method

# greet:String->String
__interface_hash__ = 0xd66a33343f4b2077


@method
def greet(name: str) -> str:
    """Greets somebody by name."""
    if not name:
        raise PluginError("EMPTY_INPUT", "name must be non-empty")
    return f"Hello, {name}!"
