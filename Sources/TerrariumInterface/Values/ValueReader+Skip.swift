extension ValueReader {
    /// Passes over the next value, with everything in it.
    ///
    /// Takes memory, not stack, for values that are nested deep.
    ///
    /// - Throws: ``ValueMismatch`` when the message is not well formed.
    public mutating func skip() throws(ValueMismatch) {
        // The container that is being passed over, and those around it.
        var open = try skipHead()
        var outer: [Head] = []
        while true {
            while open.remaining == 0 {
                guard let last = outer.popLast() else { return }
                open = last
            }
            open.remaining -= 1
            if open.hasKeys { _ = unsafe try readKeyBytes() }
            let head = try skipHead()
            if head.remaining == 0 { continue }
            if open.remaining > 0 { outer.append(open) }
            open = head
        }
    }

    /// What a value says about the values in it.
    struct Head {
        var remaining = 0
        var hasKeys = false
    }

    /// Passes over the next value except for what is in it.
    mutating func skipHead() throws(ValueMismatch) -> Head {
        guard position < end else { throw malformed() }
        let tag = tag
        if let size = ValueTag.fixedSize(tag) {
            guard end - position > size else { throw malformed() }
            position += 1 + size
            return Head()
        }
        switch tag {
        case ValueTag.text, ValueTag.bytes, ValueTag.decimal:
            guard unsafe readBytes(tag) != nil else { throw malformed() }
            return Head()
        case ValueTag.list, ValueTag.tuple, ValueTag.set, ValueTag.object:
            guard let count = begin(tag) else { throw malformed() }
            return Head(remaining: count, hasKeys: tag == ValueTag.object)
        default:
            throw malformed()
        }
    }
}
