#include "json_types.hpp"

#include <cstring>

#include <datetime.h>

namespace terrarium::json {
namespace {

/// Reads an attribute of an imported module from its dictionary: a borrowed reference, or NULL without an exception.
PyObject *module_attribute(PyObject *module_name, PyObject *attribute) {
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *module = modules == nullptr ? nullptr : PyDict_GetItemWithError(modules, module_name);
    PyObject *found = nullptr;
    if (module != nullptr && PyModule_Check(module)) {
        found = PyDict_GetItemWithError(PyModule_GetDict(module), attribute);
    }
    if (found == nullptr) PyErr_Clear();
    return found;
}

/// A class of an imported module: a new reference, or NULL without an exception.
PyTypeObject *module_class(PyObject *module_name, PyObject *attribute) {
    PyObject *found = module_attribute(module_name, attribute);
    if (found == nullptr || !PyType_Check(found)) return nullptr;
    return reinterpret_cast<PyTypeObject *>(Py_NewRef(found));
}

/// Looks a name up in a type and its bases without running Python code: a borrowed reference, or NULL without an
/// exception. Also gives the type a version tag.
PyObject *lookup(PyTypeObject *type, PyObject *name) {
    PyObject *found = _PyType_Lookup(type, name);
    if (found == nullptr) PyErr_Clear();
    return found;
}

/// Finds the types whose modules are imported by now.
void find_known_types(terrarium_codec &codec) {
    KnownTypes &known = codec.known;
    const Names &names = codec.names;
    if (known.enumeration == nullptr) {
        known.enumeration = module_class(names.enum_module, names.enum_class);
        if (known.enumeration != nullptr) known.enum_value = Py_XNewRef(lookup(known.enumeration, names.value));
    }
    if (known.uuid == nullptr) known.uuid = module_class(names.uuid_module, names.uuid_class);
    if (known.decimal == nullptr) known.decimal = module_class(names.decimal_module, names.decimal_class);
    if (known.field_marker == nullptr) {
        known.field_marker = Py_XNewRef(module_attribute(names.dataclasses_module, names.field_marker));
    }
    if (known.datetime == nullptr) {
        PyObject *capsule = module_attribute(names.datetime_module, names.datetime_capsule);
        if (capsule != nullptr && PyCapsule_IsValid(capsule, PyDateTime_CAPSULE_NAME)) {
            known.datetime = PyCapsule_GetPointer(capsule, PyDateTime_CAPSULE_NAME);
            known.datetime_capsule = Py_NewRef(capsule);
            auto *api = static_cast<PyDateTime_CAPI *>(known.datetime);
            known.utcoffset = Py_XNewRef(lookup(api->DateTimeType, names.utcoffset));
        }
    }
}

/// The names of a dataclass's fields that do not start with an underscore, in their order: a new reference to a tuple, or
/// NULL without an exception when this is no dataclass.
PyObject *field_names(terrarium_codec &codec, PyTypeObject *type) {
    PyObject *fields = lookup(type, codec.names.fields);
    if (fields == nullptr || !PyDict_CheckExact(fields) || codec.known.field_marker == nullptr) return nullptr;
    PyObject *items = PyDict_Items(fields), *names = PyList_New(0), *tuple = nullptr;
    if (items != nullptr && names != nullptr) {
        bool complete = true;
        for (Py_ssize_t i = 0; complete && i < PyList_GET_SIZE(items); i++) {
            PyObject *name = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 0);
            PyObject *field = PyTuple_GET_ITEM(PyList_GET_ITEM(items, i), 1);
            if (!PyUnicode_CheckExact(name) || PyUnicode_GET_LENGTH(name) == 0) continue;
            if (PyUnicode_READ_CHAR(name, 0) == '_') continue;
            // `ClassVar` and `InitVar` pseudo-fields have other markers.
            PyObject *marker = PyObject_GenericGetAttr(field, codec.names.field_type);
            if (marker == codec.known.field_marker) complete = PyList_Append(names, name) == 0;
            Py_XDECREF(marker);
            PyErr_Clear();
        }
        if (complete) tuple = PyList_AsTuple(names);
    }
    Py_XDECREF(items);
    Py_XDECREF(names);
    PyErr_Clear();
    return tuple;
}

/// What a type is by its bases, without dataclasses. Enumerations come first: their members may be strings and integers.
TypeKind kind_of(const KnownTypes &known, PyTypeObject *type) {
    if (known.enumeration != nullptr && PyType_IsSubtype(type, known.enumeration)) return TypeKind::enumeration;
    if (PyType_HasFeature(type, Py_TPFLAGS_UNICODE_SUBCLASS)) return TypeKind::string;
    if (PyType_HasFeature(type, Py_TPFLAGS_LONG_SUBCLASS)) return TypeKind::integer;
    if (PyType_HasFeature(type, Py_TPFLAGS_DICT_SUBCLASS)) return TypeKind::dictionary;
    if (PyType_HasFeature(type, Py_TPFLAGS_LIST_SUBCLASS)) return TypeKind::list;
    if (PyType_HasFeature(type, Py_TPFLAGS_TUPLE_SUBCLASS)) return TypeKind::tuple;
    if (PyType_IsSubtype(type, &PyFloat_Type)) return TypeKind::floating;
    if (known.datetime != nullptr) {
        auto *api = static_cast<PyDateTime_CAPI *>(known.datetime);
        if (PyType_IsSubtype(type, api->DateTimeType)) return TypeKind::datetime;
        if (PyType_IsSubtype(type, api->DateType)) return TypeKind::date;
        if (PyType_IsSubtype(type, api->TimeType)) return TypeKind::time;
        if (PyType_IsSubtype(type, api->DeltaType)) return TypeKind::timedelta;
    }
    if (known.uuid != nullptr && PyType_IsSubtype(type, known.uuid)) return TypeKind::uuid;
    if (known.decimal != nullptr && PyType_IsSubtype(type, known.decimal)) return TypeKind::decimal;
    if (PyType_HasFeature(type, Py_TPFLAGS_BYTES_SUBCLASS)) return TypeKind::bytes;
    if (PyType_IsSubtype(type, &PyByteArray_Type)) return TypeKind::bytearray;
    if (type == &PyMemoryView_Type) return TypeKind::memoryview;
    if (PyType_IsSubtype(type, &PySet_Type) || PyType_IsSubtype(type, &PyFrozenSet_Type)) return TypeKind::set;
    return TypeKind::unsupported;
}

/// The version tag of a type; 0 when it has none that can be relied on.
unsigned int version_of(PyTypeObject *type) {
#if PY_VERSION_HEX < 0x030d0000
    if (!PyType_HasFeature(type, Py_TPFLAGS_VALID_VERSION_TAG)) return 0;
#endif
    return type->tp_version_tag;
}

}  // namespace

TypeInfo classify(terrarium_codec &codec, PyTypeObject *type) {
    // Types are aligned and large: the low bits of their addresses say little.
    uintptr_t address = reinterpret_cast<uintptr_t>(type);
    TypeEntry &entry = codec.types[(address >> 5 ^ address >> 11) % type_entries];
    unsigned int version = version_of(type);
    if (entry.type == type && version != 0 && entry.version == version) {
        return {entry.kind, entry.plain_value, entry.names};
    }
    find_known_types(codec);
    TypeKind kind = kind_of(codec.known, type);
    PyObject *names = nullptr;
    // A dataclass that is also of a kind that JSON does not have is one in every form.
    if (kind == TypeKind::unsupported || kind >= TypeKind::bytes) {
        names = field_names(codec, type);
        if (names != nullptr) kind = TypeKind::dataclass;
    }
    PyObject *value = lookup(type, codec.names.value);
    bool plain_value = kind == TypeKind::enumeration && value != nullptr && value == codec.known.enum_value;
    // A type that is not supported now may be once another module is imported.
    version = kind == TypeKind::unsupported ? 0 : version_of(type);
    PyObject *old = entry.names;
    entry = {type, version, kind, plain_value, names};
    Py_XDECREF(old);
    return {kind, plain_value, names};
}

bool import_library(terrarium_codec &codec, PyObject *module_name) {
    PyObject *module = PyImport_ImportModuleLevelObject(module_name, nullptr, nullptr, nullptr, 0);
    if (module == nullptr) return false;
    Py_DECREF(module);
    find_known_types(codec);
    return true;
}

PyObject *enumeration_value(terrarium_codec &codec, PyObject *member, bool plain_value) {
    if (plain_value) {
        PyObject *value = PyObject_GenericGetAttr(member, codec.names.stored_value);
        if (value != nullptr) return value;
        PyErr_Clear();
    }
    return PyObject_GetAttr(member, codec.names.value);
}

terrarium_json_status describe_type(terrarium_json_error &error, PyTypeObject *type) {
    char name[160];
    type_name(type, name, sizeof name);
    const char *hint = nullptr;
    if (type == &PyCoro_Type) {
        hint = "the method is \"async def\", or it returned the result of one without awaiting it";
    } else if (type == &PyGen_Type) {
        hint = "the method has \"yield\" in it, or it returned a generator expression; return a list";
    } else if (type == &PyAsyncGen_Type) {
        hint = "the method is \"async def\" with \"yield\" in it; return a list";
    } else if (PyType_IsSubtype(type, &PySet_Type) || PyType_IsSubtype(type, &PyFrozenSet_Type)) {
        hint = "return a list, sorted if the order matters";
    } else if (
        PyType_HasFeature(type, Py_TPFLAGS_BYTES_SUBCLASS) || PyType_IsSubtype(type, &PyByteArray_Type) ||
        type == &PyMemoryView_Type) {
        hint = "declare the method raw, or return base64 text";
    } else if (strcmp(name, "decimal.Decimal") == 0 || strcmp(name, "fractions.Fraction") == 0) {
        hint = "return str(x), or float(x) if rounding is acceptable";
    } else if (strncmp(name, "numpy.", 6) == 0) {
        hint = "return x.tolist()";
    } else if (strncmp(name, "pathlib.", 8) == 0) {
        hint = "return str(x)";
    } else if (PyType_IsSubtype(type, &PyType_Type)) {
        hint = "this is a class, not an instance";
    }
    if (hint == nullptr) return describe(error, terrarium_json_type, "%s", name);
    return describe(error, terrarium_json_type, "%s: %s", name, hint);
}

}  // namespace terrarium::json
