#ifndef TERRARIUM_JSON_ERROR_HPP
#define TERRARIUM_JSON_ERROR_HPP

#include "json.h"

// What is said about a refusal: the detail and the path.
namespace terrarium::json {

/// Fills status and detail, from a `printf` format, cut at a character's end when it is too long; offset 0, path `$`.
/// Returns the status. No GIL needed.
__attribute__((format(printf, 3, 4))) terrarium_json_status describe(
    terrarium_json_error &error, terrarium_json_status status, const char *format, ...);

/// Writes the qualified name of a type, such as `decimal.Decimal`, without running Python code. GIL held.
void type_name(PyTypeObject *type, char *name, size_t capacity);

/// One step of a path: into an array, or into an object.
struct PathStep {
    /// The key (borrowed), or NULL for an array.
    PyObject *key;
    size_t index;
};

/// Says what step number `position` is.
using PathSteps = PathStep (*)(const void *context, size_t position);

/// Writes the path of `count` steps, leaving out steps in the middle when they do not fit. GIL held.
void write_path(terrarium_json_error &error, size_t count, PathSteps steps, const void *context);

}  // namespace terrarium::json

#endif
