/// Decodes any `Decodable` type from packed values.
///
/// Types that are ``PluginValue`` are read from their packed form wherever they are found.
final class ValueDecoder: Decoder {
    let message: DecodedMessage
    let offset: Int
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ message: DecodedMessage, at offset: Int, codingPath: [any CodingKey]) {
        self.message = message
        self.offset = offset
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedValueDecoder<Key>(message, at: offset, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedValueDecoder(message, at: offset, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleValueDecoder(message: message, offset: offset, codingPath: codingPath)
    }

    /// Decodes the value at an offset.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ message: DecodedMessage,
        at offset: Int,
        codingPath: @autoclosure () -> [any CodingKey]
    ) throws -> Value {
        if let plugin = type as? any PluginValue.Type {
            let value: Any = try within(codingPath(), type) { () throws(ValueMismatch) in
                try message.read(at: offset) { reader throws(ValueMismatch) in try plugin.init(reading: &reader) }
            }
            if let value = value as? Value { return value }
        }
        let codingPath = codingPath()
        do {
            return try Value(from: ValueDecoder(message, at: offset, codingPath: codingPath))
        } catch DecodingError.dataCorrupted(let context)
            where context.underlyingError == nil && context.codingPath.count == codingPath.count
        {
            // The description may hold the value.
            throw refusal(ValueMismatch(offset: offset, message: "not a valid `\(type)`"), codingPath, type)
        }
    }

    /// Reads the value of a type with a packed form at an offset.
    static func read<Value: PluginValue>(
        _ type: Value.Type,
        _ message: DecodedMessage,
        at offset: Int,
        codingPath: @autoclosure () -> [any CodingKey]
    ) throws -> Value {
        try within(codingPath(), type) { () throws(ValueMismatch) in
            try message.read(at: offset) { reader throws(ValueMismatch) in try Value(reading: &reader) }
        }
    }

    /// Turns a mismatch into the error that `Codable` has for it.
    static func within<Result>(
        _ codingPath: @autoclosure () -> [any CodingKey],
        _ type: Any.Type,
        _ body: () throws(ValueMismatch) -> Result
    ) throws -> Result {
        do throws(ValueMismatch) {
            return try body()
        } catch {
            throw refusal(error, codingPath(), type)
        }
    }

    private static func refusal(
        _ mismatch: ValueMismatch,
        _ codingPath: [any CodingKey],
        _ type: Any.Type
    ) -> DecodingError {
        DecodingError.typeMismatch(
            type,
            DecodingError.Context(
                codingPath: codingPath,
                debugDescription: mismatch.message,
                underlyingError: mismatch
            )
        )
    }
}
