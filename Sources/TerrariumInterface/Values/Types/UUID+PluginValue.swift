public import Foundation

extension UUID: PluginValue {
    /// Appends a `UUID`.
    public func write(to writer: inout ValueWriter) {
        // SAFETY: both types are sixteen bytes, and any bytes are a value of either.
        writer.append(ValueTag.uuid, UInt128(littleEndian: unsafe unsafeBitCast(uuid, to: UInt128.self)))
    }

    /// Reads a `UUID`, or in a message from JSON its text.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        if let number = reader.readBits(ValueTag.uuid, as: UInt128.self) {
            // SAFETY: both types are sixteen bytes, and any bytes are a value of either.
            self.init(uuid: unsafe unsafeBitCast(number.littleEndian, to: uuid_t.self))
        } else {
            self = try reader.readJSONText("UUID", as: "hexadecimal digits in groups") { UUID(uuidString: $0) }
        }
    }
}
