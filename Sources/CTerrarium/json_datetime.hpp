#ifndef TERRARIUM_JSON_DATETIME_HPP
#define TERRARIUM_JSON_DATETIME_HPP

#include "json_codec.hpp"
#include "json_writer.hpp"

// Dates, times and UUIDs to string literals, and what packed values need of them too.
namespace terrarium::json {

constexpr int64_t second_microseconds = 1000000;
constexpr int64_t day_microseconds = 86400 * second_microseconds;

/// From 0000-03-01 to 1970-01-01.
constexpr int64_t epoch_microseconds = 719468 * day_microseconds;

/// A date and a time of day, without offset.
struct Moment {
    int year, month, day, hour, minute, second, microsecond;
};

/// Microseconds from 0000-03-01 in the proleptic Gregorian calendar.
int64_t microseconds_of(const Moment &moment);

/// The inverse of `microseconds_of`, for the years 1 to 9999; false, with the moment as it was, for others.
bool moment_of(int64_t microseconds, Moment &moment);

/// Reads the fields of a `datetime.datetime` (borrowed). GIL held.
Moment read_moment(PyObject *value);

/// Finds out the offset from UTC, in microseconds, of a `datetime.datetime` (borrowed); `aware` is false when it has none.
/// False with an exception set. GIL held; runs Python code for other time zones than UTC.
bool offset_of(terrarium_codec &codec, PyObject *value, bool &aware, int64_t &offset);

/// The microseconds of a `datetime.timedelta` (borrowed); false when they are more than 64 bits. GIL held.
bool microseconds_of_delta(PyObject *delta, int64_t &result);

/// Reads the number of a `uuid.UUID` (borrowed) as its 16 bytes, highest first: `terrarium_json_ok`, `terrarium_json_type`
/// when its number is none of 128 bits, or `terrarium_json_raised` with the exception set. GIL held.
terrarium_json_status read_uuid(terrarium_codec &codec, PyObject *value, uint8_t (&bytes)[16]);

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
