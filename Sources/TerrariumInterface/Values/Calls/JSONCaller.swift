public import Foundation

/// Calls methods with JSON text, so that a client works where there is no other wire.
///
/// Arguments are one JSON array. Bytes cross as base64, dates as RFC 3339, durations as ISO 8601, UUIDs and decimal numbers as
/// text, sets and tuples as arrays.
public final class JSONCaller: MethodCaller {
    /// What is called.
    public let target: any JSONMethodCaller

    private let depth: Int

    /// Creates a caller.
    ///
    /// - Parameters:
    ///   - target: What is called.
    ///   - depth: Nested arrays and objects in a result, at most.
    public init(_ target: any JSONMethodCaller, depth: Int = 512) {
        self.target = target
        self.depth = depth
    }

    /// Whether there is a method of an index.
    public func has(_ method: Int) -> Bool {
        target.has(method)
    }

    /// Calls a method with the JSON text of packed values, and waits.
    public func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
        try message(try target.callTypedJSON(method, try text(arguments)))
    }

    /// Calls a method with the JSON text of packed values.
    public func callValuesAsync(
        _ method: Int,
        _ arguments: consuming ValueWriter
    ) async throws(CallError) -> ValueMessage {
        let text = try text(arguments)
        return try message(try await target.callTypedJSONAsync(method, text))
    }

    /// Calls a raw method, and waits.
    public func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try target.callRawBytes(method, input)
    }

    /// Calls a raw method.
    public func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try await target.callRawBytesAsync(method, input)
    }

    /// Calls a raw method with bytes in `Data`, and waits.
    public func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data {
        Data(try target.callRawBytes(method, [UInt8](input)))
    }

    /// Calls a raw method with bytes in `Data`.
    public func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data {
        Data(try await target.callRawBytesAsync(method, [UInt8](input)))
    }

    private func text(_ arguments: borrowing ValueWriter) throws(CallError) -> [UInt8] {
        do throws(ValueMismatch) {
            return try JSONText.write(from: arguments)
        } catch {
            throw CallError.invalidArgument(error, arguments)
        }
    }

    private func message(_ text: [UInt8]) throws(CallError) -> ValueMessage {
        do throws(ValueMismatch) {
            return try JSONText.packed(from: text, depth: depth)
        } catch {
            throw CallError(
                .invalidResult,
                "the result is not JSON at byte \(error.offset): \(error.message)",
                offset: error.offset
            )
        }
    }
}
