import Foundation
import Logging
import TerrariumInterface

@testable import Terrarium

/// What every test of this process starts Python with: a process has one Python.
let testConfiguration = PythonConfiguration(codeCache: .none)

/// A host without search paths.
func makeHost(
    searchPaths: [String] = [],
    limits: CallLimits = CallLimits(),
    compatibility: Compatibility = .strict,
    output: OutputLimits = OutputLimits(),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
) throws -> PluginHost {
    try PluginHost(
        searchPaths: searchPaths,
        configuration: .init(
            python: testConfiguration,
            limits: limits,
            compatibility: compatibility,
            output: output,
            logger: logger
        )
    )
}

/// Loads a source text in a host of its own.
func load(
    _ source: String,
    interface: InterfaceDescriptor? = nil,
    limits: CallLimits = CallLimits(),
    compatibility: Compatibility = .strict
) throws -> Plugin {
    try makeHost(limits: limits, compatibility: compatibility).load(source: source, interface: interface)
}

extension Plugin {
    /// A JSON call with texts.
    func json(_ method: String, _ input: String = "null") throws(CallError) -> String {
        String(decoding: try callTypedJSON(method, Array(input.utf8)), as: UTF8.self)
    }
}

/// Catches the error of a body that must fail with a `CallError`.
func callError<T>(_ body: () throws -> T) throws -> CallError {
    do {
        let value = try body()
        throw Unexpected("no error, but \(value)")
    } catch let error as CallError {
        return error
    }
}

/// Catches the error of a body that must fail with a `LoadError`.
func loadError<T>(_ body: () throws -> T) throws -> LoadError {
    do {
        _ = try body()
        throw Unexpected("no error")
    } catch let error as LoadError {
        return error
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// A folder that is removed when the value ends.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "terrarium-\(UUID().uuidString)")
            .path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, with the folders above it.
    @discardableResult
    func write(_ file: String, _ text: String) throws -> String {
        let url = URL(filePath: path).appending(path: file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path(percentEncoded: false)
    }

    /// Writes a package with one module; returns its folder.
    @discardableResult
    func package(_ name: String, module: String? = nil, source: String, terrarium: String = "") throws -> String {
        let module = module ?? name.replacingOccurrences(of: "-", with: "_")
        try write(
            "\(name)/package.toml",
            """
            [package]
            name = "\(name)"
            version = "0.1.0"
            interface = "Test"
            interface_version = 1
            runtime = "python"

            [metadata]

            [python]
            entry_module = "\(module)"
            \(terrarium)
            """
        )
        try write("\(name)/\(module).py", source)
        return path + "/" + name
    }
}

/// Collects what is logged.
final class LogRecorder: Sendable {
    struct Entry: Sendable {
        var level: Logger.Level
        var message: String
        var metadata: Logger.Metadata
    }

    private let recorded = Locked<[Entry]>([])

    var entries: [Entry] { recorded.withLock { $0 } }

    var messages: [String] { entries.map(\.message) }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(recorder: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let entry = Entry(
                level: event.level,
                message: "\(event.message)",
                metadata: metadata.merging(event.metadata ?? [:]) { $1 }
            )
            recorder.recorded.withLock { $0.append(entry) }
        }
    }
}

/// The reference plugins, with what they require vendored; `Scripts/test` says where.
var referencePlugins: String {
    ProcessInfo.processInfo.environment["TERRARIUM_TEST_PLUGINS"] ?? repository + "/plugins"
}

/// The root of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)
