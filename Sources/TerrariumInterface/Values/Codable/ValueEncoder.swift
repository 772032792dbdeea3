/// Encodes any `Encodable` value as packed values.
///
/// Types that are ``PluginValue`` take their packed form wherever they are found.
final class ValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    let value: EncodedValue

    init(_ value: EncodedValue, codingPath: [any CodingKey]) {
        self.value = value
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        value.begin(ValueTag.object)
        return KeyedEncodingContainer(KeyedValueEncoder<Key>(value: value, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        value.begin(ValueTag.list)
        return UnkeyedValueEncoder(value: value, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValueEncoder(value: value, codingPath: codingPath)
    }

    /// Appends a value of a type that is only known to be `Encodable` to a container.
    static func append(
        _ value: some Encodable,
        to container: EncodedValue,
        key: (any CodingKey)?,
        codingPath: @autoclosure () -> [any CodingKey]
    ) throws {
        if let value = value as? any PluginValue {
            try appendPacked(value, to: container, key: key, codingPath: codingPath())
        } else {
            let part = container.part(key: key?.stringValue, isSet: value is any EncodedAsSet)
            try value.encode(to: ValueEncoder(part, codingPath: codingPath()))
        }
    }

    /// Appends a value with a packed form to a container.
    static func appendPacked(
        _ value: some PluginValue,
        to container: EncodedValue,
        key: (any CodingKey)?,
        codingPath: @autoclosure () -> [any CodingKey]
    ) throws {
        try within(codingPath(), value) { () throws(ValueMismatch) in
            try container.append(key: key?.stringValue) { writer throws(ValueMismatch) in try value.write(to: &writer) }
        }
    }

    /// Appends `None` to a container.
    static func appendNone(
        to container: EncodedValue,
        key: (any CodingKey)?,
        codingPath: @autoclosure () -> [any CodingKey]
    ) throws {
        try within(codingPath(), ()) { () throws(ValueMismatch) in
            try container.append(key: key?.stringValue) { writer in writer.writeNone() }
        }
    }

    /// Turns a mismatch into the error that `Codable` has for it.
    static func within<Result>(
        _ codingPath: @autoclosure () -> [any CodingKey],
        _ value: @autoclosure () -> Any,
        _ body: () throws(ValueMismatch) -> Result
    ) throws -> Result {
        do throws(ValueMismatch) {
            return try body()
        } catch {
            throw EncodingError.invalidValue(
                value(),
                EncodingError.Context(codingPath: codingPath(), debugDescription: error.message, underlyingError: error)
            )
        }
    }
}
