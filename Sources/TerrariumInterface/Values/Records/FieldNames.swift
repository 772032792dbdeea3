/// The keys of a record, in the order in which it is written.
///
/// Made once for each type, as a static constant: its memory is never freed.
///
/// ```swift
/// private static let fieldNames: FieldNames = ["user", "amount_cents"]
/// ```
///
/// `@unchecked Sendable`: the memory does not change once it is made.
@safe
public struct FieldNames: ExpressibleByArrayLiteral, @unchecked Sendable {
    /// One key in UTF-8.
    @usableFromInline
    @safe
    struct Name {
        @usableFromInline let base: UnsafeRawPointer
        @usableFromInline let count: Int

        @usableFromInline
        init(_ text: StaticString) {
            let utf8 = text.withUTF8Buffer { unsafe Array($0) }
            let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, utf8.count), alignment: 1)
            unsafe utf8.withUnsafeBytes { bytes in
                // SAFETY: the memory has as many bytes, and is new.
                if let start = bytes.baseAddress { unsafe memory.copyMemory(from: start, byteCount: bytes.count) }
            }
            unsafe base = UnsafeRawPointer(memory)
            count = utf8.count
        }

        /// Whether this is the key in the bytes.
        @inlinable
        @inline(__always)
        func matches(_ key: UnsafeRawBufferPointer) -> Bool {
            guard key.count == count, let other = key.baseAddress else { return key.count == count }
            // SAFETY: both have `count` bytes, and no load reaches beyond; words overlap instead.
            if count >= 8 {
                var offset = 0
                while offset < count &- 8 {
                    if unsafe !Self.same(base, other, offset, UInt64.self) { return false }
                    offset &+= 8
                }
                return unsafe Self.same(base, other, count &- 8, UInt64.self)
            }
            if count >= 4 {
                return unsafe Self.same(base, other, 0, UInt32.self)
                    && Self.same(base, other, count &- 4, UInt32.self)
            }
            for offset in 0..<count where unsafe !Self.same(base, other, offset, UInt8.self) { return false }
            return true
        }

        @inlinable
        @inline(__always)
        @unsafe
        static func same<Bits: FixedWidthInteger & BitwiseCopyable>(
            _ left: UnsafeRawPointer,
            _ right: UnsafeRawPointer,
            _ offset: Int,
            _ bits: Bits.Type
        ) -> Bool {
            unsafe left.loadUnaligned(fromByteOffset: offset, as: Bits.self)
                == right.loadUnaligned(fromByteOffset: offset, as: Bits.self)
        }
    }

    @usableFromInline let names: UnsafePointer<Name>

    /// The number of keys.
    public let count: Int

    /// Creates the list of keys.
    public init(arrayLiteral elements: StaticString...) {
        let memory = UnsafeMutablePointer<Name>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() {
            // SAFETY: the memory has a place for each element.
            unsafe (memory + index).initialize(to: Name(element))
        }
        unsafe names = UnsafePointer(memory)
        count = elements.count
    }

    /// Whether the name at an index, which is less than ``count``, is the key in the bytes.
    @inlinable
    @inline(__always)
    func matches(_ index: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        // SAFETY: there is a name at the index.
        unsafe names[index].matches(key)
    }

    /// The index of a key; `nil` when it is not one of the names.
    @usableFromInline
    @inline(never)
    func index(of key: UnsafeRawBufferPointer) -> Int? {
        for index in 0..<count where unsafe matches(index, key) { return index }
        return nil
    }

    /// The name at an index, for messages.
    func text(_ index: Int) -> String {
        guard index >= 0, index < count else { return "?" }
        return unsafe String(
            decoding: UnsafeRawBufferPointer(start: names[index].base, count: names[index].count),
            as: UTF8.self
        )
    }
}
