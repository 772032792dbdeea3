import ArgumentParser
import Baselines
import Foundation
import Platform
import Terrarium

/// Measures Terrarium beside other ways to do the same, and prints a table.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures Terrarium beside the bare C API, C with json and orjson, and pybind11."
    )

    @Option(help: "The folder of the reference plugins.")
    var plugins: String

    @Option(help: "The folder of the Python package `terrarium`.")
    var sdk: String

    @Option(help: "A virtual environment of the same Python that has orjson.")
    var environment: String

    @Option(help: "A folder for temporary files.")
    var scratch: String

    @Option(help: "Write the raw figures to this file as JSON.")
    var json: String?

    @Option(help: "Write the table to this file as well.")
    var markdown: String?

    @Flag(help: "Run each candidate for a few milliseconds only: shows that everything works, and no more.")
    var quick = false

    @Flag(help: "With --quick, measure documents of 100 MB all the same.")
    var large = false

    @Flag(help: "Exit with 1 when a call allocates more than its bar allows. Unlike times, that does not drift.")
    var gate = false

    @Option(help: "Only the section of this name (repeatable).")
    var only: [String] = []

    func run() throws {
        let pinned = platform_pin()
        let loadBefore = Self.load()
        let setup = try Setup(plugins: plugins, environment: environment, quick: quick, large: large || !quick)
        try Baseline.prepare()

        // Memory comes before what leaves large blocks behind.
        let sections: [(name: String, measure: () throws -> [Row])] = [
            ("Attach", { try AttachRows.measure(setup) }),
            ("Calls", { try CallRows.measure(setup) }),
            ("Typed", { try TypedRows.measure(setup) }),
            ("Errors", { try ErrorRows.measure(setup) }),
            ("Memory", { try MemoryRows.measure(setup) }),
            ("Allocations", { try AllocationRows.measure(setup) }),
            ("Start", { try StartRows(setup: setup, sdk: sdk, scratch: scratch).measure() }),
            ("Raw", { try RawRows.measure(setup) }),
            ("Documents", { try DocumentRows.measure(setup) }),
        ]
        var rows: [Row] = []
        for section in sections where only.isEmpty || only.contains(section.name) {
            FileHandle.standardError.write(Data("measuring: \(section.name)\n".utf8))
            rows += try section.measure()
        }

        let report = Report(
            environment: Report.Environment(
                python: setup.host.capabilities.version.map(String.init).joined(separator: "."),
                system: ProcessInfo.processInfo.operatingSystemVersionString,
                processors: ProcessInfo.processInfo.processorCount,
                pinned: pinned,
                orjson: unsafe String(cString: baseline_orjson_version()),
                pybind11: unsafe String(cString: baseline_pybind11_version()),
                date: Date.now.formatted(.iso8601.year().month().day()),
                quick: quick,
                load: [loadBefore, Self.load()]
            ),
            rows: rows
        )
        print(report.markdown)
        if let markdown { try report.markdown.write(toFile: markdown, atomically: true, encoding: .utf8) }
        if let json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(report).write(to: URL(filePath: json))
        }
        if gate, rows.contains(where: { $0.unit == .allocations && $0.holds == false }) { throw ExitCode.failure }
    }

    /// The load of the machine over one minute.
    private static func load() -> Double {
        var load = 0.0
        return unsafe getloadavg(&load, 1) == 1 ? load : 0
    }
}
