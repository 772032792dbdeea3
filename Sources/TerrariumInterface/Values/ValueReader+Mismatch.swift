extension ValueReader {
    /// A mismatch about the next value.
    ///
    /// - Parameter message: What was expected, without the content of a value.
    public func mismatch(_ message: String) -> ValueMismatch {
        ValueMismatch(offset: position, message: message)
    }

    /// A mismatch that says what was expected and of which type the next value is.
    @usableFromInline
    @inline(never)
    func expected(_ what: StaticString) -> ValueMismatch {
        expected("\(what)")
    }

    /// A mismatch that says what was expected and of which type the next value is.
    @_disfavoredOverload
    func expected(_ what: String) -> ValueMismatch {
        guard position < end, isWhole(), let found = ValueTag.pythonName(tag) else { return malformed() }
        return mismatch("expected \(what), found \(found)")
    }

    /// Whether the next value is complete in itself, apart from the values in it.
    private func isWhole() -> Bool {
        var copy = unsafe ValueReader(base: base, count: end, position: position, isJSON: isJSON)
        return (try? copy.skipHead()) != nil
    }

    /// A mismatch about a message that is not well formed.
    @usableFromInline
    @inline(never)
    func malformed() -> ValueMismatch {
        mismatch("not a packed value")
    }

    /// A mismatch about a tuple of another size.
    @usableFromInline
    @inline(never)
    func wrongCount(_ start: Int, expected: Int, found: Int) -> ValueMismatch {
        ValueMismatch(
            offset: start,
            message: "expected \(expected) value\(expected == 1 ? "" : "s"), found \(found)"
        )
    }

    /// A mismatch about a container whose values Swift does not tell apart although Python does.
    @usableFromInline
    @inline(never)
    func notDistinct(_ start: Int, _ what: StaticString) -> ValueMismatch {
        ValueMismatch(offset: start, message: "two \(what) are equal in Swift though not in Python")
    }
}
