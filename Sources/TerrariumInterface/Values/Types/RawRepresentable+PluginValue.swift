extension PluginValue where Self: RawRepresentable, RawValue: PluginValue {
    /// Appends the raw value.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try rawValue.write(to: &writer)
    }

    /// Reads a raw value for which there is a value of this type.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.position
        guard let value = Self(rawValue: try RawValue(reading: &reader)) else {
            throw ValueReader.unknownRawValue(start, Self.self)
        }
        self = value
    }
}

extension ValueReader {
    @usableFromInline
    @inline(never)
    static func unknownRawValue(_ start: Int, _ type: Any.Type) -> ValueMismatch {
        ValueMismatch(offset: start, message: "expected a value of `\(type)`, found one that it does not have")
    }
}
