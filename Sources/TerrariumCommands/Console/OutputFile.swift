import Foundation

/// A buffered file to write results to: the console's output, or a file that appears whole or not at all.
final class OutputFile {
    /// A file that is written beside the one that it becomes.
    private struct Replacement {
        let temporaryPath: String
        let path: String
        let unfinished: UnfinishedFile
    }

    private static let capacity = 1 << 17

    private let descriptor: Descriptor
    private var isOpen: Bool
    private var replacement: Replacement?
    private var buffer: [UInt8] = []

    /// Uses the output of a console.
    init(_ console: Console) {
        descriptor = console.output
        isOpen = false
    }

    /// Opens a file that ``commit()`` puts at a path, where nothing changes before.
    ///
    /// A path that names something other than a regular file, such as a pipe or `/dev/null`, is written to directly.
    ///
    /// - Throws: ``FileError``.
    init(path: String) throws(FileError) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            descriptor = Descriptor(number: unsafe open(path, O_WRONLY | O_CLOEXEC), name: path)
        } else {
            // A link stays, and what it leads to is replaced.
            let target = exists ? URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false) : path
            let temporaryPath = "\(target).\(UUID().uuidString.prefix(8)).part"
            let mode = exists ? status.st_mode & 0o777 : 0o666
            let number = unsafe open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            if number >= 0 {
                replacement = Replacement(
                    temporaryPath: temporaryPath,
                    path: target,
                    unfinished: UnfinishedFile(path: temporaryPath)
                )
            }
            descriptor = Descriptor(number: number, name: path)
        }
        isOpen = descriptor.number >= 0
        guard isOpen else { throw FileError(.open, path, errno) }
    }

    deinit {
        if isOpen { close(descriptor.number) }
        guard let replacement else { return }
        unsafe unlink(replacement.temporaryPath)
        replacement.unfinished.end()
    }

    /// Adds bytes, which may stay in the buffer.
    ///
    /// - Throws: ``FileError``.
    func append(_ bytes: [UInt8]) throws(FileError) {
        guard bytes.count < Self.capacity else { return try write(bytes.span) }
        buffer += bytes
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Adds one byte, which may stay in the buffer.
    ///
    /// - Throws: ``FileError``.
    func append(_ byte: UInt8) throws(FileError) {
        buffer.append(byte)
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Writes bytes of borrowed memory, without a copy.
    ///
    /// - Throws: ``FileError``.
    func write(_ bytes: Span<UInt8>) throws(FileError) {
        try flush()
        try descriptor.write(bytes)
    }

    /// Writes what is in the buffer.
    ///
    /// - Throws: ``FileError``.
    func flush() throws(FileError) {
        guard !buffer.isEmpty else { return }
        try descriptor.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is in the buffer, and puts the file at its path.
    ///
    /// Without it, nothing is left of a new file.
    ///
    /// - Throws: ``FileError``.
    func commit() throws(FileError) {
        try flush()
        guard isOpen else { return }
        isOpen = false
        guard close(descriptor.number) == 0 else { throw FileError(.write, descriptor.name, errno) }
        guard let replacement else { return }
        guard unsafe rename(replacement.temporaryPath, replacement.path) == 0 else {
            throw FileError(.replace, replacement.path, errno)
        }
        replacement.unfinished.end()
        self.replacement = nil
    }
}
