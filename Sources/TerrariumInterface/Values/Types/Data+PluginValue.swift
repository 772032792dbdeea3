public import Foundation

extension Data: PluginValue {
    /// Appends `bytes`.
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        let fits = unsafe withUnsafeBytes { bytes in unsafe writer.append(ValueTag.bytes, bytes) }
        if !fits { throw writer.tooLarge("bytes of more than 4 GiB") }
    }

    /// Reads `bytes`, or in a message from JSON base64.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        if let bytes = unsafe reader.readBytes(ValueTag.bytes) {
            unsafe self.init(bytes)
        } else {
            self = try reader.readBase64()
        }
    }
}

extension ValueReader {
    /// Reads the base64 that stands for bytes in JSON.
    @usableFromInline
    @inline(never)
    mutating func readBase64() throws(ValueMismatch) -> Data {
        try readJSONText("bytes", as: "base64") { Data(base64Encoded: $0) }
    }

    /// Reads the text that stands for another type in JSON.
    mutating func readJSONText<Value>(
        _ type: StaticString,
        as form: StaticString,
        _ convert: (String) -> Value?
    ) throws(ValueMismatch) -> Value {
        let start = position
        guard isJSON, let utf8 = unsafe readBytes(ValueTag.text) else { throw expected(type) }
        guard let value = convert(unsafe String(decoding: utf8, as: UTF8.self)) else {
            throw ValueMismatch(offset: start, message: "expected \(type) as \(form), found another str")
        }
        return value
    }
}
