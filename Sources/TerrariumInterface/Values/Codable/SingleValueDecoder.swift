/// Reads a value as another type.
struct SingleValueDecoder: SingleValueDecodingContainer {
    let message: DecodedMessage
    let offset: Int
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool {
        (try? message.isNone(at: offset)) ?? false
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try ValueDecoder.decode(type, message, at: offset, codingPath: codingPath)
    }
}
