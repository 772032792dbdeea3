extension CallError {
    /// The error for an argument that has no form on the wire.
    @usableFromInline
    @inline(never)
    package static func invalidArgument(_ mismatch: ValueMismatch, _ arguments: borrowing ValueWriter) -> CallError {
        let path = unsafe PackedPath.text(in: arguments.bytes, at: mismatch.offset)
        return CallError(
            .invalidInput,
            "an argument cannot be passed at \(path): \(mismatch.message)",
            path: path
        )
    }

    /// The error for a result that is not what the interface says.
    @usableFromInline
    @inline(never)
    package static func invalidResult(_ mismatch: ValueMismatch, _ result: borrowing ValueMessage) -> CallError {
        let path = unsafe PackedPath.text(in: result.bytes, at: mismatch.offset)
        return CallError(
            .invalidResult,
            "the result cannot be read at \(path): \(mismatch.message)",
            path: path
        )
    }
}
