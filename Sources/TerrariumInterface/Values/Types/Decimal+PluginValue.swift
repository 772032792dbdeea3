public import Foundation

extension Decimal: PluginValue {
    /// Appends a `Decimal` with exactly this value.
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.appendBytes(ValueTag.decimal, Array(description.utf8))
    }

    /// Reads a `Decimal` that Foundation's type holds exactly, or in a message from JSON its text.
    ///
    /// - Throws: ``ValueMismatch`` for more digits or larger exponents, and for infinities.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.offset
        let text: String
        if let ascii = unsafe reader.readBytes(ValueTag.decimal) {
            text = unsafe String(decoding: ascii, as: UTF8.self)
        } else {
            text = try reader.readJSONText("Decimal", as: "a number") { $0 }
        }
        guard let number = DecimalText(text) else {
            throw ValueMismatch(offset: start, message: "expected a decimal number, found another text")
        }
        guard let value = number.decimal else {
            throw ValueMismatch(
                offset: start,
                message: "expected a decimal number that Foundation's Decimal holds exactly, found another one"
            )
        }
        self = value
    }
}
