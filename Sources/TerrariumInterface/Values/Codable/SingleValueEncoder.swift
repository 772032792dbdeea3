/// Makes a value of another one.
struct SingleValueEncoder: SingleValueEncodingContainer {
    let value: EncodedValue
    let codingPath: [any CodingKey]

    func encodeNil() throws {
        try requireFirst(String?.none as Any)
        try ValueEncoder.appendNone(to: value, key: nil, codingPath: codingPath)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try encodeAny(value)
    }

    /// A second value would make the message something else than one value.
    private func requireFirst(_ value: Any) throws {
        guard self.value.count == 0, self.value.tag == nil else {
            let context = EncodingError.Context(codingPath: codingPath, debugDescription: "a value was encoded already")
            throw EncodingError.invalidValue(value, context)
        }
    }

    func encodeAny(_ value: some Encodable) throws {
        try requireFirst(value)
        try ValueEncoder.append(value, to: self.value, key: nil, codingPath: codingPath)
    }
}
