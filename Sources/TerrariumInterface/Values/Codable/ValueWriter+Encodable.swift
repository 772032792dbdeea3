extension ValueWriter {
    /// Appends a value of any `Encodable` type, in the structure that its conformance says.
    ///
    /// Types that are ``PluginValue`` take their own form wherever they are found in it.
    ///
    /// - Throws: ``ValueMismatch`` when the value, or one in it, cannot be encoded.
    @_disfavoredOverload
    public mutating func write<Value: Encodable>(_ value: Value) throws(ValueMismatch) {
        let encoded = EncodedValue()
        do {
            try ValueEncoder.append(value, to: encoded, key: nil, codingPath: [])
        } catch {
            throw mismatch(Self.message(error, Value.self))
        }
        try encoded.write(to: &self)
    }

    /// What an error of an `Encodable` conformance says, without the value that it names.
    private static func message(_ error: any Error, _ type: Any.Type) -> String {
        guard case EncodingError.invalidValue(let value, let context) = error else {
            return "encoding `\(type)` threw `\(Swift.type(of: error))`"
        }
        let path = PackedPath.text(codingPath: context.codingPath)
        let place = path == "$" ? "" : ", at \(path) in it"
        let reason =
            (context.underlyingError as? ValueMismatch)?.message ?? "a value of `\(Swift.type(of: value))` was refused"
        return "`\(type)` cannot be encoded\(place): \(reason)"
    }
}
