import CTerrarium
package import TerrariumInterface

// Typed calls.
extension PluginModule {
    /// Calls a method with packed arguments.
    ///
    /// - Parameters:
    ///   - index: The method.
    ///   - arguments: One tuple; borrowed during the call.
    ///   - inPlace: Whether a small result may overwrite the arguments, where the writer was lent its memory.
    /// - Returns: The result, packed; one that is in place is valid for as long as that memory.
    /// - Throws: ``CallError``.
    @inline(__always)
    package func callValues(
        _ index: Int,
        _ arguments: borrowing ValueWriter,
        inPlace: Bool
    ) throws(CallError) -> ValueMessage {
        var result = unsafe terrarium_result()
        // SAFETY: the bytes are the writer's, which lives during the call; the shim copies what it keeps. They are never none.
        let input = unsafe arguments.bytes
        let room = unsafe inPlace ? arguments.replyMemory.count : 0
        let outcome = unsafe callValues(index, input, room, &result)
        // SAFETY: the result is in the caller's memory, over the arguments, and stays there.
        if outcome > 0 {
            return unsafe ValueMessage(lent: UnsafeRawBufferPointer(start: input.baseAddress, count: outcome))
        }
        guard outcome == 0 else {
            let status = terrarium_status(rawValue: UInt32(-outcome))
            throw unsafe callError(status, &result, index) { offset in unsafe PackedPath.text(in: input, at: offset) }
        }
        return unsafe Self.message(result)
    }

    /// The message of a result that is in memory of the shim's.
    @inline(never)
    private static func message(_ result: terrarium_result) -> ValueMessage {
        // SAFETY: from here on the message alone has the result's memory, and gives it back once.
        unsafe ValueMessage(
            base: result.data,
            count: result.length,
            capacity: result.storage_capacity,
            isJSON: false
        ) { base, count, capacity in
            var result = unsafe terrarium_result(
                data: base?.assumingMemoryBound(to: UInt8.self),
                length: count,
                storage: nil,
                storage_capacity: capacity,
                failure: nil
            )
            unsafe terrarium_result_release(&result)
        }
    }

    @inline(__always)
    private func callValues(
        _ index: Int,
        _ input: UnsafeRawBufferPointer,
        _ room: Int,
        _ result: inout terrarium_result
    ) -> Int {
        // SAFETY: as above; where there is room, the memory is the caller's to write to.
        guard let base = input.baseAddress else { return -Int(terrarium_no_memory.rawValue) }
        let message = unsafe UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
        let outcome = unsafe terrarium_call_values(plugin, index, message, input.count, room, limits, &result)
        guard outcome == -Int(terrarium_stack_short.rawValue) else { return outcome }
        return unsafe callValuesElsewhere(index, message, input.count, room, &result)
    }

    @inline(never)
    private func callValuesElsewhere(
        _ index: Int,
        _ message: UnsafeMutablePointer<UInt8>,
        _ count: Int,
        _ room: Int,
        _ result: inout terrarium_result
    ) -> Int {
        // SAFETY: the caller waits, so one thread at a time uses the memory.
        StackThreads.shared.run {
            unsafe terrarium_call_values(plugin, index, message, count, room, limits, &result)
        } ?? -Int(terrarium_no_memory.rawValue)
    }
}
