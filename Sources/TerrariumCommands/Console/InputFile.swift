import Foundation

/// A file to read from: one that was opened by its path, or the console's input.
final class InputFile {
    /// The open file.
    let descriptor: Descriptor

    private let isOwned: Bool

    /// Uses the input of a console.
    init(_ console: Console) {
        descriptor = console.input
        isOwned = false
    }

    /// Opens a file.
    ///
    /// - Throws: ``FileError``.
    init(path: String) throws(FileError) {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw FileError(.open, path, errno) }
        var status = stat()
        guard unsafe fstat(number, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
            close(number)
            throw FileError(.read, path, EISDIR)
        }
        descriptor = Descriptor(number: number, name: path)
        isOwned = true
    }

    deinit {
        if isOwned { close(descriptor.number) }
    }
}
