#ifndef TERRARIUM_JSON_TYPES_HPP
#define TERRARIUM_JSON_TYPES_HPP

#include "json_codec.hpp"
#include "json_error.hpp"

// Which types have a form. A type is recognised by its address and its bases, never by asking the object: no Python code
// runs to find out, and nothing is imported.
namespace terrarium::json {

/// What the encoder does with the values of one type.
struct TypeInfo {
    TypeKind kind;
    /// See `TypeEntry`.
    bool plain_value;
    /// Borrowed from the codec until Python code runs.
    PyObject *names;
};

/// Finds out what to do with the values of a type. GIL held; leaves no exception.
TypeInfo classify(terrarium_codec &codec, PyTypeObject *type);

/// Imports a module of the standard library (by a name of the codec's) and takes note of its types, if it has them: false
/// with an exception set. GIL held; runs the module's code, and no `__import__` that somebody put in place.
bool import_library(terrarium_codec &codec, PyObject *module_name);

/// The value of an enumeration's member (borrowed): a new reference, or NULL with an exception set. GIL held; runs
/// Python code when the class has its own `value`.
PyObject *enumeration_value(terrarium_codec &codec, PyObject *member, bool plain_value);

/// Fills the error for a value of a type without a form: the type's name, and what to return instead where that is
/// known. The status. GIL held.
terrarium_json_status describe_type(terrarium_json_error &error, PyTypeObject *type);

}  // namespace terrarium::json

#endif
