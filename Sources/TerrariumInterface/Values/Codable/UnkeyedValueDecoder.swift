/// Reads a list, a tuple or a set.
struct UnkeyedValueDecoder: UnkeyedDecodingContainer {
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0
    private let message: DecodedMessage
    private let offset: Int
    private let elements: [Int]

    init(_ message: DecodedMessage, at offset: Int, codingPath: [any CodingKey]) throws {
        self.message = message
        self.offset = offset
        self.codingPath = codingPath
        elements = try ValueDecoder.within(codingPath, [Any].self) { () throws(ValueMismatch) in
            try message.elements(at: offset)
        }
    }

    var count: Int? { elements.count }

    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        let place = try place(Never.self)
        let isNone = try ValueDecoder.within(elementPath, Never.self) { () throws(ValueMismatch) in
            try message.isNone(at: place)
        }
        if isNone { currentIndex += 1 }
        return isNone
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decodeAny(type)
    }

    mutating func decodeAny<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try ValueDecoder.decode(type, message, at: try place(type), codingPath: elementPath)
        currentIndex += 1
        return value
    }

    mutating func decode<Value: Decodable & PluginValue>(_ type: Value.Type) throws -> Value {
        let value = try ValueDecoder.read(type, message, at: try place(type), codingPath: elementPath)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try decoder().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder()
        currentIndex += 1
        return decoder
    }

    private var elementPath: [any CodingKey] { codingPath + [IndexKey(currentIndex)] }

    private func decoder() throws -> ValueDecoder {
        ValueDecoder(message, at: try place(Never.self), codingPath: elementPath)
    }

    /// Where the next value begins.
    private func place(_ type: Any.Type) throws -> Int {
        if currentIndex < elements.count { return elements[currentIndex] }
        let mismatch = ValueMismatch(offset: offset, message: "expected more than \(elements.count) values")
        throw DecodingError.valueNotFound(
            type,
            DecodingError.Context(
                codingPath: elementPath,
                debugDescription: mismatch.message,
                underlyingError: mismatch
            )
        )
    }
}
