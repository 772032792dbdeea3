/// Fills a list.
struct UnkeyedValueEncoder: UnkeyedEncodingContainer {
    let value: EncodedValue
    let codingPath: [any CodingKey]

    var count: Int { value.count }

    func encodeNil() throws {
        let index = count
        try ValueEncoder.appendNone(to: value, key: nil, codingPath: codingPath + [IndexKey(index)])
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        let index = count
        try ValueEncoder.append(value, to: self.value, key: nil, codingPath: codingPath + [IndexKey(index)])
    }

    func encode<Value: Encodable & PluginValue>(_ value: Value) throws {
        let index = count
        try ValueEncoder.appendPacked(value, to: self.value, key: nil, codingPath: codingPath + [IndexKey(index)])
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        encoder().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        encoder()
    }

    private func encoder() -> ValueEncoder {
        let codingPath = codingPath + [IndexKey(count)]
        return ValueEncoder(value.part(key: nil), codingPath: codingPath)
    }
}
