/// Fills an object.
struct KeyedValueEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let value: EncodedValue
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) throws {
        try ValueEncoder.appendNone(to: value, key: key, codingPath: codingPath + [key])
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try ValueEncoder.append(value, to: self.value, key: key, codingPath: codingPath + [key])
    }

    func encode<Value: Encodable & PluginValue>(_ value: Value, forKey key: Key) throws {
        try ValueEncoder.appendPacked(value, to: self.value, key: key, codingPath: codingPath + [key])
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        encoder(IndexKey.super)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        encoder(key)
    }

    private func encoder(_ key: any CodingKey) -> ValueEncoder {
        ValueEncoder(value.part(key: key.stringValue), codingPath: codingPath + [key])
    }
}
