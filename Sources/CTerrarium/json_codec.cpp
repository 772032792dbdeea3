#include "json_codec.hpp"

#include <cstdlib>

namespace terrarium::json {

Scratch take_scratch(Scratch &slot, size_t bytes) {
    Scratch scratch = slot;
    slot = {nullptr, 0};
    if (scratch.bytes < bytes && !grow_scratch(scratch, bytes)) {
        free(scratch.memory);
        return {nullptr, 0};
    }
    return scratch;
}

void give_scratch(Scratch &slot, Scratch scratch) {
    if (slot.memory == nullptr && scratch.bytes <= largest_kept_scratch) {
        slot = scratch;
    } else {
        free(scratch.memory);
    }
}

bool grow_scratch(Scratch &scratch, size_t bytes) {
    if (scratch.bytes > SIZE_MAX / 4) return false;
    size_t wanted = scratch.bytes * 2;
    if (wanted < bytes) wanted = bytes;
    void *memory = realloc(scratch.memory, wanted);
    if (memory == nullptr) return false;
    scratch = {memory, wanted};
    return true;
}

/// Interns a name: a new reference, or NULL with no exception set. GIL held.
static PyObject *intern(const char *text) {
    PyObject *name = PyUnicode_InternFromString(text);
    if (name == nullptr) PyErr_Clear();
    return name;
}

/// Interns every name; false when out of memory. GIL held.
static bool intern_names(Names &names) {
    struct {
        PyObject **name;
        const char *text;
    } const table[] = {
        {&names.value, "value"},
        {&names.stored_value, "_value_"},
        {&names.integer, "int"},
        {&names.fields, "__dataclass_fields__"},
        {&names.field_type, "_field_type"},
        {&names.utcoffset, "utcoffset"},
        {&names.module, "__module__"},
        {&names.qualified, "__qualname__"},
        {&names.enum_module, "enum"},
        {&names.enum_class, "Enum"},
        {&names.uuid_module, "uuid"},
        {&names.uuid_class, "UUID"},
        {&names.dataclasses_module, "dataclasses"},
        {&names.field_marker, "_FIELD"},
        {&names.decimal_module, "decimal"},
        {&names.decimal_class, "Decimal"},
        {&names.decimal_context, "Context"},
        {&names.decimal_signal, "InvalidOperation"},
        {&names.datetime_module, "datetime"},
        {&names.datetime_capsule, "datetime_CAPI"},
    };
    for (auto &row : table) {
        *row.name = intern(row.text);
        if (*row.name == nullptr) return false;
    }
    return true;
}

/// Drops every name. GIL held.
static void drop_names(Names &names) {
    PyObject **first = &names.value;
    for (size_t i = 0; i < sizeof(Names) / sizeof(PyObject *); i++) Py_CLEAR(first[i]);
}

}  // namespace terrarium::json

using namespace terrarium::json;

extern "C" terrarium_codec *terrarium_codec_new(void) {
    terrarium_codec *codec = static_cast<terrarium_codec *>(calloc(1, sizeof(terrarium_codec)));
    if (codec == nullptr) return nullptr;
    if (!intern_names(codec->names)) {
        terrarium_codec_free(codec);
        return nullptr;
    }
    return codec;
}

extern "C" void terrarium_codec_free(terrarium_codec *codec) {
    if (codec == nullptr) return;
    for (KeyEntry &entry : codec->keys) Py_CLEAR(entry.key);
    for (TypeEntry &entry : codec->types) Py_CLEAR(entry.names);
    Py_CLEAR(codec->known.enumeration);
    Py_CLEAR(codec->known.enum_value);
    Py_CLEAR(codec->known.uuid);
    Py_CLEAR(codec->known.decimal);
    Py_CLEAR(codec->known.decimal_context);
    Py_CLEAR(codec->known.field_marker);
    Py_CLEAR(codec->known.utcoffset);
    Py_CLEAR(codec->known.datetime_capsule);
    drop_names(codec->names);
    free(codec->decode_stack.memory);
    free(codec->encode_frames.memory);
    free(codec);
}
