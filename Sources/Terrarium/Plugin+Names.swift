public import Foundation

// Every call by index has a form by name. It costs one look-up in a dictionary.
extension Plugin {
    /// Calls a method by name with JSON text; see ``callTypedJSON(_:_:)-(Int,[UInt8])``.
    public func callTypedJSON(_ method: String, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try callTypedJSON(index(of: method), input)
    }

    /// Calls a method by name with JSON text in `Data`; see ``callTypedJSON(_:_:)-(Int,[UInt8])``.
    public func callTypedJSON(_ method: String, _ input: Data) throws(CallError) -> Data {
        try callTypedJSON(index(of: method), input)
    }

    /// Calls a method by name with JSON text in borrowed memory; see ``callTypedJSON(_:_:)-(Int,[UInt8])``.
    public func callTypedJSON(_ method: String, _ input: Span<UInt8>) throws(CallError) -> [UInt8] {
        try callTypedJSON(index(of: method), input)
    }

    /// Calls a method by name with bytes; see ``callRaw(_:_:as:)-(Int,[UInt8],_)``.
    public func callRaw(_ method: String, _ input: [UInt8], as form: RawInput = .bytes) throws(CallError) -> [UInt8] {
        try callRaw(index(of: method), input, as: form)
    }

    /// Calls a method by name with bytes in `Data`; see ``callRaw(_:_:as:)-(Int,[UInt8],_)``.
    public func callRaw(_ method: String, _ input: Data, as form: RawInput = .bytes) throws(CallError) -> Data {
        try callRaw(index(of: method), input, as: form)
    }

    /// Calls a method by name with bytes in borrowed memory; see ``callRaw(_:_:as:)-(Int,[UInt8],_)``.
    public func callRaw(_ method: String, _ input: Span<UInt8>) throws(CallError) -> [UInt8] {
        try callRaw(index(of: method), input)
    }

    /// Calls a method by name with bytes and lends the result; see ``callRaw(_:_:as:_:)-(Int,_,_,_)``.
    public func callRaw<Value>(
        _ method: String,
        _ input: [UInt8],
        as form: RawInput = .bytes,
        _ body: (Span<UInt8>) throws -> Value
    ) throws -> Value {
        try callRaw(index(of: method), input, as: form, body)
    }
}
