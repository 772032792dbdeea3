import Foundation
import Testing

@testable import TerrariumPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A manifest with nothing but what is required.
let minimalManifest = """
    [package]
    name = "greeter"
    version = "0.1.0"
    interface = "Greeter"
    interface_version = 1
    runtime = "python"

    [metadata]

    [python]
    entry_module = "greeter"
    """

/// The minimal manifest with one piece of its text replaced, which has to be there.
func manifest(replacing piece: String, with replacement: String) throws -> String {
    let range = try #require(minimalManifest.range(of: piece))
    return minimalManifest.replacingCharacters(in: range, with: replacement)
}

/// The minimal manifest with text after it.
func manifest(adding text: String) -> String {
    "\(minimalManifest)\n\(text)\n"
}

/// The error of a manifest that must not be accepted.
func error(of text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> PackageError {
    try #require(throws: PackageError.self, sourceLocation: sourceLocation) {
        try PackageManifest(parsing: text)
    }
}

/// The problems of a manifest that is TOML and must not be accepted.
func problems(of text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [PackageError.Problem] {
    let error = try error(of: text, sourceLocation: sourceLocation)
    #expect(error.code == .manifestInvalid, "\(error)", sourceLocation: sourceLocation)
    return error.problems
}

/// The message of the one problem of a manifest.
func problem(of text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let problems = try problems(of: text, sourceLocation: sourceLocation)
    #expect(problems.count == 1, "\(problems)", sourceLocation: sourceLocation)
    return try #require(problems.first, sourceLocation: sourceLocation).message
}

/// A text that is too long to be printed as the argument of a test.
struct LongText: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ description: String, _ text: String) {
        self.testDescription = description
        self.text = text
    }

    /// A piece repeated, with text around it.
    init(_ before: String, _ piece: String, times count: Int, _ after: String = "") {
        self.init("\(before)\(piece)\(after), \(count) times", before + String(repeating: piece, count: count) + after)
    }
}

/// A directory that is deleted with its owner.
final class TemporaryDirectory {
    /// The real path, so that paths below it have no links but those that a test makes.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("terrarium-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        self.path = try FileSystem.realPath(of: url.path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in the directory.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, with the directories it is in.
    func write(_ text: String, to name: String) throws {
        try makeDirectory((name as NSString).deletingLastPathComponent)
        try Data(text.utf8).write(to: URL(fileURLWithPath: self(name)))
    }

    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
    }

    func link(_ name: String, to destination: String) throws {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: destination)
    }

    /// Makes a named pipe, which nobody writes to.
    func makePipe(_ name: String) throws {
        let result = unsafe mkfifo(self(name), 0o600)
        try #require(result == 0)
    }

    /// Makes a directory with a name that is not UTF-8, and says whether the file system took it.
    func makeDirectoryNotUTF8(in parent: String) -> Bool {
        let path = Array(self(parent).utf8) + [UInt8(ascii: "/"), 0xFF, 0]
        return unsafe path.withUnsafeBytes { bytes in
            guard let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return false }
            return unsafe mkdir(start, 0o700) == 0
        }
    }

    /// Takes away every permission, which does not stop root.
    func lock(_ name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: self(name))
    }

    /// Writes a package, by default a valid one.
    func writePackage(_ directory: String, name: String = "greeter", version: String = "0.1.0") throws {
        let text = try manifest(replacing: "\"greeter\"", with: "\"\(name)\"")
            .replacingOccurrences(of: "0.1.0", with: version)
        try write(text, to: "\(directory)/package.toml")
    }
}
