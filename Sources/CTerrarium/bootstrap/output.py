"""What a plugin prints, and what fails where nobody can catch it, goes to the host."""

import io
import sys
from _codecs import utf_8_decode

from _terrarium import _native


class Output(io.TextIOBase):
    """`sys.stdout` and `sys.stderr`: text that the host receives at once, attributed to the plugin that is running."""

    encoding = "utf-8"
    errors = "backslashreplace"
    newlines = None
    mode = "w"
    line_buffering = False
    write_through = True

    def __init__(self, stream, name):
        self.name = name
        self.buffer = BinaryOutput(stream, name)
        self._stream = stream

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not text.isascii():
            # Lone surrogates have no UTF-8 form: they arrive escaped.
            _native.write(self._stream, text.encode("utf-8", "backslashreplace").decode())
        elif text:
            _native.write(self._stream, text)
        return len(text)

    def writable(self):
        return True

    def flush(self):
        pass

    def reconfigure(self, **options):
        """Accepted and without effect: the encoding is fixed, and nothing is buffered."""

    def close(self):
        """Without effect: other plugins use the same stream."""

    def __repr__(self):
        return f"<terrarium output {self.name}>"


class BinaryOutput(io.BufferedIOBase):
    """`sys.stdout.buffer`: bytes, decoded before they reach the host."""

    mode = "wb"

    def __init__(self, stream, name):
        self.name = name
        self.raw = self
        self._stream = stream
        # Plugin to the bytes of a character whose rest has not been written yet.
        self._pending = {}

    def write(self, data):
        data = bytes(memoryview(data))
        plugin = _native.current()
        text = self._pending.pop(plugin, b"") + data
        decoded, used = utf_8_decode(text, "backslashreplace", False)
        if used < len(text):
            self._pending[plugin] = text[used:]
        if decoded:
            _native.write(self._stream, decoded)
        return len(data)

    def writable(self):
        return True

    def flush(self):
        pass

    def close(self):
        """Without effect: other plugins use the same stream."""


class EmptyInput(io.TextIOWrapper):
    """`sys.stdin`: at its end from the start."""

    def close(self):
        """Without effect: other plugins use the same stream."""


def unraisable(failure):
    """`sys.unraisablehook`: an exception in a finaliser, a callback, or a thread without `threading`."""
    from _terrarium.reports import traceback_text, type_name

    try:
        culprit = failure.object
        if culprit is None:
            where = ""
        elif type(culprit) is type(unraisable):
            where = f" in {culprit.__qualname__}"
        else:
            where = f" in {type_name(type(culprit))}"
        text = f"{failure.err_msg or 'Exception ignored'}{where}:\n"
        text += traceback_text(failure.exc_type, failure.exc_value, failure.exc_traceback)
        _native.log(40, "python", text)
    finally:
        # The hook's argument must not keep a dying object alive.
        failure = culprit = None


def install():
    sys.stdout = sys.__stdout__ = Output(1, "<stdout>")
    sys.stderr = sys.__stderr__ = Output(2, "<stderr>")
    sys.stdin = sys.__stdin__ = EmptyInput(io.BytesIO(), encoding="utf-8")
    sys.unraisablehook = unraisable
