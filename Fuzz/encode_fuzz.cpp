// Any bytes as a program that builds Python objects, some of which change others while they are read: encoding, as JSON or
// packed, refuses or gives something that can be read.

#include "support.hpp"

#include <packed.h>

static terrarium_codec *codec;
static PyObject *build;

static const char program[] = R"python(
import dataclasses, datetime, decimal, enum, uuid

class Shade(enum.Enum):
    PLAIN = "x"
    LIST = (1, [2])
    BAD = object()

class Level(enum.IntEnum):
    ONE = 1

class Own(enum.Enum):
    X = 1
    @property
    def value(self):
        return act()

@dataclasses.dataclass
class Pair:
    a: object
    b: object = None

@dataclasses.dataclass(slots=True)
class Slotted:
    a: object

class Zone(datetime.tzinfo):
    def utcoffset(self, moment):
        result = act()
        if isinstance(result, int):
            return datetime.timedelta(seconds=result % 100000 - 50000)
        return None

class Hostile:
    @property
    def __class__(self):
        return act() and dict
    def __str__(self):
        return str(act())

class Text(str):
    def __str__(self):
        raise LookupError

class Number(int):
    def __index__(self):
        raise LookupError

made = []
position = 0
data = b""

def take():
    global position
    position += 1
    return data[position - 1] if position <= len(data) else 0

def act():
    """Changes something that was made."""
    if not made:
        return 1
    what, how = made[take() % len(made)], take() % 8
    if isinstance(what, list):
        if how == 0: what.clear()
        elif how == 1: what.append(take())
        elif how == 2 and what: what.pop()
        elif how == 3 and what: what[take() % len(what)] = "replaced" * take()
        elif how == 4: what.append(made[take() % len(made)])
    elif isinstance(what, dict):
        if how == 0: what.clear()
        elif how == 1: what["k%d" % take()] = take()
        elif how == 2 and what: what.popitem()
        elif how == 3 and what: what[next(iter(what))] = "replaced" * take()
        elif how == 4: what["made"] = made[take() % len(made)]
    elif isinstance(what, set):
        if how == 0: what.clear()
        elif how == 1: what.add(take())
        elif how == 2 and what: what.pop()
        elif how == 3 and what: what.pop(), what.add("replaced" * take())
    if how == 5:
        del made[:]
    if how == 6:
        raise LookupError
    return take() * how

def text():
    length = take()
    raw = bytes(take() for _ in range(length % 40))
    kind = length // 40
    if kind < 2: return raw.decode("latin-1")
    if kind == 2: return raw.decode("utf-8", "replace")
    if kind == 3: return raw.decode("utf-16-le", "surrogatepass" if len(raw) % 2 == 0 else "replace")
    if kind == 4: return "".join(chr(0x10000 + 31 * byte) + "a" for byte in raw)
    return "a" * take() + raw.decode("ascii", "ignore")

def value(depth=0):
    kind = take() % 26
    if depth > 40:
        kind %= 10
    if kind == 0: return None
    if kind == 1: return take() % 2 == 0
    if kind == 2: return take()
    if kind == 3: return (-1) ** take() * (1 << take()) + take()
    if kind == 4: return -int.from_bytes(bytes(take() for _ in range(take() % 24)), "little")
    if kind == 5: return take() / (take() + 1) * 10.0 ** (take() - 128)
    if kind == 6: return float(["nan", "inf", "-0.0", "5e-324"][take() % 4])
    if kind in (7, 8): return text()
    if kind == 9: return (Text(text()), Number(take()), b"bytes", {1}, 1j, decimal.Decimal(1))[take() % 6]
    if kind == 10: return (Shade.PLAIN, Shade.LIST, Shade.BAD, Level.ONE, Own.X)[take() % 5]
    if kind == 11: return datetime.date.fromordinal(1 + take() * 256 + take())
    if kind == 12: return datetime.datetime(1 + take() * 39, 1 + take() % 12, 1 + take() % 28, take() % 24, take() % 60, take() % 60,
                                            take() * 3906, tzinfo=(None, datetime.timezone.utc, Zone())[take() % 3])
    if kind == 13: return datetime.time(take() % 24, take() % 60, take() % 60, take(), tzinfo=(None, datetime.timezone.utc)[take() % 2])
    if kind == 14: return uuid.UUID(bytes=bytes(take() for _ in range(16)))
    if kind == 15: return Pair(value(depth + 1), value(depth + 1))
    if kind == 16: return Slotted(value(depth + 1))
    if kind == 17: return Hostile()
    if kind == 18 and made: return made[take() % len(made)]
    if kind in (19, 20, 21):
        items = []
        made.append(items)
        for _ in range(take() % 8):
            items.append(value(depth + 1))
        return tuple(items) if kind == 21 else items
    if kind == 24:
        elements = set()
        made.append(elements)
        for _ in range(take() % 8):
            element = value(depth + 1)
            try:
                elements.add(element)
            except (TypeError, LookupError, ValueError):
                pass
        return frozenset(elements) if take() % 2 else elements
    if kind == 25:
        raw = bytes(take() for _ in range(take() % 20))
        duration = datetime.timedelta(take() * 2**take() % 10**9 - 10**8, take())
        number = decimal.Decimal(take()).scaleb(take() - 128)
        return (bytearray(raw), memoryview(raw), memoryview(raw)[::2], duration, number, decimal.Decimal("-sNaN1"))[take() % 6]
    mapping = {}
    made.append(mapping)
    for _ in range(take() % 8):
        key = text()
        mapping[key if take() % 32 else take()] = value(depth + 1)
    return mapping

def build(raw):
    global data, position
    data, position = raw, 0
    del made[:]
    return value()
)python";

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
    codec = start_python();
    PyObject *globals = PyDict_New();
    must(PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins()) == 0, "builtins");
    PyObject *name = PyUnicode_FromString("fuzz");
    must(PyDict_SetItemString(globals, "__name__", name) == 0, "name");
    // Dataclasses look their module up.
    PyObject *module = PyImport_AddModule("fuzz");
    must(module != nullptr, "module");
    PyObject *result = PyRun_String(program, Py_file_input, globals, globals);
    must(result != nullptr, "the program runs");
    build = PyDict_GetItemString(globals, "build");
    must(build != nullptr, "the program has a function");
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    terrarium_limits limits = {
        .depth = data[0] & 1 ? 8u : 512u,
        .integer_digits = data[0] & 2 ? 25u : 4300u,
        .input_bytes = SIZE_MAX,
        .output_bytes = data[0] & 8 ? static_cast<size_t>(data[0]) * 4 : 10000000,
        .fidius = (data[0] & 4) != 0,
    };
    PyObject *raw = PyBytes_FromStringAndSize(reinterpret_cast<const char *>(data + 1), static_cast<Py_ssize_t>(size - 1));
    PyObject *value = PyObject_CallOneArg(build, raw);
    Py_DECREF(raw);
    if (value == nullptr) {
        PyErr_Clear();
        return 0;
    }
    terrarium_json_error error;
    terrarium_buffer buffer = {};
    bool packed = (data[0] & 16) != 0;
    terrarium_json_status status = packed ? terrarium_packed_encode(codec, value, &limits, &buffer, &error)
                                          : terrarium_json_encode(codec, value, &limits, &buffer, &error);
    must((PyErr_Occurred() != nullptr) == (status == terrarium_json_raised), "an exception is set exactly when one was raised");
    PyErr_Clear();
    Py_DECREF(value);
    if (status == terrarium_json_ok) {
        must(buffer.length <= limits.output_bytes, "the limit holds");
        PyObject *again = packed ? terrarium_packed_decode(codec, buffer.data, buffer.length, &limits, &error)
                                 : terrarium_json_decode(codec, buffer.data, buffer.length, &limits, &error);
        // Python writes integers and dates that it does not read, and sets of what it holds in no set.
        bool one_way = packed && again == nullptr &&
                       (error.status == terrarium_json_number || error.status == terrarium_json_type);
        must(again != nullptr || one_way, "what was written can be read");
        Py_XDECREF(again);
    } else {
        check_error(error, status, 0);
    }
    terrarium_buffer_free(&buffer);
    return 0;
}
