/// The first byte of a packed value, which says what follows.
///
/// Computed, not stored: they are constants wherever they are inlined. Numbers are little-endian; a length or a count has four
/// bytes.
@usableFromInline
package enum ValueTag {
    /// Nothing; no payload.
    @inlinable package static var none: UInt8 { 0x00 }
    /// False; no payload.
    @inlinable package static var no: UInt8 { 0x01 }
    /// True; no payload.
    @inlinable package static var yes: UInt8 { 0x02 }
    /// An integer that fits `Int64`; eight bytes.
    @inlinable package static var integer: UInt8 { 0x03 }
    /// An integer that fits `Int128` and not `Int64`; sixteen bytes.
    @inlinable package static var wideInteger: UInt8 { 0x04 }
    /// An integer that fits `UInt128` and not `Int128`; sixteen bytes.
    @inlinable package static var widestInteger: UInt8 { 0x05 }
    /// An integer of more than 128 bits; no payload.
    @inlinable package static var hugeInteger: UInt8 { 0x06 }
    /// A double; eight bytes.
    @inlinable package static var float: UInt8 { 0x07 }
    /// A text; length and UTF-8.
    @inlinable package static var text: UInt8 { 0x08 }
    /// Bytes; length and bytes.
    @inlinable package static var bytes: UInt8 { 0x09 }
    /// A list; count and values.
    @inlinable package static var list: UInt8 { 0x0a }
    /// A tuple; count and values.
    @inlinable package static var tuple: UInt8 { 0x0b }
    /// A set; count and values.
    @inlinable package static var set: UInt8 { 0x0c }
    /// An object; count, then for each entry the key's length, the key in UTF-8 and the value.
    @inlinable package static var object: UInt8 { 0x0d }
    /// A date; eight bytes, microseconds since 1970.
    @inlinable package static var date: UInt8 { 0x0e }
    /// A duration; eight bytes, microseconds.
    @inlinable package static var duration: UInt8 { 0x0f }
    /// A UUID; sixteen bytes, big-endian.
    @inlinable package static var uuid: UInt8 { 0x10 }
    /// A decimal number; length and ASCII text.
    @inlinable package static var decimal: UInt8 { 0x11 }

    /// What Python calls the values of a tag; `nil` for a byte that is no tag.
    static func pythonName(_ tag: UInt8) -> String? {
        switch tag {
        case none: "None"
        case no, yes: "bool"
        case integer, wideInteger, widestInteger, hugeInteger: "int"
        case float: "float"
        case text: "str"
        case bytes: "bytes"
        case list: "list"
        case tuple: "tuple"
        case set: "set"
        case object: "dict"
        case date: "datetime"
        case duration: "timedelta"
        case uuid: "UUID"
        case decimal: "Decimal"
        default: nil
        }
    }

    /// The bytes of a payload of fixed size; `nil` for the others.
    @inlinable
    static func fixedSize(_ tag: UInt8) -> Int? {
        switch tag {
        case none, no, yes, hugeInteger: 0
        case integer, float, date, duration: 8
        case wideInteger, widestInteger, uuid: 16
        default: nil
        }
    }
}
