import Foundation

/// The built program, which SwiftPM puts beside the tests.
enum Executable {
    static var url: URL {
        get throws {
            let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
            let places = bundles + [URL(filePath: CommandLine.arguments[0]), Bundle.main.bundleURL]
            for place in places {
                for folder in [place.deletingLastPathComponent(), place] {
                    let candidate = folder.appending(path: "terrarium")
                    if FileManager.default.isExecutableFile(atPath: candidate.path(percentEncoded: false)),
                        !candidate.hasDirectoryPath
                    {
                        return candidate
                    }
                }
            }
            throw CocoaError(.fileNoSuchFile)
        }
    }

    /// Starts the program; its standard streams are what the caller gives.
    static func start(
        _ arguments: [String],
        input: Any?,
        output: Any,
        errors: Any,
        environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = try url
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        // A child inherits the signals that its parent's thread blocks, and tests run on threads that block most.
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        return process
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: String...,
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        let process = try start(
            arguments,
            input: standardInput,
            output: output,
            errors: errors,
            environment: environment
        )
        let (outputDrain, errorDrain) = (
            Drain(dup(output.fileHandleForReading.fileDescriptor)),
            Drain(dup(errors.fileHandleForReading.fileDescriptor))
        )
        let writer = Thread {
            try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
            try? standardInput.fileHandleForWriting.close()
        }
        signal(SIGPIPE, SIG_IGN)
        writer.start()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: outputDrain.wait(),
            errors: String(decoding: errorDrain.wait(), as: UTF8.self)
        )
    }
}
