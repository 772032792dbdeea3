"""What plugins print, warn and log, and what fails where nobody catches it."""

import gc
import io
import sys


def test_print_and_write_reach_the_host_at_once_with_the_plugin(host):
    host.native.plugin = 7
    print("hello", end="")
    assert host.native.written == [(7, 1, "hello")]
    print(" wörld", 42, file=sys.stderr)
    sys.stdout.writelines(["a", "b"])
    sys.__stdout__.write("c")
    assert sys.stdout.write("four") == 4
    assert host.native.text(1) == "helloabcfour" and host.native.text(2) == " wörld 42\n"


def test_streams_describe_themselves_as_text_files_do(host):
    for stream, name in ((sys.stdout, "<stdout>"), (sys.stderr, "<stderr>")):
        assert (stream.encoding, stream.errors, stream.name, stream.mode) == ("utf-8", "backslashreplace", name, "w")
        assert stream.writable() and not stream.readable() and not stream.seekable() and not stream.isatty()
        for action in (stream.fileno, stream.read, stream.detach, stream.buffer.fileno):
            try:
                action()
            except io.UnsupportedOperation:
                pass
            else:
                raise AssertionError(action)
        stream.flush()
        stream.reconfigure(encoding="latin-1", line_buffering=True)
        stream.close()
        stream.buffer.close()
        assert not stream.closed
        stream.write("still open")
        stream.buffer.write(b"still open")
    try:
        sys.stdout.write(b"bytes")
    except TypeError as error:
        assert str(error) == "write() argument must be str, not bytes"


def test_lone_surrogates_arrive_escaped(host):
    print("a\ud800b", end="")
    assert host.native.text(1) == "a\\ud800b"


def test_bytes_are_decoded_across_writes_and_per_plugin(host):
    text = "€uro ünï 🐍"
    for byte in text.encode():
        host.native.plugin = 1
        sys.stdout.buffer.write(bytes([byte]))
        host.native.plugin = 2
        sys.stdout.buffer.write(memoryview(bytearray([byte])))
    sys.stdout.buffer.write(b"\xff\xfe")
    assert host.native.text(1, 1) == text
    assert host.native.text(1, 2) == text + "\\xff\\xfe"
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=True) as wrapper:
        wrapper.write("wrapped")
    assert host.native.text(1).endswith("wrapped")


def test_standard_input_is_empty(host):
    assert sys.stdin.read() == "" and sys.stdin.buffer.read() == b"" and list(sys.stdin) == []
    sys.stdin.close()
    try:
        input("prompt> ")
    except EOFError:
        assert host.native.text(1) == "prompt> "
    else:
        raise AssertionError


def test_warnings_become_log_records(host):
    import warnings

    loaded = host.load("one", {"plugin.py": "import warnings\ndef run(): warnings.warn('careful')"})
    loaded.callables[0]()
    level, logger, message = host.native.logged[-1]
    assert (level, logger) == (30, "py.warnings")
    assert "plugin.py:2: UserWarning: careful" in message and not message.endswith("\n")
    target = io.StringIO()
    warnings.showwarning("x", UserWarning, "f.py", 1, target)
    assert "UserWarning: x" in target.getvalue()
    with warnings.catch_warnings(record=True) as caught:
        warnings.warn("recorded")
    assert len(caught) == 1 and len(host.native.logged) == 1


def test_log_records_reach_the_host_with_the_public_logger_name(host):
    assert "logging" not in sys.modules
    loaded = host.load(
        "one",
        {
            "plugin.py": """
import logging
from terrarium import log
import helper
own = logging.getLogger(__name__)
def run():
    log.info("from %s", "log")
    own.debug("from own")
    helper.log.warning("from helper")
    logging.getLogger("lib.part").error("from lib")
    logging.basicConfig(level="ERROR")
    try:
        1 / 0
    except ZeroDivisionError:
        own.exception("failed")
""",
            "helper.py": "from terrarium import log",
        },
    )
    loaded.callables[0]()
    assert host.native.logged[:4] == [
        (20, "plugin", "from log"),
        (10, "plugin", "from own"),
        (30, "helper", "from helper"),
        (40, "lib.part", "from lib"),
    ]
    level, logger, message = host.native.logged[4]
    assert (level, logger) == (40, "plugin") and message.startswith("failed\nTraceback") and "ZeroDivisionError" in message
    assert not host.native.written


def test_log_level_of_the_host_is_that_of_the_root_logger(host):
    import logging

    logging.info("quiet")
    logging.warning("loud")
    assert host.native.logged == [(30, "root", "loud")]


test_log_level_of_the_host_is_that_of_the_root_logger.options = {"log_level": 30}


def test_record_that_cannot_be_formatted_does_not_fail_the_plugin(host):
    import logging

    class Hostile:
        def __str__(self):
            raise ValueError("hostile")

    logging.info("%d", "text")
    logging.info(Hostile())
    assert "Logging error" in host.native.text(2)


def test_exceptions_in_finalisers_and_bare_threads_are_logged(host):
    import _thread
    import time

    loaded = host.load(
        "one", {"plugin.py": "class Bad:\n    def __del__(self): raise ValueError('in del')\ndef run(): Bad()"}
    )
    loaded.callables[0]()
    level, logger, message = host.native.logged[-1]
    assert (level, logger) == (40, "python") and "ValueError: in del" in message and "plugin.py" in message
    assert "Bad.__del__" in message
    _thread.start_new_thread(lambda: 1 / 0, ())
    deadline = time.monotonic() + 5
    while len(host.native.logged) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "ZeroDivisionError" in host.native.logged[-1][2]


def test_exceptions_in_threads_are_logged_with_the_thread(host):
    import threading

    def work():
        raise ValueError("in thread")

    thread = threading.Thread(target=work, name="worker-9")
    thread.start()
    thread.join()
    level, logger, message = host.native.logged[-1]
    assert (level, logger) == (40, "threading")
    assert message.startswith("Exception in thread worker-9:\n") and "ValueError: in thread" in message
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert len(host.native.logged) == 1


def test_hostile_exceptions_do_not_stop_the_report(host):
    import threading

    class Meta(type):
        def __getattribute__(cls, name):
            raise SystemExit(name)

    class Hostile(Exception, metaclass=Meta):
        def __str__(self):
            raise SystemExit

        __repr__ = __str__

        @property
        def __cause__(self):
            raise SystemExit

        def __getattribute__(self, name):
            raise SystemExit(name)

    class Bad:
        def __del__(self):
            raise Hostile

    def work():
        raise Hostile

    Bad()
    gc.collect()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(host.native.logged) == 2 and all("Hostile" in message for _, _, message in host.native.logged), (
        host.native.logged
    )
    failure = host.failure(
        "one",
        {
            "plugin.py": "class M(type):\n"
            "    def __getattribute__(cls, name): raise SystemExit\n"
            "class E(Exception, metaclass=M):\n"
            "    def __getattribute__(self, name): raise SystemExit\n"
            "    def __str__(self): raise SystemExit\n"
            "raise E"
        },
    )
    assert failure.code == "import_failed" and "plugin.E" in failure.message


def test_long_reports_keep_both_ends(host):
    class Bad:
        def __del__(self):
            raise ValueError("a" * 50_000 + "b" * 10_000_000 + "c" * 50_000)

    Bad()
    message = host.native.logged[-1][2]
    assert (
        len(message) < 70_000 and message.count("a") > 1000 and message.endswith("c\n") and "characters left out" in message
    )
