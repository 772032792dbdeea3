extension PluginValue where Self: FixedWidthInteger {
    /// Appends an `int`.
    @inlinable
    public func write(to writer: inout ValueWriter) {
        if let value = Int64(exactly: self) {
            writer.append(ValueTag.integer, value)
        } else if let value = Int128(exactly: self) {
            writer.append(ValueTag.wideInteger, value)
        } else {
            writer.append(ValueTag.widestInteger, UInt128(truncatingIfNeeded: self))
        }
    }

    /// Appends an array as a list.
    @inlinable
    public static func _writeArray(_ array: [Self], to writer: inout ValueWriter) throws(ValueMismatch) {
        if Int64(exactly: Self.min) != nil, Int64(exactly: Self.max) != nil {
            try writer.appendList(ValueTag.integer, array) { Int64(truncatingIfNeeded: $0) }
        } else {
            try writer.appendList(array)
        }
    }

    /// Reads an `int` that fits; a `bool` or a `float` is not one.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.position
        if let value = reader.readBits(ValueTag.integer, as: Int64.self) {
            guard let exact = Self(exactly: value) else { throw Self.outOfRange(start, isNegative: value < 0) }
            self = exact
        } else {
            self = try Self.readWide(&reader)
        }
    }

    /// Reads an integer that does not fit `Int64`.
    @inlinable
    @inline(never)
    static func readWide(_ reader: inout ValueReader) throws(ValueMismatch) -> Self {
        let start = reader.position
        if let value = reader.readBits(ValueTag.wideInteger, as: Int128.self) {
            guard let exact = Self(exactly: value) else { throw outOfRange(start, isNegative: value < 0) }
            return exact
        }
        if let value = reader.readBits(ValueTag.widestInteger, as: UInt128.self) {
            guard let exact = Self(exactly: value) else { throw outOfRange(start, isNegative: false) }
            return exact
        }
        throw reader.notAnInteger("\(Self.min)", "\(Self.max)")
    }

    @inlinable
    @inline(never)
    static func outOfRange(_ start: Int, isNegative: Bool) -> ValueMismatch {
        ValueMismatch(
            offset: start,
            message:
                "expected an integer from \(Self.min) to \(Self.max), found a \(isNegative ? "smaller" : "larger") one"
        )
    }
}

extension ValueReader {
    /// A mismatch where an integer was expected.
    @usableFromInline
    @inline(never)
    func notAnInteger(_ lower: String, _ upper: String) -> ValueMismatch {
        guard position < end, tag == ValueTag.hugeInteger else { return expected("int") }
        return mismatch("expected an integer from \(lower) to \(upper), found one of more than 128 bits")
    }
}

extension Int: PluginValue {}
extension Int8: PluginValue {}
extension Int16: PluginValue {}
extension Int32: PluginValue {}
extension Int64: PluginValue {}
extension Int128: PluginValue {}
extension UInt: PluginValue {}
extension UInt16: PluginValue {}
extension UInt32: PluginValue {}
extension UInt64: PluginValue {}
extension UInt128: PluginValue {}

extension UInt8: PluginValue {
    /// Appends an array of bytes as `bytes`.
    @inlinable
    public static func _writeArray(_ array: [UInt8], to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.appendBytes(ValueTag.bytes, array)
    }

    /// Reads an array of bytes from `bytes`, or in a message from JSON from base64.
    @inlinable
    public static func _readArray(reading reader: inout ValueReader) throws(ValueMismatch) -> [UInt8] {
        if let bytes = unsafe reader.readBytes(ValueTag.bytes) { return unsafe [UInt8](bytes) }
        return [UInt8](try reader.readBase64())
    }
}
