import Foundation

/// A finished message of packed values, such as the result of a call.
///
/// `@unchecked Sendable`: a message is the only one that knows its memory, which does not change, and cannot be copied.
@safe
public struct ValueMessage: ~Copyable, @unchecked Sendable {
    /// Gives a message's memory back: what is called when it goes, with what the message was made with.
    @usableFromInline
    package typealias Release = @convention(c) (_ base: UnsafeRawPointer?, _ count: Int, _ capacity: Int) -> Void

    // Four words come back from a call in registers. One more, and every result is copied from frame to frame.
    @usableFromInline let base: UnsafeRawPointer?
    @usableFromInline let count: Int
    /// Twice the capacity, and 1 more when the message came as JSON text.
    @usableFromInline let capacityAndForm: Int
    @usableFromInline let release: Release

    @inlinable var capacity: Int { capacityAndForm >> 1 }

    /// Whether the message came as JSON text, in which texts stand for some types.
    @inlinable
    public var isJSON: Bool { capacityAndForm & 1 != 0 }

    /// Creates a message of memory that does not change and stays until `release` is called, once, on any thread.
    ///
    /// Without a capacity the memory is somebody else's, who keeps it for as long as the message is used.
    @inlinable
    @unsafe
    package init(base: UnsafeRawPointer?, count: Int, capacity: Int, isJSON: Bool, release: Release) {
        unsafe self.base = base
        self.count = count
        capacityAndForm = capacity << 1 | (isJSON ? 1 : 0)
        unsafe self.release = release
    }

    /// Creates a message of memory that somebody else keeps for as long as the message is used.
    @inlinable
    @unsafe
    package init(lent bytes: UnsafeRawBufferPointer) {
        unsafe self.init(base: bytes.baseAddress, count: bytes.count, capacity: 0, isJSON: false) { _, _, _ in }
    }

    /// Creates a message of packed values with memory of its own.
    package init(_ bytes: [UInt8], isJSON: Bool = false) {
        var writer = ValueWriter()
        unsafe bytes.withUnsafeBytes { bytes in
            // SAFETY: the writer has room for the bytes, in memory that is its own.
            let place = unsafe writer.extend(by: bytes.count)
            if let start = bytes.baseAddress { unsafe place.copyMemory(from: start, byteCount: bytes.count) }
        }
        self = writer.finish(isJSON: isJSON)
    }

    @inlinable
    deinit {
        // A message in memory that the caller lent has nothing to give back.
        if capacity != 0 { unsafe release(base, count, capacity) }
    }

    /// The bytes of the message, valid for as long as it.
    @inlinable
    @unsafe
    package var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

    /// Reads the value that the message is.
    ///
    /// - Parameter body: Reads the value, all of it.
    /// - Returns: What the closure returns.
    /// - Throws: ``ValueMismatch``, when the closure does, or when it leaves something unread.
    @inlinable
    public borrowing func read<Result>(
        _ body: (inout ValueReader) throws(ValueMismatch) -> Result
    ) throws(ValueMismatch) -> Result {
        guard let base = unsafe base else { throw ValueMismatch(offset: 0, message: "the message is empty") }
        // SAFETY: the message outlives the closure, which cannot keep a reader that is not copyable.
        var reader = unsafe ValueReader(base: base, count: count, isJSON: isJSON)
        let result = try body(&reader)
        try reader.requireEnd()
        return result
    }
}
