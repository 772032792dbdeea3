#ifndef TERRARIUM_EXCEPTION_H
#define TERRARIUM_EXCEPTION_H

#include <Python.h>

#include "buffer.h"
#include "include/terrarium_failure.h"
#include "json.h"

/// An exception is written as a record: fields of a tag byte, a length (32 bit, little-endian) and that many bytes.
///
/// | tag | field |
/// |---|---|
/// | `T` | name of the type, with its module unless that is `builtins` |
/// | `N` | unqualified name of the type |
/// | `M` | message: `str()` of the exception, or a placeholder |
/// | `P` | present (empty) when it is a `terrarium.PluginError` |
/// | `C` | `code` of a `PluginError` or of the bootstrap's load failure |
/// | `m` | `message` of a `PluginError` |
/// | `D` | `details` of a `PluginError` as JSON text |
/// | `d` | why `details` could not be kept |
/// | `F` | a frame: line, end line, column, end column (32 bit each, -1 unknown), then `function\0file` |
/// | `O` | number of frames left out here (32 bit) |
/// | `n` | a note |
/// | `S` | a syntax error: line, column, end line, end column (32 bit each, -1 unknown), then `file\0text` |
/// | `c` | the cause, a record |
/// | `x` | the context, a record |
/// | `g` | a member of an exception group, a record |
///
/// Frames stand in the order they were entered, outermost first. Texts are UTF-8, capped at both ends.

/// Takes the exception that is set in the thread state, clears it, and writes its record into a new failure; NULL when out
/// of memory. Runs `__str__` of user-defined exceptions and survives whatever they do. GIL held.
terrarium_failure *terrarium_failure_raised(void);

/// A failure for a refused input or result; NULL when out of memory. No GIL.
terrarium_failure *terrarium_failure_refused(const terrarium_json_error *error);

/// Appends the name of `type`, with its module unless that is `builtins` and without a plugin's private prefix. Runs no
/// Python code. GIL held. False when out of memory.
bool terrarium_append_type_name(terrarium_buffer *out, PyTypeObject *type);

/// Appends the text of `text` (a `str`) as UTF-8, lone surrogates escaped, at most `limit` bytes with both ends kept. GIL
/// held; no exception is left set. False when out of memory.
bool terrarium_append_text(terrarium_buffer *out, PyObject *text, size_t limit);

#endif
