extension ValueReader {
    /// Reads a value of any `Decodable` type, from the structure that its conformance says.
    ///
    /// Types that are ``PluginValue`` are read from their own form wherever they are found in it.
    ///
    /// - Throws: ``ValueMismatch`` when the value, or one in it, cannot be decoded.
    @_disfavoredOverload
    public mutating func read<Value: Decodable>(_ type: Value.Type) throws(ValueMismatch) -> Value {
        let start = position
        // The whole value is well formed once this has passed over it.
        try skip()
        let message = unsafe DecodedMessage(base: base, count: position, isJSON: isJSON)
        defer { message.end() }
        do {
            return try ValueDecoder.decode(type, message, at: start, codingPath: [])
        } catch {
            throw Self.mismatch(error, type, message, start)
        }
    }

    /// What an error of a `Decodable` conformance says, without the values that it may name.
    private static func mismatch(
        _ error: any Error,
        _ type: Any.Type,
        _ message: DecodedMessage,
        _ start: Int
    ) -> ValueMismatch {
        guard let error = error as? DecodingError else {
            return ValueMismatch(offset: start, message: "decoding `\(type)` threw `\(Swift.type(of: error))`")
        }
        let context: DecodingError.Context
        let reason: String
        switch error {
        case .typeMismatch(let expected, let found), .valueNotFound(let expected, let found):
            context = found
            reason = "expected a `\(expected)`, found another value"
        case .keyNotFound(let key, let found):
            context = found
            reason = "`\(key.stringValue)` is missing"
        case .dataCorrupted(let found):
            context = found
            reason = "a value was refused"
        @unknown default:
            return ValueMismatch(offset: start, message: "`\(type)` cannot be decoded")
        }
        if let mismatch = context.underlyingError as? ValueMismatch { return mismatch }
        return ValueMismatch(
            offset: message.offset(of: context.codingPath, from: start),
            message: "`\(type)` cannot be decoded: \(reason)"
        )
    }
}
