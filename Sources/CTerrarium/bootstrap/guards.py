"""Settings of the whole interpreter that a plugin may change only within bounds."""

import _thread
import sys
from _operator import index

from _terrarium import _native

# Deep recursion in C code needs this much to meet Python's own limit before the end of the stack. The thread stacks of some
# systems are far smaller by default (macOS: 512 KiB).
SMALLEST_STACK = 16 << 20
STACK_PER_THOUSAND_CALLS = 4 << 20

# The interval after which a thread that waits for the interpreter gets it, in seconds. A longer one starves the host.
SWITCH_INTERVAL = 0.005


def install(recursion_limit):
    set_recursion_limit = sys.setrecursionlimit
    set_switch_interval = sys.setswitchinterval
    set_stack_size = _thread.stack_size
    smallest_stack = max(SMALLEST_STACK, (recursion_limit + 999) // 1000 * STACK_PER_THOUSAND_CALLS)
    warned = set()

    def setrecursionlimit(limit, /):
        """Sets the maximum depth of the Python interpreter stack, up to the limit of the host."""
        # A plain integer, whose comparison is not the plugin's.
        limit = index(limit)
        if limit > recursion_limit:
            plugin = _native.current()
            if plugin not in warned:
                warned.add(plugin)
                _native.warn(f"sys.setrecursionlimit({_shown(limit)}): the limit of this host is {recursion_limit}")
            limit = recursion_limit
        set_recursion_limit(limit)

    def setswitchinterval(interval, /):
        """Sets the thread switch interval in seconds, down from the 0.005 of the host."""
        interval = float(interval)
        # Not the other way round: no comparison with NaN is true.
        if not interval <= SWITCH_INTERVAL:
            interval = SWITCH_INTERVAL
        set_switch_interval(interval)

    def stack_size(size=0, /):
        """Returns the stack size of new threads and sets it, to what the recursion limit takes or more."""
        return set_stack_size(max(index(size), smallest_stack))

    set_recursion_limit(recursion_limit)
    set_stack_size(smallest_stack)
    sys.setrecursionlimit = setrecursionlimit
    sys.setswitchinterval = setswitchinterval
    # `threading.stack_size` is this function under another name, taken when `threading` is imported.
    _thread.stack_size = stack_size


def _shown(number):
    # Python refuses to write very long integers in decimal.
    return str(number) if number.bit_length() <= 64 else hex(number)[:20] + "…"
