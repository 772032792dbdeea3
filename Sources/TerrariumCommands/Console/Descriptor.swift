import Foundation

/// The number of an open file, which belongs to somebody else, and what commands do with it.
struct Descriptor: Sendable {
    /// The file's number.
    let number: Int32

    /// What messages call the file.
    let name: String

    /// Writes all bytes.
    ///
    /// - Throws: ``FileError``; some of the bytes may have been written.
    func write(_ bytes: [UInt8]) throws(FileError) {
        try write(bytes.span)
    }

    /// Writes all bytes of borrowed memory.
    ///
    /// - Throws: ``FileError``; some of the bytes may have been written.
    func write(_ bytes: Span<UInt8>) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(written...)
            // SAFETY: the memory is borrowed for the duration of the call.
            let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(number, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else {
                try recover(.write, POLLOUT)
            }
        }
    }

    /// Reads what there is, into a part of an array.
    ///
    /// - Parameters:
    ///   - buffer: The array, whose bytes from `start` on are replaced.
    ///   - start: Where to begin, before the array's end.
    /// - Returns: How many bytes were read; 0 at the end of the file.
    /// - Throws: ``FileError``.
    func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
        while true {
            // SAFETY: the memory is the array's for the duration of the call.
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
                return unsafe Foundation.read(number, free.baseAddress, free.count)
            }
            if count >= 0 { return count }
            try recover(.read, POLLIN)
        }
    }

    /// Reads to the end of the file.
    ///
    /// - Parameter limit: Where to stop: no more than this many bytes and one are read.
    /// - Throws: ``FileError``.
    func readAll(limit: Int) throws(FileError) -> [UInt8] {
        // One byte more than the file has, so that its end is found without growing.
        var buffer = [UInt8](repeating: 0, count: min(limit, regularSize ?? 65_535) + 1)
        var count = 0
        while count <= limit {
            if count == buffer.count {
                buffer.append(contentsOf: repeatElement(0, count: min(count, limit + 1 - count)))
            }
            let read = try read(into: &buffer, from: count)
            if read == 0 { break }
            count += read
        }
        buffer.removeLast(buffer.count - count)
        return buffer
    }

    /// Whether the file is a terminal.
    var isTerminal: Bool { isatty(number) == 1 }

    /// The width of the terminal in characters; `nil` when the file is none or does not tell.
    var terminalWidth: Int? {
        var size = winsize()
        guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The size of a regular file in bytes; `nil` when it is something else.
    var regularSize: Int? {
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Decides whether a failed operation can be tried again, and waits until then.
    private func recover(_ operation: FileError.Operation, _ readiness: Int32) throws(FileError) {
        switch errno {
        case EINTR:
            return
        case EAGAIN:
            // Whoever shares the file with this process may have made it non-blocking.
            var request = pollfd(fd: number, events: Int16(readiness), revents: 0)
            _ = unsafe poll(&request, 1, -1)
        default:
            throw FileError(operation, name, errno)
        }
    }
}
