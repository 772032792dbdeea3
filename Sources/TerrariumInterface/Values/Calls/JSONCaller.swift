public import Foundation

/// Calls methods with JSON text, so that a client works where there is no other wire.
///
/// Arguments are one JSON array. Bytes cross as base64, dates as RFC 3339, durations as ISO 8601, UUIDs and decimal numbers as
/// text, sets and tuples as arrays.
public final class JSONCaller: MethodCaller {
    /// What calls with bytes are made through; a method that has no such form throws.
    public struct Calls: Sendable {
        /// A call that waits: the method's index, and its input.
        public typealias Waiting = @Sendable (_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8]
        /// A call that does not block: the method's index, and its input.
        public typealias Async = @Sendable (_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8]

        /// A call that waits.
        public var waiting: Waiting
        /// A call that does not block.
        public var async: Async

        /// Creates a pair of calls.
        ///
        /// - Parameters:
        ///   - waiting: A call that waits.
        ///   - async: A call that does not block; by default the one that waits.
        public init(waiting: @escaping Waiting, async: Async? = nil) {
            self.waiting = waiting
            if let async {
                self.async = async
            } else {
                self.async = { (method, input) async throws(CallError) in try waiting(method, input) }
            }
        }
    }

    private let json: Calls
    private let raw: Calls
    private let depth: Int
    private let hasMethod: @Sendable (Int) -> Bool

    /// Creates a caller.
    ///
    /// - Parameters:
    ///   - json: Takes a method's index and a JSON array of arguments, and gives the result as JSON text.
    ///   - raw: Takes a method's index and bytes, and gives bytes.
    ///   - depth: Nested arrays and objects in a result, at most.
    ///   - has: Whether there is a method of an index; by default there are all.
    public init(
        json: Calls,
        raw: Calls,
        depth: Int = 512,
        has: @escaping @Sendable (Int) -> Bool = { _ in true }
    ) {
        self.json = json
        self.raw = raw
        self.depth = depth
        hasMethod = has
    }

    /// Whether there is a method of an index.
    public func has(_ method: Int) -> Bool {
        hasMethod(method)
    }

    /// Calls a method with the JSON text of packed values, and waits.
    public func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
        try message(try json.waiting(method, try text(arguments)))
    }

    /// Calls a method with the JSON text of packed values.
    public func callValuesAsync(
        _ method: Int,
        _ arguments: consuming ValueWriter
    ) async throws(CallError) -> ValueMessage {
        let text = try text(arguments)
        return try message(try await json.async(method, text))
    }

    /// Calls a raw method, and waits.
    public func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try raw.waiting(method, input)
    }

    /// Calls a raw method.
    public func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try await raw.async(method, input)
    }

    /// Calls a raw method with bytes in `Data`, and waits.
    public func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data {
        Data(try raw.waiting(method, [UInt8](input)))
    }

    /// Calls a raw method with bytes in `Data`.
    public func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data {
        Data(try await raw.async(method, [UInt8](input)))
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
