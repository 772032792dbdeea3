public import Foundation
public import TerrariumInterface
import TerrariumRuntime

// What clients call through.
extension Plugin: MethodCaller, JSONMethodCaller {
    /// Calls a method with typed arguments, which become Python objects without any text in between.
    ///
    /// - Parameters:
    ///   - method: The method's index in the interface.
    ///   - arguments: One tuple of the arguments.
    /// - Returns: The result, until it is read.
    /// - Throws: ``CallError``.
    public func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
        try module.callValues(method, arguments, inPlace: false)
    }

    /// Calls a method as `callValues` does, for generated code: a small result may be written over the arguments, and is then
    /// valid for as long as their memory.
    public func _callValuesInPlace(
        _ method: Int,
        _ arguments: borrowing ValueWriter
    ) throws(CallError) -> ValueMessage {
        try module.callValues(method, arguments, inPlace: true)
    }

    /// Calls a method with typed arguments on a thread of the host's, while the task waits.
    public func callValuesAsync(
        _ method: Int,
        _ arguments: consuming ValueWriter
    ) async throws(CallError) -> ValueMessage {
        let input = Handover(arguments)
        let output = Handover<ValueMessage>()
        try await onCallThread { () throws(CallError) in
            guard let arguments = input.take() else { return }
            output.give(try self.callValues(method, arguments))
        }
        guard let message = output.take() else { throw CallError.noThread }
        return message
    }

    /// Calls a raw method with bytes.
    public func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try callRaw(method, input)
    }

    /// Calls a raw method with bytes on a thread of the host's, while the task waits.
    public func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try await onCallThread { () throws(CallError) in try self.callRaw(method, input) }
    }

    /// Calls a raw method with bytes in `Data`.
    public func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data {
        try callRaw(method, input)
    }

    /// Calls a raw method with bytes in `Data` on a thread of the host's, while the task waits.
    public func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data {
        try await onCallThread { () throws(CallError) in try self.callRaw(method, input) }
    }

    /// Calls a method with JSON text on a thread of the host's, while the task waits.
    public func callTypedJSONAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try await onCallThread { () throws(CallError) in try self.callTypedJSON(method, input) }
    }

    /// Runs a call on a thread of the host's.
    private func onCallThread<Value: Sendable>(
        _ call: @escaping @Sendable () throws(CallError) -> Value
    ) async throws(CallError) -> Value {
        typealias Outcome = Result<Value, CallError>
        let result = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
            let started = CallThreads.shared.start { continuation.resume(returning: Result(catching: call)) }
            if !started { continuation.resume(returning: .failure(.noThread)) }
        }
        return try result.get()
    }
}

extension CallError {
    fileprivate static let noThread = CallError(.outOfMemory, "the system has no thread for the call")
}
