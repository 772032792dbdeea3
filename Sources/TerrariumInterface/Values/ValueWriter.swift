import Foundation

/// Writes a message of packed values: the arguments of a call, on their way to a plugin.
///
/// Generated code and ``PluginValue/write(to:)`` use it; a writer comes from the call and lasts as long as it.
///
/// `@unchecked Sendable`: a writer is the only one that knows its memory, and cannot be copied. The one that only borrows
/// memory stays inside of the call that lent it.
@safe
public struct ValueWriter: ~Copyable, @unchecked Sendable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0
    /// Whether `base` came from `malloc` and goes with the writer.
    @usableFromInline var ownsMemory: Bool

    /// Creates a writer that allocates its memory.
    public init() {
        unsafe base = Self.allocate(256)
        capacity = 256
        ownsMemory = true
    }

    /// Creates a writer that fills memory of the caller's, which outlives it, before it allocates.
    @inlinable
    @unsafe
    package init(lent memory: UnsafeMutableRawBufferPointer) {
        if let start = memory.baseAddress {
            unsafe base = start
            capacity = memory.count
            ownsMemory = false
        } else {
            unsafe base = Self.allocate(256)
            capacity = 256
            ownsMemory = true
        }
    }

    @inlinable
    deinit {
        if ownsMemory { unsafe Self.release(base) }
    }

    /// The bytes that were written, valid until the writer is used again or goes.
    @inlinable
    @unsafe
    package var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

    /// Memory of the caller's that a reply may overwrite the written bytes in, valid for as long as it is lent; otherwise empty.
    @inlinable
    @unsafe
    package var replyMemory: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: base, count: ownsMemory ? 0 : capacity)
    }

    /// How many bytes were written: where the next value begins.
    @inlinable
    public var offset: Int { count }

    /// Ends the writer and hands its memory on as a message.
    package consuming func finish(isJSON: Bool = false) -> ValueMessage {
        if !ownsMemory { grow(0) }
        ownsMemory = false
        return unsafe ValueMessage(base: base, count: count, capacity: capacity, isJSON: isJSON) { base, _, _ in
            unsafe free(UnsafeMutableRawPointer(mutating: base))
        }
    }

    // MARK: - Memory

    /// Makes room for bytes and counts them as written; what is returned holds that many.
    @inlinable
    @inline(__always)
    mutating func extend(by size: Int) -> UnsafeMutableRawPointer {
        if _slowPath(capacity &- count < size) { grow(size) }
        // SAFETY: `count + size` is at most `capacity`, so the place and what follows are inside of the memory.
        let place = unsafe base + count
        count &+= size
        return unsafe place
    }

    /// Moves to memory that has room for `size` more bytes.
    @usableFromInline
    @inline(never)
    mutating func grow(_ size: Int) {
        let (needed, overflows) = count.addingReportingOverflow(size)
        let larger = overflows ? Int.max : max(needed, capacity.multipliedReportingOverflow(by: 2).partialValue, 256)
        if ownsMemory {
            guard let moved = unsafe realloc(base, larger) else { fatalError("out of memory") }
            unsafe base = moved
        } else {
            let own = unsafe Self.allocate(larger)
            // SAFETY: both have at least `count` bytes, and new memory does not overlap.
            unsafe own.copyMemory(from: base, byteCount: count)
            unsafe base = own
            ownsMemory = true
        }
        capacity = larger
    }

    @usableFromInline
    @inline(never)
    static func release(_ memory: UnsafeMutableRawPointer) {
        unsafe free(memory)
    }

    @usableFromInline
    @inline(never)
    static func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        guard let memory = unsafe malloc(size) else { fatalError("out of memory") }
        return unsafe memory
    }
}
