import Foundation

/// A temporary folder of packages and files, removed with the last reference to it.
final class Folder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "terrarium-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = "\(path)/\(name)"
        let parent = URL(filePath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    /// Writes a text file and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, text.utf8)
    }

    /// Makes a package with one module.
    @discardableResult
    func addPackage(
        _ name: String,
        directory: String? = nil,
        version: String = "1.0.0",
        extra: String = "",
        source: String = ""
    ) throws -> String {
        let directory = directory ?? name
        try write(
            "\(directory)/package.toml",
            """
            [package]
            name = "\(name)"
            version = "\(version)"
            interface = "Sample"
            interface_version = 3
            runtime = "python"

            [metadata]
            author = "A. Author"
            tags = ["one", "two"]

            [python]
            entry_module = "entry"
            \(extra)
            """
        )
        try write("\(directory)/entry.py", source)
        return "\(path)/\(directory)"
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }

    /// The names of all files directly in the folder.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}
