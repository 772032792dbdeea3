#if Macros

import TerrariumSyntax

/// What `stub --check` and `stub --update` say about a plugin's file.
struct PluginCheckReport: Encodable {
    /// The path of the file.
    let path: String

    /// The name of the interface.
    let interface: String

    /// The version of the interface.
    let version: UInt32

    /// The hash of the interface, in hexadecimal.
    let interfaceHash: String

    /// The hash that the file states, in hexadecimal; `nil` when it states none.
    let pluginHash: String?

    /// Whether the plugin fits.
    let fits: Bool

    /// The canonical lines that the file has and the interface has not.
    let removedLines: [String]

    /// The canonical lines that the interface has and the file has not.
    let addedLines: [String]

    /// What keeps the plugin from fitting.
    let problems: [PluginCheck.Finding]

    /// What is worth knowing, and is no obstacle.
    let notes: [PluginCheck.Finding]

    /// What was changed in the file; `nil` when nothing was to be changed.
    var changes: [String]?

    /// Describes the differences.
    init(_ check: PluginCheck, path: String, plugin: PluginDescription, source: InterfaceSource) {
        self.path = path
        interface = source.model.name
        version = source.model.version
        interfaceHash = Format.hash(source.hash)
        pluginHash = plugin.hash?.value
        problems = check.problems
        notes = check.notes
        fits = check.problems.isEmpty
        // Without lines of the plugin's there is nothing to tell.
        let lines = plugin.lines?.value
        removedLines = (lines ?? []).filter { !source.canonicalLines.contains($0) }
        addedLines = lines.map { lines in source.canonicalLines.filter { !lines.contains($0) } } ?? []
    }

    /// A line for each change and each difference, and what follows from them.
    var text: String {
        var lines = (changes ?? []).map { "\(path): \($0)" }
        for problem in problems {
            lines.append(line(problem, "error"))
            if problem.kind == .hash {
                lines += removedLines.map { "  - \($0)" } + addedLines.map { "  + \($0)" }
            }
        }
        lines += notes.map { line($0, "note") }
        let name = "\(interface), version \(version)"
        let count = problems.count
        lines.append(
            fits ? "\(path) fits \(name)" : "\(path) does not fit \(name): \(count) problem\(count == 1 ? "" : "s")"
        )
        return lines.map { Format.shown($0) + "\n" }.joined()
    }

    private func line(_ finding: PluginCheck.Finding, _ severity: String) -> String {
        "\(path):\(finding.line.map { "\($0):" } ?? "") \(severity): \(finding.message)"
    }
}

#endif
