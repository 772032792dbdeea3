/// A type whose values cross the boundary to a plugin and back.
///
/// `@PluginRecord` writes the conformance of a struct or an enum. An enum with raw values needs none of it: it crosses as its
/// raw value once it says that it conforms.
///
/// ```swift
/// enum Colour: String, PluginValue { case red, green }
/// ```
public protocol PluginValue {
    /// Appends this value to a message.
    ///
    /// - Throws: ``ValueMismatch`` when the value has no form on the wire.
    func write(to writer: inout ValueWriter) throws(ValueMismatch)

    /// Reads a value from a message.
    ///
    /// - Throws: ``ValueMismatch`` when the next value of the message is of another type, or does not fit.
    init(reading reader: inout ValueReader) throws(ValueMismatch)

    /// Appends an array of such values; by default as a list.
    static func _writeArray(_ array: [Self], to writer: inout ValueWriter) throws(ValueMismatch)

    /// Reads an array of such values; by default from a list or a tuple.
    static func _readArray(reading reader: inout ValueReader) throws(ValueMismatch) -> [Self]
}

extension PluginValue {
    /// Appends an array as a list.
    @inlinable
    public static func _writeArray(_ array: [Self], to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.appendList(array)
    }

    /// Reads an array from a list or a tuple.
    @inlinable
    public static func _readArray(reading reader: inout ValueReader) throws(ValueMismatch) -> [Self] {
        let count = try reader.beginList()
        var array: [Self] = []
        array.reserveCapacity(reader.plausibleCapacity(count, of: Self.self))
        for _ in 0..<count { array.append(try Self(reading: &reader)) }
        return array
    }
}
