extension Double: PluginValue {
    /// Appends a `float`.
    @inlinable
    public func write(to writer: inout ValueWriter) {
        writer.append(ValueTag.float, bitPattern)
    }

    /// Appends an array as a list.
    @inlinable
    public static func _writeArray(_ array: [Double], to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.appendList(ValueTag.float, array) { $0.bitPattern }
    }

    /// Reads a `float`, or an `int` that a double can hold exactly.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        if let bits = reader.readBits(ValueTag.float, as: UInt64.self) {
            self.init(bitPattern: bits)
        } else {
            self = try reader.readWholeNumber(Double.self)
        }
    }
}

extension Float: PluginValue {
    /// Appends a `float`.
    @inlinable
    public func write(to writer: inout ValueWriter) {
        Double(self).write(to: &writer)
    }

    /// Reads a `float` and rounds it to the nearest value, or an `int` that a `Float` can hold exactly.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.position
        if let bits = reader.readBits(ValueTag.float, as: UInt64.self) {
            let wide = Double(bitPattern: bits)
            self.init(wide)
            if isInfinite, wide.isFinite { throw Self.tooLarge(start) }
        } else {
            self = try reader.readWholeNumber(Float.self)
        }
    }

    @usableFromInline
    @inline(never)
    static func tooLarge(_ start: Int) -> ValueMismatch {
        ValueMismatch(offset: start, message: "expected a number that fits Float, found a larger one")
    }
}

extension ValueReader {
    /// Reads an integer as a number with a fraction.
    @inlinable
    @inline(never)
    mutating func readWholeNumber<Number: BinaryFloatingPoint>(
        _ type: Number.Type
    ) throws(ValueMismatch) -> Number {
        let start = position
        let number: Number?
        if let value = readBits(ValueTag.integer, as: Int64.self) {
            number = Number(exactly: value)
        } else if let value = readBits(ValueTag.wideInteger, as: Int128.self) {
            number = Number(exactly: value)
        } else if let value = readBits(ValueTag.widestInteger, as: UInt128.self) {
            number = Number(exactly: value)
        } else if position < end, tag == ValueTag.hugeInteger {
            number = nil
        } else {
            throw expected("float")
        }
        guard let number else { throw inexact(start) }
        return number
    }

    @usableFromInline
    @inline(never)
    func inexact(_ start: Int) -> ValueMismatch {
        ValueMismatch(offset: start, message: "expected float, found an int that a float cannot hold exactly")
    }
}
