#if Macros

import Foundation
import Testing

/// The Python with mypy and jsonschema that the scripts set up for tests.
enum StubPython {
    /// The path of the interpreter; `nil` outside of the scripts.
    static let path = ProcessInfo.processInfo.environment["TERRARIUM_TEST_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }

    /// Where the SDK is.
    static let sdk = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "python/terrarium/src").path(percentEncoded: false)

    /// Runs the interpreter to its end.
    static func run(_ arguments: [String], in folder: String) throws -> Outcome {
        let (output, errors) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["PYTHONPATH": sdk, "MYPYPATH": sdk, "PYTHONDONTWRITEBYTECODE": "1"]
        ) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        let drains = (
            Drain(dup(output.fileHandleForReading.fileDescriptor)),
            Drain(dup(errors.fileHandleForReading.fileDescriptor))
        )
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: drains.0.wait(),
            errors: String(decoding: drains.1.wait(), as: UTF8.self)
        )
    }
}

#endif
