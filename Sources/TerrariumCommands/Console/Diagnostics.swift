import TerrariumInterface

/// Standard error, shared by everything that writes to it: whole lines, with a progress line kept below them.
///
/// What cannot be written is dropped: there is no place left to complain to.
final class Diagnostics: Sendable {
    /// Standard error itself, for questions about the terminal.
    let descriptor: Descriptor

    /// The progress line on the terminal; empty when there is none.
    private let status = Locked("")

    /// Shares an open file.
    init(_ descriptor: Descriptor) {
        self.descriptor = descriptor
    }

    /// Writes a text and ends its line.
    func write(_ text: String) {
        status.withLock { status in
            put(status.isEmpty ? text + "\n" : "\r\u{1B}[K\(text)\n\(status)")
        }
    }

    /// Shows a line that stays the last one, in place of the one before.
    ///
    /// - Parameter line: The line, which fits the width of the terminal; empty to remove it.
    func show(_ line: String) {
        status.withLock { status in
            guard line != status else { return }
            status = line
            put("\r\u{1B}[K\(line)")
        }
    }

    private func put(_ text: String) {
        try? descriptor.write(Array(text.utf8))
    }
}
