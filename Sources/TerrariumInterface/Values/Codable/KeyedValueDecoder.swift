/// Reads an object.
struct KeyedValueDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let codingPath: [any CodingKey]
    private let message: DecodedMessage
    private let offset: Int
    private let entries: [DecodedMessage.Entry]
    /// The place of each key's last entry; `nil` for objects so small that a search is faster.
    private let index: [String: Int]?

    init(_ message: DecodedMessage, at offset: Int, codingPath: [any CodingKey]) throws {
        self.message = message
        self.offset = offset
        self.codingPath = codingPath
        let entries = try ValueDecoder.within(codingPath, [String: Any].self) { () throws(ValueMismatch) in
            try message.entries(at: offset)
        }
        self.entries = entries
        let searched = 12
        index =
            entries.count <= searched
            ? nil : Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    var allKeys: [Key] {
        var seen: Set<String> = []
        return entries.compactMap { seen.insert($0.key).inserted ? Key(stringValue: $0.key) : nil }
    }

    func contains(_ key: Key) -> Bool {
        place(key) != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        let place = try require(key)
        return try ValueDecoder.within(codingPath + [key], Never.self) { () throws(ValueMismatch) in
            try message.isNone(at: place)
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decodeAny(type, forKey: key)
    }

    func decodeAny<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try ValueDecoder.decode(type, message, at: try require(key), codingPath: codingPath + [key])
    }

    func decode<Value: Decodable & PluginValue>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try ValueDecoder.read(type, message, at: try require(key), codingPath: codingPath + [key])
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        try decoder(IndexKey.super)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try decoder(key)
    }

    private func decoder(_ key: any CodingKey) throws -> ValueDecoder {
        ValueDecoder(message, at: try require(key), codingPath: codingPath + [key])
    }

    /// Where the value of a key begins.
    private func place(_ key: any CodingKey) -> Int? {
        if let index { return index[key.stringValue] }
        return entries.last { $0.key == key.stringValue }?.value
    }

    private func require(_ key: any CodingKey) throws -> Int {
        if let place = place(key) { return place }
        let mismatch = ValueMismatch(offset: offset, message: "`\(key.stringValue)` is missing")
        throw DecodingError.keyNotFound(
            key,
            DecodingError.Context(codingPath: codingPath, debugDescription: mismatch.message, underlyingError: mismatch)
        )
    }
}
