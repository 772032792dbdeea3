#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The few file operations that packages need, with the system's error numbers kept.
///
/// Foundation reports most failures as one error, and opening a FIFO with it waits for a writer.
enum FileSystem {
    /// What a path leads to.
    enum Kind: String {
        case file = "a regular file"
        case directory = "a directory"
        case symbolicLink = "a symbolic link"
        case other = "a device, socket or pipe"

        init(mode: mode_t) {
            self =
                switch mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .directory
                case S_IFLNK: .symbolicLink
                default: .other
                }
        }
    }

    /// What there is at a path.
    ///
    /// - Parameter followingLinks: whether to look at what a symbolic link leads to, rather than at the link.
    /// - Throws: `SystemError`, also where there is nothing.
    static func kind(of path: String, followingLinks: Bool = true) throws(SystemError) -> Kind {
        try check(path)
        var status = stat()
        let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        guard result == 0 else { throw SystemError(number: errno) }
        return Kind(mode: status.st_mode)
    }

    /// The bytes of a regular file, at most one more than `limit` of them.
    ///
    /// - Throws: `ReadError`; also for what is not a regular file, without reading or waiting for it.
    static func read(_ path: String, limit: Int) throws(ReadError) -> [UInt8] {
        let file: Int32
        do throws(SystemError) {
            try check(path)
            // Not waiting matters for a FIFO: opening one otherwise blocks until somebody writes to it.
            file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { throw SystemError(number: errno) }
        } catch {
            throw .system(error)
        }
        defer { close(file) }

        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .system(SystemError(number: errno)) }
        let kind = Kind(mode: status.st_mode)
        guard kind == .file else { throw .notRegular(kind) }

        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while bytes.count <= limit {
            let wanted = min(chunk.count, limit + 1 - bytes.count)
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe readBytes(file, $0.baseAddress, wanted) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(SystemError(number: errno)) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// The names of what is in a directory, in order.
    static func entries(of directory: String) throws(SystemError) -> [String] {
        try check(directory)
        // Asked first, because it has the error number that FileManager hides.
        guard unsafe access(directory, R_OK | X_OK) == 0 else { throw SystemError(number: errno) }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw SystemError(number: EIO)
        }
    }

    /// The path without symbolic links.
    static func realPath(of path: String) throws(SystemError) -> String {
        try check(path)
        guard let result = unsafe realpath(path, nil) else { throw SystemError(number: errno) }
        defer { unsafe free(result) }
        return unsafe String(cString: result)
    }

    /// The path from the root, without `.` and empty components.
    ///
    /// A path with `..` in it becomes its real path where it exists, because what `..` means depends on the links before.
    static func absolutePath(of path: String) -> String {
        // Not the current directory: an empty path is a mistake, and is reported as one.
        if path.isEmpty { return path }
        let components = path.split(separator: "/")
        if components.contains(".."), let real = try? realPath(of: path) { return real }
        let base = path.hasPrefix("/") ? [] : FileManager.default.currentDirectoryPath.split(separator: "/")
        return "/" + (base + components.filter { $0 != "." }).joined(separator: "/")
    }

    /// The path of an entry of a directory.
    static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }

    /// The last component of a path.
    static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Refuses what C would cut short.
    private static func check(_ path: String) throws(SystemError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw SystemError(number: ENOENT) }
    }
}

/// The system's `read`, which the method of the same name hides.
private func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(file, buffer, count)
}

/// A failed call to the system.
struct SystemError: Error, CustomStringConvertible {
    /// The value of `errno`.
    let number: Int32

    /// Whether there is nothing at the path.
    var isNotFound: Bool { number == ENOENT || number == ENOTDIR }

    /// The system's words for the error.
    var description: String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}

/// Why a file could not be read.
enum ReadError: Error {
    /// The system refused.
    case system(SystemError)
    /// It is not a regular file.
    case notRegular(FileSystem.Kind)
}
