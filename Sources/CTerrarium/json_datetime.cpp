#include "json_datetime.hpp"

#include <datetime.h>

#include "json_number_write.hpp"

namespace terrarium::json {
namespace {

/// Days from 0000-03-01 in the proleptic Gregorian calendar: with March first, leap days come last in a year.
int64_t days_from_civil(int year, int month, int day) {
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * m + 2) / 5 + day - 1;
}

/// The inverse of `days_from_civil`.
void civil_from_days(int64_t days, Moment &moment) {
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    moment.day = static_cast<int>(of_year - (153 * m + 2) / 5 + 1);
    moment.month = static_cast<int>(m < 10 ? m + 3 : m - 9);
    moment.year = static_cast<int>(y + era * 400 + (moment.month <= 2));
}

/// Moves a moment; false, with the moment as it was, when it would leave the years 1 to 9999.
bool shift(Moment &moment, int64_t by) { return moment_of(microseconds_of(moment) + by, moment); }

uint8_t *put_date(uint8_t *out, int year, int month, int day) {
    out = put_pair(out, static_cast<uint32_t>(year / 100));
    out = put_pair(out, static_cast<uint32_t>(year % 100));
    *out++ = '-';
    out = put_pair(out, static_cast<uint32_t>(month));
    *out++ = '-';
    return put_pair(out, static_cast<uint32_t>(day));
}

uint8_t *put_time(uint8_t *out, int hour, int minute, int second, int microsecond) {
    out = put_pair(out, static_cast<uint32_t>(hour));
    *out++ = ':';
    out = put_pair(out, static_cast<uint32_t>(minute));
    *out++ = ':';
    out = put_pair(out, static_cast<uint32_t>(second));
    if (microsecond != 0) {
        *out++ = '.';
        out = put_pair(out, static_cast<uint32_t>(microsecond / 10000));
        out = put_pair(out, static_cast<uint32_t>(microsecond / 100 % 100));
        out = put_pair(out, static_cast<uint32_t>(microsecond % 100));
    }
    return out;
}

/// Room for the longest literal of this file, in quotes.
constexpr size_t longest_literal = 48;

}  // namespace

int64_t microseconds_of(const Moment &moment) {
    int64_t minutes = moment.hour * 60 + moment.minute;
    return days_from_civil(moment.year, moment.month, moment.day) * day_microseconds +
           (minutes * 60 + moment.second) * second_microseconds + moment.microsecond;
}

bool moment_of(int64_t microseconds, Moment &moment) {
    int64_t days = microseconds / day_microseconds, time = microseconds % day_microseconds;
    if (time < 0) {
        time += day_microseconds;
        days--;
    }
    Moment result;
    civil_from_days(days, result);
    if (result.year < 1 || result.year > 9999) return false;
    result.microsecond = static_cast<int>(time % second_microseconds);
    int seconds = static_cast<int>(time / second_microseconds);
    result.second = seconds % 60;
    result.minute = seconds / 60 % 60;
    result.hour = seconds / 3600;
    moment = result;
    return true;
}

Moment read_moment(PyObject *value) {
    return {PyDateTime_GET_YEAR(value),         PyDateTime_GET_MONTH(value),
            PyDateTime_GET_DAY(value),          PyDateTime_DATE_GET_HOUR(value),
            PyDateTime_DATE_GET_MINUTE(value),  PyDateTime_DATE_GET_SECOND(value),
            PyDateTime_DATE_GET_MICROSECOND(value)};
}

bool microseconds_of_delta(PyObject *delta, int64_t &result) {
    int64_t rest = PyDateTime_DELTA_GET_SECONDS(delta) * second_microseconds + PyDateTime_DELTA_GET_MICROSECONDS(delta);
    int64_t days = PyDateTime_DELTA_GET_DAYS(delta);
    // Towards zero first: the sum of the days alone may be just too small where the whole is not.
    if (days < 0) {
        days++;
        rest -= day_microseconds;
    }
    return !__builtin_mul_overflow(days, day_microseconds, &result) && !__builtin_add_overflow(result, rest, &result);
}

bool offset_of(terrarium_codec &codec, PyObject *value, bool &aware, int64_t &offset) {
    PyObject *zone = PyDateTime_DATE_GET_TZINFO(value);
    aware = zone != Py_None;
    offset = 0;
    if (!aware || zone == static_cast<PyDateTime_CAPI *>(codec.known.datetime)->TimeZone_UTC) return true;
    // The method of `datetime` itself, which checks what the time zone says; a subclass's may say anything.
    PyObject *method = Py_NewRef(codec.known.utcoffset);
    PyObject *delta = PyObject_CallOneArg(method, value);
    Py_DECREF(method);
    if (delta == nullptr) return false;
    aware = delta != Py_None;
    if (aware) microseconds_of_delta(delta, offset);
    Py_DECREF(delta);
    return true;
}

bool write_datetime(Writer &writer, terrarium_codec &codec, PyObject *value) {
    Moment moment = read_moment(value);
    bool aware;
    int64_t offset;
    if (!offset_of(codec, value, aware, offset)) {
        writer.status = terrarium_json_raised;
        return false;
    }
    if (offset != 0) {
        // To the nearest minute, halves away from UTC; the other way at the ends of the calendar.
        constexpr int64_t minute = 60 * second_microseconds;
        int64_t excess = offset % minute;
        if (excess != 0) {
            int64_t away = offset < 0 ? -minute - excess : minute - excess;
            bool rounds_away = excess >= minute / 2 || excess <= -minute / 2;
            int64_t first = rounds_away ? away : -excess, second = rounds_away ? -excess : away;
            if (shift(moment, first)) {
                offset += first;
            } else if (shift(moment, second)) {
                offset += second;
            }
        }
    }
    if (!writer.reserve(longest_literal + value_slack)) return false;
    uint8_t *out = writer.cursor;
    *out++ = '"';
    out = put_date(out, moment.year, moment.month, moment.day);
    *out++ = 'T';
    out = put_time(out, moment.hour, moment.minute, moment.second, moment.microsecond);
    if (aware) {
        int64_t minutes = offset / (60 * second_microseconds);
        *out++ = minutes < 0 ? '-' : '+';
        if (minutes < 0) minutes = -minutes;
        out = put_pair(out, static_cast<uint32_t>(minutes / 60));
        *out++ = ':';
        out = put_pair(out, static_cast<uint32_t>(minutes % 60));
    }
    *out++ = '"';
    writer.cursor = out;
    return true;
}

bool write_date(Writer &writer, PyObject *value) {
    if (!writer.reserve(longest_literal + value_slack)) return false;
    uint8_t *out = writer.cursor;
    *out++ = '"';
    out = put_date(out, PyDateTime_GET_YEAR(value), PyDateTime_GET_MONTH(value), PyDateTime_GET_DAY(value));
    *out++ = '"';
    writer.cursor = out;
    return true;
}

bool write_time(Writer &writer, PyObject *value) {
    if (PyDateTime_TIME_GET_TZINFO(value) != Py_None) {
        writer.status = terrarium_json_type;
        return false;
    }
    if (!writer.reserve(longest_literal + value_slack)) return false;
    uint8_t *out = writer.cursor;
    *out++ = '"';
    out = put_time(out, PyDateTime_TIME_GET_HOUR(value), PyDateTime_TIME_GET_MINUTE(value),
                   PyDateTime_TIME_GET_SECOND(value), PyDateTime_TIME_GET_MICROSECOND(value));
    *out++ = '"';
    writer.cursor = out;
    return true;
}

terrarium_json_status read_uuid(terrarium_codec &codec, PyObject *value, uint8_t (&bytes)[16]) {
    PyObject *integer = PyObject_GenericGetAttr(value, codec.names.integer);
    if (integer == nullptr) return terrarium_json_raised;
    bool fits = PyLong_Check(integer);
#if PY_VERSION_HEX >= 0x030d0000
    if (fits) {
        Py_ssize_t needed = PyLong_AsNativeBytes(
            integer, bytes, sizeof bytes, Py_ASNATIVEBYTES_BIG_ENDIAN | Py_ASNATIVEBYTES_UNSIGNED_BUFFER |
                                              Py_ASNATIVEBYTES_REJECT_NEGATIVE);
        fits = needed >= 0 && needed <= static_cast<Py_ssize_t>(sizeof bytes);
    }
#else
    if (fits) fits = _PyLong_AsByteArray(reinterpret_cast<PyLongObject *>(integer), bytes, sizeof bytes, 0, 0) == 0;
#endif
    Py_DECREF(integer);
    if (fits) return terrarium_json_ok;
    PyErr_Clear();
    return terrarium_json_type;
}

bool write_uuid(Writer &writer, terrarium_codec &codec, PyObject *value) {
    uint8_t bytes[16];
    writer.status = read_uuid(codec, value, bytes);
    if (writer.status != terrarium_json_ok || !writer.reserve(longest_literal + value_slack)) return false;
    constexpr char digits[] = "0123456789abcdef";
    uint8_t *out = writer.cursor;
    *out++ = '"';
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
        *out++ = static_cast<uint8_t>(digits[bytes[i] >> 4]);
        *out++ = static_cast<uint8_t>(digits[bytes[i] & 15]);
    }
    *out++ = '"';
    writer.cursor = out;
    return true;
}

}  // namespace terrarium::json
