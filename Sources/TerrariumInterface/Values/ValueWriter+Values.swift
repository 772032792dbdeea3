extension ValueWriter {
    /// Appends a value.
    ///
    /// - Throws: ``ValueMismatch`` when the value has no form on the wire.
    @inlinable
    @inline(__always)
    public mutating func write<Value: PluginValue>(_ value: Value) throws(ValueMismatch) {
        try value.write(to: &self)
    }

    /// Appends a constant text.
    @inlinable
    public mutating func writeText(_ text: StaticString) {
        appendTag(ValueTag.text)
        appendStatic(text)
    }

    /// Appends `None`.
    @inlinable
    public mutating func writeNone() {
        appendTag(ValueTag.none)
    }

    // MARK: - Containers

    /// Begins a list; as many values follow.
    ///
    /// A count that is not a constant is checked with ``checkCount(_:)`` first, here and for the other containers.
    @inlinable
    @inline(__always)
    public mutating func beginList(_ count: Int) {
        begin(ValueTag.list, count)
    }

    /// Begins a tuple; as many values follow.
    @inlinable
    @inline(__always)
    public mutating func beginTuple(_ count: Int) {
        begin(ValueTag.tuple, count)
    }

    /// Begins a set; as many values follow.
    @inlinable
    @inline(__always)
    public mutating func beginSet(_ count: Int) {
        begin(ValueTag.set, count)
    }

    /// Begins an object; as many keys follow, each with its value.
    @inlinable
    @inline(__always)
    public mutating func beginObject(_ count: Int) {
        begin(ValueTag.object, count)
    }

    /// Appends a key of an object; its value follows.
    @inlinable
    @inline(__always)
    public mutating func writeKey(_ key: StaticString) {
        appendStatic(key)
    }

    /// Appends a key of an object; its value follows.
    ///
    /// - Throws: ``ValueMismatch`` when the key is longer than 4 GiB.
    @inlinable
    @_disfavoredOverload
    public mutating func writeKey(_ key: String) throws(ValueMismatch) {
        try appendText(key, tagged: false)
    }

    /// Checks that a container can have as many values.
    @inlinable
    @inline(__always)
    public func checkCount(_ count: Int) throws(ValueMismatch) {
        if _slowPath(UInt32(exactly: count) == nil) { throw tooLarge("a container of more than 4 294 967 295 values") }
    }

    // MARK: - Primitives

    @inlinable
    @inline(__always)
    mutating func appendTag(_ tag: UInt8) {
        // SAFETY: `extend` made room for the byte.
        unsafe extend(by: 1).storeBytes(of: tag, as: UInt8.self)
    }

    /// Appends a tag and a number of fixed size.
    @inlinable
    @inline(__always)
    mutating func append<Bits: FixedWidthInteger & BitwiseCopyable>(_ tag: UInt8, _ bits: Bits) {
        let place = unsafe extend(by: 1 &+ MemoryLayout<Bits>.size)
        // SAFETY: `extend` made room for the byte and the number; the stores do not need alignment.
        unsafe place.storeBytes(of: tag, as: UInt8.self)
        unsafe place.storeBytes(of: bits.littleEndian, toByteOffset: 1, as: Bits.self)
    }

    @inlinable
    @inline(__always)
    mutating func begin(_ tag: UInt8, _ count: Int) {
        append(tag, UInt32(count))
    }

    @inlinable
    @inline(__always)
    mutating func appendStatic(_ text: StaticString) {
        text.withUTF8Buffer { utf8 in
            let place = unsafe extend(by: 4 &+ utf8.count)
            // SAFETY: `extend` made room for the length and the bytes, in memory that no constant text is in.
            unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: utf8.count).littleEndian, as: UInt32.self)
            if let start = utf8.baseAddress {
                unsafe (place + 4).copyMemory(from: start, byteCount: utf8.count)
            }
        }
    }

    /// Appends a length and bytes, with a tag before them where there is one; returns whether they are short enough.
    ///
    /// It does not throw, as it is called in closures that cannot throw a type of ours.
    @inlinable
    @inline(__always)
    @unsafe
    mutating func append(_ tag: UInt8?, _ bytes: UnsafeRawBufferPointer) -> Bool {
        if _slowPath(bytes.count > Int(UInt32.max)) { return false }
        let start = tag == nil ? 0 : 1
        let place = unsafe extend(by: start &+ 4 &+ bytes.count)
        // SAFETY: `extend` made room for the tag, the length and the bytes, in memory that is the writer's alone.
        if let tag { unsafe place.storeBytes(of: tag, as: UInt8.self) }
        unsafe place.storeBytes(
            of: UInt32(truncatingIfNeeded: bytes.count).littleEndian,
            toByteOffset: start,
            as: UInt32.self
        )
        if let source = bytes.baseAddress {
            unsafe (place + (start &+ 4)).copyMemory(from: source, byteCount: bytes.count)
        }
        return true
    }

    /// Appends a text, or a key when it is not tagged.
    @inlinable
    @inline(__always)
    mutating func appendText(_ text: String, tagged: Bool) throws(ValueMismatch) {
        let fits = unsafe text.utf8.withContiguousStorageIfAvailable { utf8 in
            unsafe append(tagged ? ValueTag.text : nil, UnsafeRawBufferPointer(utf8))
        }
        if _slowPath(fits != true) { try appendUnusualText(text, tagged: tagged) }
    }

    /// Appends a text that is too long, or whose UTF-8 is not in memory as such: one that comes from Objective-C.
    @usableFromInline
    @inline(never)
    mutating func appendUnusualText(_ text: String, tagged: Bool) throws(ValueMismatch) {
        try appendBytes(tagged ? ValueTag.text : nil, Array(text.utf8))
    }

    /// Appends a length and bytes, with a tag before them where there is one.
    @inlinable
    mutating func appendBytes(_ tag: UInt8?, _ bytes: [UInt8]) throws(ValueMismatch) {
        let fits = unsafe bytes.withUnsafeBytes { bytes in unsafe append(tag, bytes) }
        if _slowPath(!fits) { throw tooLarge("a text or bytes of more than 4 GiB") }
    }

    /// Appends a list, one value after the other.
    @inlinable
    @inline(__always)
    mutating func appendList<Element: PluginValue>(_ array: [Element]) throws(ValueMismatch) {
        try checkCount(array.count)
        beginList(array.count)
        for element in array { try element.write(to: &self) }
    }

    /// Appends a list of numbers of one tag and size, for which room is made once.
    @inlinable
    @inline(__always)
    mutating func appendList<Element, Bits: FixedWidthInteger & BitwiseCopyable>(
        _ tag: UInt8,
        _ array: [Element],
        _ bits: (Element) -> Bits
    ) throws(ValueMismatch) {
        try checkCount(array.count)
        beginList(array.count)
        let size = 1 &+ MemoryLayout<Bits>.size
        var place = unsafe extend(by: array.count &* size)
        for element in array {
            // SAFETY: `extend` made room for a tag and a number for each element; the stores do not need alignment.
            unsafe place.storeBytes(of: tag, as: UInt8.self)
            unsafe place.storeBytes(of: bits(element).littleEndian, toByteOffset: 1, as: Bits.self)
            unsafe place += size
        }
    }

    /// A mismatch about the value that begins here.
    @usableFromInline
    @inline(never)
    func tooLarge(_ what: StaticString) -> ValueMismatch {
        ValueMismatch(offset: count, message: "\(what) cannot be passed")
    }

    /// A mismatch about the value that would begin at the writer's end.
    ///
    /// - Parameter message: What was expected, without the content of a value.
    public func mismatch(_ message: String) -> ValueMismatch {
        ValueMismatch(offset: count, message: message)
    }

    /// Appends bytes as they are.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let place = unsafe extend(by: bytes.count)
        // SAFETY: `extend` made room for the bytes, in memory that is the writer's alone.
        if let source = bytes.baseAddress { unsafe place.copyMemory(from: source, byteCount: bytes.count) }
    }

    /// Appends a number as it is.
    mutating func append(_ number: UInt32) {
        // SAFETY: `extend` made room for the number.
        unsafe extend(by: 4).storeBytes(of: number.littleEndian, as: UInt32.self)
    }

    /// Overwrites the count or length at an offset that the writer has passed.
    mutating func patch(_ offset: Int, _ value: Int) {
        precondition(offset >= 0 && offset + 4 <= count && UInt32(exactly: value) != nil)
        // SAFETY: the four bytes are written ones.
        unsafe base.storeBytes(of: UInt32(value).littleEndian, toByteOffset: offset, as: UInt32.self)
    }
}
