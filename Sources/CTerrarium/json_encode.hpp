#ifndef TERRARIUM_JSON_ENCODE_HPP
#define TERRARIUM_JSON_ENCODE_HPP

#include "json_codec.hpp"
#include "json_error.hpp"
#include "json_writer.hpp"

namespace terrarium::json {

/// Appends a value (borrowed) to `out` as Fidius 0.5 converts it. On refusal `error` is filled. GIL held; runs Python code.
terrarium_json_status encode_like_fidius(
    terrarium_buffer &out, PyObject *value, const terrarium_limits &limits, terrarium_json_error &error);

/// Fills the error for a writer's failure; the path is the caller's to write. The status. GIL held.
terrarium_json_status describe_failure(
    terrarium_json_error &error, terrarium_json_status status, const terrarium_limits &limits);

/// Fills the error for a key that is no string. The status. GIL held.
terrarium_json_status describe_key(terrarium_json_error &error, PyObject *key);

}  // namespace terrarium::json

#endif
