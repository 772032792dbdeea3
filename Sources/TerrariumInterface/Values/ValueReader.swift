/// Reads a message of packed values: the result of a call, on its way from a plugin.
///
/// Generated code and ``PluginValue/init(reading:)`` use it; a reader comes from the call and lasts as long as it. A message
/// that is not well formed throws, whatever it holds. How deep values are nested is limited by who wrote the message.
///
/// A message that came as JSON text has no bytes, dates, durations, UUIDs, decimal numbers, sets and tuples: they are read from
/// the texts and lists that stand for them.
@safe
public struct ValueReader: ~Copyable {
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline let end: Int
    @usableFromInline var position: Int
    /// Where the enum begins whose case was read last.
    @usableFromInline var caseStart = 0

    /// Whether the message came as JSON text.
    public let isJSON: Bool

    /// Creates a reader of memory that outlives it and does not change.
    @inlinable
    @unsafe
    package init(base: UnsafeRawPointer, count: Int, position: Int = 0, isJSON: Bool = false) {
        unsafe self.base = base
        end = count
        self.position = position
        self.isJSON = isJSON
    }

    /// Where the next value begins, in bytes from the start of the message.
    @inlinable
    public var offset: Int { position }

    /// Reads a value.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is of another type, or does not fit.
    @inlinable
    @inline(__always)
    public mutating func read<Value: PluginValue>(_ type: Value.Type) throws(ValueMismatch) -> Value {
        try Value(reading: &self)
    }

    /// Reads `None`.
    ///
    /// - Throws: ``ValueMismatch`` when the next value is another one.
    @inlinable
    public mutating func readNothing() throws(ValueMismatch) {
        guard readNone() else { throw expected("None") }
    }

    /// Reads `None` if that is the next value, and tells whether it was.
    @inlinable
    @inline(__always)
    public mutating func readNone() -> Bool {
        guard position < end, tag == ValueTag.none else { return false }
        position &+= 1
        return true
    }

    /// Checks that the message is used up.
    @inlinable
    @inline(__always)
    package func requireEnd() throws(ValueMismatch) {
        if _slowPath(position != end) { throw malformed() }
    }

    // MARK: - Primitives

    /// The tag of the next value; the message must not be at its end.
    @inlinable
    @inline(__always)
    var tag: UInt8 {
        // SAFETY: the position is before the end.
        unsafe base.load(fromByteOffset: position, as: UInt8.self)
    }

    /// The number at an offset; the message must have all of its bytes.
    @inlinable
    @inline(__always)
    func load<Bits: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Bits.Type) -> Bits {
        assert(offset >= 0 && offset + MemoryLayout<Bits>.size <= end)
        // SAFETY: the caller compared the end with the offset and the size; the load needs no alignment.
        return Bits(littleEndian: unsafe base.loadUnaligned(fromByteOffset: offset, as: Bits.self))
    }

    /// Reads a value of one tag and a number of fixed size; `nil` when the next value is another one.
    @inlinable
    @inline(__always)
    mutating func readBits<Bits: FixedWidthInteger & BitwiseCopyable>(_ wanted: UInt8, as type: Bits.Type) -> Bits? {
        guard _fastPath(end &- position > MemoryLayout<Bits>.size), _fastPath(tag == wanted) else { return nil }
        let bits = load(position &+ 1, as: Bits.self)
        position &+= 1 &+ MemoryLayout<Bits>.size
        return bits
    }

    /// Reads a value of one tag and a length and gives its bytes; `nil` when the next value is another one.
    @inlinable
    @inline(__always)
    @unsafe
    mutating func readBytes(_ wanted: UInt8) -> UnsafeRawBufferPointer? {
        guard _fastPath(end &- position >= 5), _fastPath(tag == wanted) else { return nil }
        let length = Int(load(position &+ 1, as: UInt32.self))
        let start = position &+ 5
        guard _fastPath(end &- start >= length) else { return nil }
        position = start &+ length
        // SAFETY: the message has `length` bytes from `start` on.
        return unsafe UnsafeRawBufferPointer(start: base + start, count: length)
    }

    /// Reads the length and the bytes of a key.
    @inlinable
    @inline(__always)
    @unsafe
    mutating func readKeyBytes() throws(ValueMismatch) -> UnsafeRawBufferPointer {
        guard _fastPath(end &- position >= 4) else { throw malformed() }
        let length = Int(load(position, as: UInt32.self))
        let start = position &+ 4
        guard _fastPath(end &- start >= length) else { throw malformed() }
        position = start &+ length
        // SAFETY: the message has `length` bytes from `start` on.
        return unsafe UnsafeRawBufferPointer(start: base + start, count: length)
    }
}
