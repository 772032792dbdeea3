#ifndef TERRARIUM_JSON_CODEC_HPP
#define TERRARIUM_JSON_CODEC_HPP

#include "json.h"

namespace terrarium::json {

/// One remembered key: the string, and where its UTF-8 bytes are.
struct KeyEntry {
    /// Owned, or NULL in an empty entry.
    PyObject *key;
    /// Memory of `key`.
    const uint8_t *bytes;
    uint32_t hash;
    uint8_t length;
    uint8_t uses;
};

constexpr size_t key_entries = 1024;
constexpr size_t longest_cached_key = 64;

/// What the encoders do with a value of some type. JSON has no form for the kinds from `bytes` on.
enum class TypeKind : uint8_t {
    unsupported,
    string,
    integer,
    floating,
    dictionary,
    list,
    tuple,
    enumeration,
    dataclass,
    datetime,
    date,
    time,
    uuid,
    bytes,
    bytearray,
    memoryview,
    set,
    timedelta,
    decimal,
};

/// One remembered type. The type is not owned: its version tag tells it from a later one at the same address, and
/// changes when the class is changed.
struct TypeEntry {
    PyTypeObject *type;
    unsigned int version;
    TypeKind kind;
    /// Enumerations: `_value_` may be read without running `value`.
    bool plain_value;
    /// Dataclasses: a tuple of the names of the fields, owned.
    PyObject *names;
};

constexpr size_t type_entries = 64;

/// Types of the standard library, found when their module is already imported.
struct KnownTypes {
    /// Owned, or NULL while not found.
    PyTypeObject *enumeration;
    /// `enum.Enum.value`, owned.
    PyObject *enum_value;
    PyTypeObject *uuid;
    PyTypeObject *decimal;
    /// A `decimal.Context` in which text that is no decimal number raises, owned; made when it is needed.
    PyObject *decimal_context;
    /// `dataclasses._FIELD`, owned.
    PyObject *field_marker;
    /// `datetime.datetime_CAPI`, owned, and what it holds.
    PyObject *datetime_capsule;
    void *datetime;
    /// `datetime.datetime.utcoffset`, owned.
    PyObject *utcoffset;
};

/// Interned names, owned.
struct Names {
    PyObject *value, *stored_value, *integer, *fields, *field_type, *utcoffset, *module, *qualified;
    PyObject *enum_module, *enum_class, *uuid_module, *uuid_class, *dataclasses_module, *field_marker;
    PyObject *decimal_module, *decimal_class, *decimal_context, *decimal_signal;
    PyObject *datetime_module, *datetime_capsule;
};

/// Memory that one conversion borrows from the codec. A conversion that starts inside another one, in Python code that
/// the outer one ran, finds none and gets its own.
struct Scratch {
    void *memory;
    size_t bytes;
};

/// What a conversion leaves behind for the next one, at most.
constexpr size_t largest_kept_scratch = 512 * 1024;

}  // namespace terrarium::json

struct terrarium_codec {
    terrarium::json::Scratch decode_stack;
    terrarium::json::Scratch encode_frames;
    terrarium::json::Names names;
    terrarium::json::KnownTypes known;
    uint32_t interned_keys;
    terrarium::json::TypeEntry types[terrarium::json::type_entries];
    terrarium::json::KeyEntry keys[terrarium::json::key_entries];
};

namespace terrarium::json {

/// Takes the codec's scratch memory, of at least `bytes`; NULL memory when there is none. GIL held.
Scratch take_scratch(Scratch &slot, size_t bytes);

/// Gives scratch memory back, or frees it when it is large or another conversion has given its own back. GIL held.
void give_scratch(Scratch &slot, Scratch scratch);

/// Makes scratch memory at least `bytes` large, at least doubling it; false when there is no memory.
bool grow_scratch(Scratch &scratch, size_t bytes);

}  // namespace terrarium::json

#endif
