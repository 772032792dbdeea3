import Foundation

/// Writes packed values as JSON text.
struct JSONTextWriter {
    /// What was written.
    private(set) var text: [UInt8] = []

    /// A container that is being written.
    private struct Level {
        var remaining: Int
        var hasKeys: Bool
        var isFirst = true

        var end: UInt8 { hasKeys ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    }

    init(capacity: Int) {
        text.reserveCapacity(capacity)
    }

    /// Writes the next value with everything in it.
    mutating func write(_ reader: inout ValueReader) throws(ValueMismatch) {
        var levels: [Level] = []
        while true {
            let head = try writeHead(&reader)
            if let head { levels.append(Level(remaining: head.remaining, hasKeys: head.hasKeys)) }
            while let last = levels.last, last.remaining == 0 {
                text.append(last.end)
                levels.removeLast()
            }
            guard let last = levels.indices.last else { return }
            if !levels[last].isFirst { text.append(UInt8(ascii: ",")) }
            levels[last].isFirst = false
            levels[last].remaining -= 1
            if levels[last].hasKeys {
                unsafe writeString(try reader.readKeyBytes())
                text.append(UInt8(ascii: ":"))
            }
        }
    }

    /// Writes a value, or the start of a container, which it returns.
    private mutating func writeHead(_ reader: inout ValueReader) throws(ValueMismatch) -> ValueReader.Head? {
        let start = reader.offset
        guard start < reader.end else { throw reader.malformed() }
        let tag = reader.tag
        switch tag {
        case ValueTag.none, ValueTag.no, ValueTag.yes:
            try reader.skip()
            append(tag == ValueTag.none ? "null" : tag == ValueTag.no ? "false" : "true")
        case ValueTag.integer:
            append(String(try Int64(reading: &reader)))
        case ValueTag.wideInteger:
            append(String(try Int128(reading: &reader)))
        case ValueTag.widestInteger:
            append(String(try UInt128(reading: &reader)))
        case ValueTag.hugeInteger:
            throw reader.mismatch("an integer of more than 128 bits cannot be passed on")
        case ValueTag.float:
            let value = try Double(reading: &reader)
            guard value.isFinite else {
                throw ValueMismatch(offset: start, message: "JSON has no \(value.isNaN ? "NaN" : "infinity")")
            }
            append(value.description)
        case ValueTag.list, ValueTag.tuple, ValueTag.set, ValueTag.object:
            let head = try reader.skipHead()
            text.append(head.hasKeys || tag == ValueTag.object ? UInt8(ascii: "{") : UInt8(ascii: "["))
            return ValueReader.Head(remaining: head.remaining, hasKeys: tag == ValueTag.object)
        case ValueTag.text:
            guard let utf8 = unsafe reader.readBytes(tag) else { throw reader.malformed() }
            unsafe writeString(utf8)
        default:
            quote(try stand(in: &reader, tag))
        }
        return nil
    }

    /// The text that stands for a value of a type that JSON does not have.
    private func stand(in reader: inout ValueReader, _ tag: UInt8) throws(ValueMismatch) -> String {
        let start = reader.offset
        switch tag {
        case ValueTag.bytes:
            return try Data(reading: &reader).base64EncodedString()
        case ValueTag.uuid:
            return try UUID(reading: &reader).uuidString.lowercased()
        case ValueTag.date:
            guard let value = reader.readBits(tag, as: Int64.self) else { throw reader.malformed() }
            guard let text = DateText.text(value) else {
                throw ValueMismatch(offset: start, message: "JSON has no dates outside of the years 0 to 9999")
            }
            return text
        case ValueTag.duration:
            guard let value = reader.readBits(tag, as: Int64.self) else { throw reader.malformed() }
            return DurationText.text(value)
        case ValueTag.decimal:
            guard let ascii = unsafe reader.readBytes(tag) else { throw reader.malformed() }
            return unsafe String(decoding: ascii, as: UTF8.self)
        default:
            throw reader.malformed()
        }
    }

    private mutating func append(_ ascii: String) {
        text.append(contentsOf: ascii.utf8)
    }

    private mutating func quote(_ string: String) {
        var string = string
        string.withUTF8 { unsafe writeString(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a text in quotes, with the escapes that JSON demands.
    private mutating func writeString(_ utf8: UnsafeRawBufferPointer) {
        text.append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<utf8.count {
            let byte = unsafe utf8[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            unsafe text.append(contentsOf: utf8[start..<index])
            escape(byte)
            start = index + 1
        }
        unsafe text.append(contentsOf: utf8[start...])
        text.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0a: append("\\n")
        case 0x0c: append("\\f")
        case 0x0d: append("\\r")
        default: append(byte < 0x10 ? "\\u000\(String(byte, radix: 16))" : "\\u00\(String(byte, radix: 16))")
        }
    }
}
