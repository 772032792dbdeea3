extension ValueReader {
    /// Reads the name of an enum's case: a text, or the key of an object with one entry, whose value is next.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is neither.
    @inlinable
    public mutating func readCase() throws(ValueMismatch) -> (name: String, hasPayload: Bool) {
        caseStart = position
        if let text = unsafe readBytes(ValueTag.text) {
            return (unsafe String(decoding: text, as: UTF8.self), false)
        }
        guard let count = begin(ValueTag.object) else { throw expected("str, or dict with one key") }
        if count != 1 { throw wrongKeyCount(count) }
        return (try readKey(), true)
    }

    /// A mismatch about a case that the enum does not have, or that has a payload where none belongs or the reverse.
    ///
    /// - Parameters:
    ///   - name: What ``readCase()`` gave. It is content of the message and not repeated.
    ///   - type: The enum.
    @inline(never)
    public func unknownCase(_ name: String, of type: Any.Type) -> ValueMismatch {
        ValueMismatch(offset: caseStart, message: "expected a case of `\(type)`, found none of that name and payload")
    }

    @usableFromInline
    @inline(never)
    func wrongKeyCount(_ count: Int) -> ValueMismatch {
        ValueMismatch(offset: caseStart, message: "expected a dict with one key, found \(count)")
    }
}
