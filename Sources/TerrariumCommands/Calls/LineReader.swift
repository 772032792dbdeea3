import Foundation

/// Splits a file into lines without copying them: each is a range of a buffer.
///
/// ```swift
/// repeat {
///     while let line = reader.next() { use(reader.bytes.span.extracting(line)) }
/// } while try reader.fill()
/// ```
///
/// Of a line that is longer than the limit, only its beginning is given, which is longer than the limit too.
struct LineReader {
    /// The file.
    let file: Descriptor

    /// The memory that the ranges of ``next()`` belong to, until ``fill()`` is called.
    private(set) var bytes: [UInt8]

    /// The number of the line that ``next()`` gave last, from 1.
    private(set) var number = 0

    private let limit: Int
    /// Where the next line begins.
    private var start = 0
    /// Up to where it was searched for its end.
    private var searched = 0
    /// Up to where the buffer is filled.
    private var end = 0
    private var bytesRead = 0
    private var isAtEnd = false
    /// Whether the rest of a line that was too long is still to come.
    private var isSkipping = false

    /// Prepares to read.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - limit: The bytes of a line, at most.
    ///   - capacity: Bytes to read at once; more than 0.
    init(_ file: Descriptor, limit: Int, capacity: Int = 1 << 18) {
        self.file = file
        self.limit = limit
        bytes = [UInt8](repeating: 0, count: capacity)
    }

    /// Bytes of the input up to the end of the line that ``next()`` gave last.
    var position: Int { bytesRead - (end - start) }

    /// The next line in the buffer, without its end; `nil` when the buffer has to be filled first.
    mutating func next() -> Range<Int>? {
        while let newline = firstNewline() {
            let line = start..<newline
            start = newline + 1
            searched = start
            guard isSkipping else {
                number += 1
                return line
            }
            isSkipping = false
        }
        searched = end
        let line = start..<end
        if isSkipping {
            start = end
        } else if line.count > limit || (isAtEnd && !line.isEmpty) {
            isSkipping = !isAtEnd
            start = end
            number += 1
            return line
        }
        return nil
    }

    /// Waits for more of the file.
    ///
    /// - Returns: Whether ``next()`` may have lines again; `false` when the end has been reached before.
    /// - Throws: ``FileError``.
    mutating func fill() throws(FileError) -> Bool {
        guard !isAtEnd else { return false }
        makeRoom()
        let count = try file.read(into: &bytes, from: end)
        end += count
        bytesRead += count
        isAtEnd = count == 0
        return true
    }

    private func firstNewline() -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard searched < end, let base = buffer.baseAddress else { return nil }
            // SAFETY: `end` is within the buffer.
            let found = unsafe memchr(base + searched, Int32(UInt8(ascii: "\n")), end - searched)
            return unsafe found.map { unsafe base.distance(to: $0) }
        }
    }

    /// Moves what is left to the front, and grows the buffer when it is full all the same.
    private mutating func makeRoom() {
        if start > 0 {
            unsafe bytes.withUnsafeMutableBytes { buffer in
                guard start < end, let base = buffer.baseAddress else { return }
                // SAFETY: both parts are within the buffer; they may overlap.
                unsafe base.copyMemory(from: base + start, byteCount: end - start)
            }
            end -= start
            searched -= start
            start = 0
        }
        if end == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
    }
}
