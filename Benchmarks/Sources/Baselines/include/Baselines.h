// The work that Terrarium does, done without it, in the same process and interpreter. Every function that runs its work
// `count` times takes and releases the GIL each time unless it says otherwise, with a thread state that the thread keeps.
// The GIL must not be held. They return false when Python raised, after printing what.
#ifndef BASELINES_H
#define BASELINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// A Python function; lives as long as the process.
typedef struct _object baseline_function;

/// Imports what the baselines need: `json`, `orjson`, `traceback`. Python runs already.
bool baseline_prepare(void);

/// Executes a source text as module `module` and takes a function from it; null when that fails.
baseline_function *_Nullable baseline_load(
    const char *source, const char *file_name, const char *module, const char *function);

/// `orjson.__version__`; lives as long as the process.
const char *baseline_orjson_version(void);
/// pybind11's version; lives as long as the process.
const char *baseline_pybind11_version(void);

/// Whether two JSON texts stand for equal values in Python.
bool baseline_same_json(const uint8_t *left, size_t left_length, const uint8_t *right, size_t right_length);

// Taking and releasing the GIL.

void baseline_attach_bare(size_t count);
void baseline_attach_gilstate(size_t count);
void baseline_attach_pybind11(size_t count);
/// Terrarium's own functions of the shim, without the Swift above them.
void baseline_attach_terrarium(size_t count);

// One call, text in, text out. `text` is JSON: an array spreads to arguments, `null` is none, anything else is the one.

/// `str` in, `str` out: no JSON at all.
bool baseline_text_bare(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// The same through `py::object` and `std::string`.
bool baseline_text_pybind11(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// The Python function alone: arguments made before, GIL held all the time.
bool baseline_body(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// `orjson.loads`, the call, `orjson.dumps`, through the C API.
bool baseline_call_orjson(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// `json.loads`, the call, `json.dumps`, through the C API.
bool baseline_call_json(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// `json.loads`, the call, `json.dumps`, through pybind11.
bool baseline_call_pybind11(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);

// One call with typed values; `text` is not read.

/// `add(3, 7)`, integers in and out.
bool baseline_add_bare(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// The same through `py::object`.
bool baseline_add_pybind11(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// An order in as a dictionary with keys made once, its summary out, field by field.
bool baseline_order_bare(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);
/// The same through `py::dict`.
bool baseline_order_pybind11(baseline_function *function, const uint8_t *_Nullable text, size_t length, size_t count);

// One call, bytes in, bytes out.

/// Into `bytes`, and out into memory of the caller's.
bool baseline_raw_copying(baseline_function *function, const uint8_t *_Nullable bytes, size_t length, size_t count);
/// A memoryview in, a look at the buffer of the result.
bool baseline_raw_lending(baseline_function *function, const uint8_t *_Nullable bytes, size_t length, size_t count);
/// Two copies with `memcpy`, one of the other, both into new memory from `malloc`. No Python.
void baseline_memcpy_fresh(const uint8_t *bytes, size_t length, size_t count);
/// The same into memory that was written before. No Python.
void baseline_memcpy_warm(const uint8_t *bytes, size_t length, size_t count);

// A call without arguments that raises.

/// The exception as an object, and its text.
bool baseline_error(baseline_function *function, size_t count);
/// The exception and its traceback as text, by `traceback.format_exception`.
bool baseline_error_formatted(baseline_function *function, size_t count);
/// The exception and its text with frames, by `py::error_already_set::what`.
bool baseline_error_pybind11(baseline_function *function, size_t count);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
