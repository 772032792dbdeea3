#ifndef TERRARIUM_JSON_STATUS_H
#define TERRARIUM_JSON_STATUS_H

/// Why a JSON text, a message of packed values, or a result was refused.
typedef enum terrarium_json_status {
    terrarium_json_ok = 0,
    /// Not JSON (RFC 8259): `offset` is the first byte that cannot be there. Not a packed value.
    terrarium_json_syntax,
    /// Bytes that are not UTF-8, or a byte order mark.
    terrarium_json_encoding,
    /// A `\ud800` escape without its partner on the way in, a lone surrogate in a `str` on the way out.
    terrarium_json_surrogate,
    /// Nested deeper than the limit.
    terrarium_json_depth,
    /// An integer of more digits than the limit, or a number no double can hold; in packed values, a number, date or
    /// duration that the other side's type cannot hold.
    terrarium_json_number,
    /// Longer than the limit.
    terrarium_json_size,
    /// A value of a type that has no form on the wire, or cannot be where it is.
    terrarium_json_type,
    /// A dictionary key that is not a string.
    terrarium_json_key,
    /// NaN or an infinity; JSON only.
    terrarium_json_not_finite,
    /// A container that contains itself.
    terrarium_json_cycle,
    /// A container that changed while it was read.
    terrarium_json_changed,
    /// No memory.
    terrarium_json_memory,
    /// Python code that ran during the conversion raised: the exception is set in the thread state.
    terrarium_json_raised,
} terrarium_json_status;

#endif
