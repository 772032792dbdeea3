import ArgumentParser
import Terrarium

/// `terrarium list`: the packages on the search paths, none of whose code runs.
struct ListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the packages that are found.",
        discussion: """
            Every package is listed, also those that cannot be used, with the reason. Needs no Python.

            Examples:
              terrarium list --plugins plugins --plugins /opt/plugins
              terrarium list --json
            """
    )

    @OptionGroup var search: SearchOptions
    @OptionGroup var reporting: ReportOptions

    func run(on console: Console) throws -> ExitStatus {
        let report = PackageListReport(PackageDiscovery(searchPaths: search.paths(console)))
        if reporting.json {
            try console.write(JSONText.report(report))
        } else {
            for problem in report.problems { console.diagnostics.write("warning: \(problem)") }
            try console.write(report.text)
        }
        return .success
    }
}
