public import Foundation

/// What the generated methods of a client consist of.
extension PluginClient {
    /// Calls a method and waits.
    @inlinable
    public func _call<Result>(
        _ method: Int,
        arguments count: Int,
        _ write: (inout ValueWriter) throws(ValueMismatch) -> Void,
        reading read: (inout ValueReader) throws(ValueMismatch) -> Result
    ) throws(CallError) -> Result {
        // SAFETY: the memory outlives the writer, which stays in the closure.
        try unsafe withUnsafeTemporaryAllocation(byteCount: 512, alignment: 8) { memory throws(CallError) -> Result in
            var arguments = unsafe ValueWriter(lent: memory)
            arguments.beginTuple(count)
            do throws(ValueMismatch) {
                try write(&arguments)
            } catch {
                throw CallError.invalidArgument(error, arguments)
            }
            let message = try caller._callValuesInPlace(method, arguments)
            do throws(ValueMismatch) {
                return try message.read(read)
            } catch {
                throw CallError.invalidResult(error, message)
            }
        }
    }

    /// Calls a method.
    @inlinable
    public func _call<Result>(
        _ method: Int,
        arguments count: Int,
        _ write: (inout ValueWriter) throws(ValueMismatch) -> Void,
        reading read: (inout ValueReader) throws(ValueMismatch) -> Result
    ) async throws(CallError) -> Result {
        var arguments = ValueWriter()
        arguments.beginTuple(count)
        do throws(ValueMismatch) {
            try write(&arguments)
        } catch {
            throw CallError.invalidArgument(error, arguments)
        }
        let message = try await caller.callValuesAsync(method, arguments)
        do throws(ValueMismatch) {
            return try message.read(read)
        } catch {
            throw CallError.invalidResult(error, message)
        }
    }

    /// Calls a raw method and waits.
    @inlinable
    public func _callRaw(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try caller.callRawBytes(method, input)
    }

    /// Calls a raw method with bytes in `Data` and waits.
    @inlinable
    public func _callRaw(_ method: Int, _ input: Data) throws(CallError) -> Data {
        try caller.callRawData(method, input)
    }

    /// Calls a raw method.
    @inlinable
    public func _callRaw(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try await caller.callRawBytesAsync(method, input)
    }

    /// Calls a raw method with bytes in `Data`.
    @inlinable
    public func _callRaw(_ method: Int, _ input: Data) async throws(CallError) -> Data {
        try await caller.callRawDataAsync(method, input)
    }
}
