/// Turns packed values into JSON text and back, for plugins that are reached over JSON.
package enum JSONText {
    /// Writes a message as JSON text; a tuple of arguments becomes an array.
    ///
    /// - Throws: ``ValueMismatch`` for what JSON has no form for, at its offset in the message.
    package static func write(from message: borrowing ValueMessage) throws(ValueMismatch) -> [UInt8] {
        try unsafe write(from: message.bytes)
    }

    /// Writes what a writer has so far, which is one value, as JSON text.
    ///
    /// - Throws: ``ValueMismatch`` for what JSON has no form for, at its offset in the message.
    package static func write(from writer: borrowing ValueWriter) throws(ValueMismatch) -> [UInt8] {
        try unsafe write(from: writer.bytes)
    }

    /// Reads JSON text as RFC 8259 has it.
    ///
    /// Integers of up to 128 bits are exact; larger ones are told apart from them. Of equal keys all are kept, in order.
    ///
    /// - Parameters:
    ///   - text: The text, in UTF-8.
    ///   - depth: Nested arrays and objects, at most.
    /// - Throws: ``ValueMismatch`` when it is not JSON, with the offset in the text.
    package static func packed(from text: [UInt8], depth: Int = 512) throws(ValueMismatch) -> ValueMessage {
        var parser = JSONParser(text, depth: depth)
        try parser.parse()
        return parser.finish()
    }

    private static func write(from bytes: UnsafeRawBufferPointer) throws(ValueMismatch) -> [UInt8] {
        guard let base = bytes.baseAddress else { throw ValueMismatch(offset: 0, message: "the message is empty") }
        var reader = unsafe ValueReader(base: base, count: bytes.count)
        var writer = JSONTextWriter(capacity: bytes.count)
        try writer.write(&reader)
        try reader.requireEnd()
        return writer.text
    }
}
