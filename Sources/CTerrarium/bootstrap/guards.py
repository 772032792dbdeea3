"""Settings of the whole interpreter that a plugin may change only within bounds."""

import _thread
import sys

from _terrarium import _native

# Deep recursion in C code needs this much to meet Python's own limit before the end of the stack. The thread stacks of some
# systems are far smaller by default (macOS: 512 KiB).
THREAD_STACK = 16 << 20

# The interval after which a thread that waits for the interpreter gets it, in seconds. A longer one starves the host.
SWITCH_INTERVAL = 0.005


def install(recursion_limit):
    set_recursion_limit = sys.setrecursionlimit
    set_switch_interval = sys.setswitchinterval
    set_stack_size = _thread.stack_size
    warned = set()

    def setrecursionlimit(limit, /):
        """Sets the maximum depth of the Python interpreter stack, up to the limit of the host."""
        if isinstance(limit, int) and limit > recursion_limit:
            plugin = _native.current()
            if plugin not in warned:
                warned.add(plugin)
                _native.warn(f"sys.setrecursionlimit({limit:d}): the limit of this host is {recursion_limit}")
            limit = recursion_limit
        set_recursion_limit(limit)

    def setswitchinterval(interval, /):
        """Sets the thread switch interval in seconds, down from the 0.005 of the host."""
        if isinstance(interval, (int, float)) and interval > SWITCH_INTERVAL:
            interval = SWITCH_INTERVAL
        set_switch_interval(interval)

    def stack_size(size=0, /):
        """Returns the stack size of new threads and sets it, to 16 MiB or more."""
        return set_stack_size(max(size, THREAD_STACK))

    set_stack_size(THREAD_STACK)
    sys.setrecursionlimit = setrecursionlimit
    sys.setswitchinterval = setswitchinterval
    # `threading.stack_size` is this function under another name, taken when `threading` is imported.
    _thread.stack_size = stack_size
