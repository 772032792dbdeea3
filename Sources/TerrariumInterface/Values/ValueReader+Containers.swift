extension ValueReader {
    /// Begins a list or a tuple of exactly as many values, which follow.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is another one, or has another count.
    @inlinable
    public mutating func beginTuple(_ count: Int) throws(ValueMismatch) {
        let start = position
        let found = try beginList()
        if found != count { throw wrongCount(start, expected: count, found: found) }
    }

    /// Begins a list or a tuple and gives the number of values, which follow.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is another one.
    @inlinable
    public mutating func beginList() throws(ValueMismatch) -> Int {
        if let count = begin(ValueTag.list) { return count }
        if let count = begin(ValueTag.tuple) { return count }
        throw expected("list or tuple")
    }

    /// Begins a set and gives the number of values, which follow; in a message from JSON also a list.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is another one.
    @inlinable
    public mutating func beginSet() throws(ValueMismatch) -> Int {
        if let count = begin(ValueTag.set) { return count }
        if isJSON { return try beginList() }
        throw expected("set")
    }

    /// Begins an object and gives the number of entries, which follow: for each a key and a value.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is another one.
    @inlinable
    public mutating func beginObject() throws(ValueMismatch) -> Int {
        guard let count = begin(ValueTag.object) else { throw expected("dict") }
        return count
    }

    /// Reads the key of an object's entry; its value is next.
    ///
    /// - Throws: ``ValueMismatch`` when the message ends.
    @inlinable
    public mutating func readKey() throws(ValueMismatch) -> String {
        unsafe String(decoding: try readKeyBytes(), as: UTF8.self)
    }

    /// Begins an object whose keys are known, so that a loop over the cursor finds them.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is no object.
    @inlinable
    public mutating func readFields(_ names: FieldNames) throws(ValueMismatch) -> FieldCursor {
        let start = position
        return FieldCursor(names, count: try beginObject(), start: start)
    }

    /// How many values of a type to reserve memory for when a container says that it has `count`.
    ///
    /// A message cannot make a program reserve much more than its own size.
    @inlinable
    public func plausibleCapacity<Element>(_ count: Int, of type: Element.Type) -> Int {
        min(count, (end &- position) / max(4, MemoryLayout<Element>.stride))
    }

    /// Begins a container of one tag; `nil` when the next value is another one, or the message too short for the count.
    @inlinable
    @inline(__always)
    mutating func begin(_ wanted: UInt8) -> Int? {
        guard _fastPath(end &- position >= 5), tag == wanted else { return nil }
        let count = Int(load(position &+ 1, as: UInt32.self))
        // Each value has a byte at least.
        guard _fastPath(count <= end &- position &- 5) else { return nil }
        position &+= 5
        return count
    }
}
