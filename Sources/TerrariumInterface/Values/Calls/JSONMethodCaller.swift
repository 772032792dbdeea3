/// Something that calls methods with JSON text and with raw bytes, such as a plugin.
public protocol JSONMethodCaller: AnyObject, Sendable {
    /// Whether there is a method of an index, which may be an optional one.
    func has(_ method: Int) -> Bool

    /// Calls a method with JSON text and waits.
    ///
    /// - Parameters:
    ///   - method: The method's index in the interface.
    ///   - input: An array of the arguments.
    /// - Returns: The result as JSON text.
    /// - Throws: ``CallError``.
    func callTypedJSON(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8]

    /// Calls a method with JSON text; the task waits, and its thread does not.
    func callTypedJSONAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8]

    /// Calls a raw method and waits.
    func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8]

    /// Calls a raw method; the task waits, and its thread does not.
    func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8]
}
