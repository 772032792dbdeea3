#ifndef TERRARIUM_JSON_DATETIME_HPP
#define TERRARIUM_JSON_DATETIME_HPP

#include "json_codec.hpp"
#include "json_writer.hpp"

// Dates, times and UUIDs to string literals.
namespace terrarium::json {

/// Writes a `datetime.datetime` (borrowed) as RFC 3339, without an offset when it is naive. RFC 3339 has offsets of
/// whole minutes: others are rounded, and the local time moved along, so that the instant stays the same. Leaves
/// `value_slack`. False with the writer's status set. GIL held; runs Python code for other time zones than UTC.
bool write_datetime(Writer &writer, terrarium_codec &codec, PyObject *value);

/// Writes a `datetime.date` (borrowed). Leaves `value_slack`. False with the writer's status set. GIL held.
bool write_date(Writer &writer, PyObject *value);

/// Writes a `datetime.time` (borrowed); one with a time zone, which has no fixed offset without a date, sets the status
/// `terrarium_json_type`. Leaves `value_slack`. False with the writer's status set. GIL held.
bool write_time(Writer &writer, PyObject *value);

/// Writes a `uuid.UUID` (borrowed). Leaves `value_slack`. False with the writer's status set. GIL held.
bool write_uuid(Writer &writer, terrarium_codec &codec, PyObject *value);

}  // namespace terrarium::json

#endif
