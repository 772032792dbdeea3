#if Macros

import ArgumentParser
import Foundation
import Terrarium

/// `terrarium stub`: the Python module that a plugin starts from, and what keeps a plugin in step with its interface.
struct StubCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "stub",
        abstract: "Write a Python module for an interface, or compare a plugin with it.",
        discussion: """
            The Swift files are parsed, not built. The module has type hints, documentation and a function for each \
            method, and is for authors to fill in; so -o never replaces a file. --check compares a plugin with the \
            interface and ends with 1 when it does not fit. --update adds what the plugin lacks, changes no line but its \
            hash, and says what is left to do. Neither runs the plugin.

            Examples:
              terrarium stub Greeter.swift -o plugins/greeter/greeter.py
              terrarium stub Greeter.swift Order.swift --interface Greeter --dataclasses
              terrarium stub Greeter.swift --check plugins/greeter/greeter.py
              terrarium stub Greeter.swift --update plugins/greeter/greeter.py
            """
    )

    @OptionGroup var source: InterfaceOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file that does not exist yet.", valueName: "file"),
        completion: .file(extensions: ["py"])
    )
    var output: String?

    @Flag(help: "Replace the file of -o.")
    var force = false

    @Flag(help: "Write records as dataclasses of the SDK, not as typed dictionaries.")
    var dataclasses = false

    @Option(
        help: ArgumentHelp("Say whether a plugin's file fits, and what differs.", valueName: "file"),
        completion: .file(extensions: ["py"])
    )
    var check: String?

    @Option(
        help: ArgumentHelp("Add to a plugin's file what it lacks.", valueName: "file"),
        completion: .file(extensions: ["py"])
    )
    var update: String?

    /// Python reads plugins' files; what concerns it is the same for all commands.
    @OptionGroup(visibility: .hidden) var host: HostOptions
    @OptionGroup var reporting: ReportOptions

    private var style: StubModule.Style { dataclasses ? .dataclasses : .dictionaries }

    mutating func validate() throws {
        if [output, check, update].compactMap({ $0 }).count > 1 {
            throw ValidationError("Give one of -o, --check and --update.")
        }
        if force, output == nil { throw ValidationError("--force needs -o.") }
    }

    func run(on console: Console) throws -> ExitStatus {
        let source = try source.read(console)
        if let path = check ?? update { return try compare(path, with: source, console) }
        if let output { try refuseToReplace(output) }
        let file = try output.map { path throws(FileError) in try OutputFile(path: path) } ?? OutputFile(console)
        try file.append(Array(StubModule(source, style: style).text.utf8))
        try file.commit()
        return .success
    }

    /// Compares a plugin's file with the interface, after it was brought up to it where that was asked for.
    private func compare(_ path: String, with source: InterfaceSource, _ console: Console) throws -> ExitStatus {
        var bytes = try InputFile.bytes(at: path)
        let inspector = try PluginInspector(host.makeHost(console))
        var plugin = try inspect(bytes, path, inspector)
        var changes: [String]?
        if update != nil {
            let usesRecords = plugin.names.values.contains { $0 == PythonSymbol.record.path }
            let update = PluginUpdate(plugin, source, style: usesRecords ? .dataclasses : style)
            changes = update.changes
            if !update.edits.isEmpty {
                bytes = try inspector.edit(bytes, update.edits, newline: plugin.newline)
                plugin = try inspect(bytes, path, inspector)
                let file = try OutputFile(path: path)
                try file.append(bytes)
                try file.commit()
            }
        }
        let stub = try inspector.inspect(Array(StubModule(source, style: style).text.utf8))
        let check = PluginCheck(plugin, source, stub: stub)
        var report = PluginCheckReport(check, path: path, plugin: plugin, source: source)
        report.changes = changes
        try console.write(reporting.json ? JSONText.report(report) : report.text)
        return report.fits ? .success : .callFailed
    }

    private func inspect(_ bytes: [UInt8], _ path: String, _ inspector: PluginInspector) throws -> PluginDescription {
        let plugin = try inspector.inspect(bytes)
        if let mistake = plugin.mistake { throw PluginSourceError(path: path, mistake: mistake) }
        return plugin
    }

    private func refuseToReplace(_ path: String) throws(UsageError) {
        var status = stat()
        guard !force, unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        throw UsageError("\(path) exists; --update \(path) adds what it lacks, and --force replaces it")
    }
}

#endif
