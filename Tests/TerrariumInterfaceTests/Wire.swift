import TerrariumInterface

/// Sends values over the typed wire and over JSON, without a plugin.
enum Wire {
    /// The message that a value makes.
    static func bytes(_ value: some PluginValue) throws(ValueMismatch) -> [UInt8] {
        var writer = ValueWriter()
        try writer.write(value)
        return unsafe Array(writer.bytes)
    }

    /// The message that the value of an `Encodable` type makes.
    static func encoded(_ value: some Encodable) throws(ValueMismatch) -> [UInt8] {
        var writer = ValueWriter()
        try writer.write(value)
        return unsafe Array(writer.bytes)
    }

    /// Reads a message.
    static func read<Value: PluginValue>(
        _ type: Value.Type,
        _ bytes: [UInt8],
        isJSON: Bool = false
    ) throws(ValueMismatch) -> Value {
        try ValueMessage(bytes, isJSON: isJSON).read { reader throws(ValueMismatch) in try reader.read(type) }
    }

    /// Reads a message as a `Decodable` type.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ bytes: [UInt8],
        isJSON: Bool = false
    ) throws(ValueMismatch) -> Value {
        try ValueMessage(bytes, isJSON: isJSON).read { reader throws(ValueMismatch) in try reader.read(type) }
    }

    /// What comes back when a value is written and read.
    static func typed<Value: PluginValue>(_ value: Value) throws(ValueMismatch) -> Value {
        try read(Value.self, try bytes(value))
    }

    /// What comes back when a value is written as JSON text and read from it.
    static func overJSON<Value: PluginValue>(_ value: Value) throws(ValueMismatch) -> Value {
        try readJSON(Value.self, try json(value))
    }

    /// The JSON text of a value.
    static func json(_ value: some PluginValue) throws(ValueMismatch) -> String {
        String(decoding: try JSONText.write(from: ValueMessage(try bytes(value))), as: UTF8.self)
    }

    /// The JSON text of the value of an `Encodable` type.
    static func encodedJSON(_ value: some Encodable) throws(ValueMismatch) -> String {
        String(decoding: try JSONText.write(from: ValueMessage(try encoded(value))), as: UTF8.self)
    }

    /// Reads JSON text.
    static func readJSON<Value: PluginValue>(
        _ type: Value.Type,
        _ text: String
    ) throws(ValueMismatch) -> Value {
        try JSONText.packed(from: Array(text.utf8)).read { reader throws(ValueMismatch) in try reader.read(type) }
    }

    /// Reads JSON text as a `Decodable` type.
    static func decodeJSON<Value: Decodable>(
        _ type: Value.Type,
        _ text: String
    ) throws(ValueMismatch) -> Value {
        try JSONText.packed(from: Array(text.utf8)).read { reader throws(ValueMismatch) in try reader.read(type) }
    }

    /// The mismatch of a conversion that must fail.
    static func mismatch<Value>(_ body: () throws(ValueMismatch) -> Value) -> ValueMismatch? {
        do throws(ValueMismatch) {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }
}
