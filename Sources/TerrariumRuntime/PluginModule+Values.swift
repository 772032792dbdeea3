import CTerrarium
package import TerrariumInterface

// Typed calls.
extension PluginModule {
    /// Calls a method with packed arguments.
    ///
    /// - Parameters:
    ///   - index: The method; it exists.
    ///   - arguments: One tuple; borrowed during the call.
    /// - Returns: The result, packed.
    /// - Throws: ``CallError``.
    package func callValues(_ index: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
        var result = unsafe terrarium_result()
        // SAFETY: the bytes are the writer's, which lives during the call; the shim copies what it keeps.
        let input = unsafe arguments.bytes
        let status = unsafe callValues(index, input, &result)
        guard status == terrarium_ok else {
            throw unsafe callError(status, &result, index) { offset in unsafe PackedPath.text(in: input, at: offset) }
        }
        // SAFETY: from here on the message alone has the result's memory, and gives it back once.
        return unsafe ValueMessage(
            base: result.data,
            count: result.length,
            storage: result.storage,
            capacity: result.storage_capacity,
            isJSON: false
        ) { base, count, storage, capacity in
            var result = unsafe terrarium_result(
                data: base?.assumingMemoryBound(to: UInt8.self),
                length: count,
                storage: storage,
                storage_capacity: capacity,
                failure: nil
            )
            unsafe terrarium_result_release(&result)
        }
    }

    private func callValues(
        _ index: Int,
        _ input: UnsafeRawBufferPointer,
        _ result: inout terrarium_result
    ) -> terrarium_status {
        // SAFETY: as above; the bytes of a tuple are never none, so there is an address.
        guard let start = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            return terrarium_no_memory
        }
        return unsafe withUnsafePointer(to: limits) { limits in
            let status = unsafe terrarium_call_values(plugin, index, start, input.count, limits, &result)
            guard status == terrarium_stack_short else { return status }
            return StackThreads.shared.run {
                unsafe terrarium_call_values(plugin, index, start, input.count, limits, &result)
            } ?? terrarium_no_memory
        }
    }
}
