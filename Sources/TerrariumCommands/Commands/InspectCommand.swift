import ArgumentParser
import Terrarium

/// `terrarium inspect`: what a package says about itself, and the methods it has.
struct InspectCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show a package's manifest and methods.",
        discussion: """
            The plugin is loaded, which runs the code of its module; with --no-load only its manifest is read.

            Examples:
              terrarium inspect greeter
              terrarium inspect ./plugins/greeter --no-load --json
            """
    )

    @Argument(help: "The name of a package on the search paths, a package's directory (with a /), or a .py file.")
    var package: String

    @Flag(help: "Run no code: show the manifest alone.")
    var noLoad = false

    @OptionGroup var host: HostOptions
    @OptionGroup var reporting: ReportOptions

    mutating func validate() throws {
        if noLoad, package.hasSuffix(".py") {
            throw ValidationError("A single file has no manifest; leave out --no-load to see its functions.")
        }
    }

    func run(on console: Console) throws -> ExitStatus {
        let folder = try package.hasSuffix(".py") ? nil : folder(console)
        var report = PackageReport(path: folder?.directory ?? package, manifest: folder?.manifest)
        if !noLoad {
            let plugin = try host.makeHost(console).load(folder?.directory ?? package)
            report.module = PackageReport.Module(plugin)
            plugin.unload(console)
        }
        try console.write(reporting.json ? JSONText.report(report) : report.text)
        return .success
    }

    /// Finds the package without loading it, by the rules of `PluginHost.load`.
    private func folder(_ console: Console) throws(PackageError) -> PackageFolder {
        guard package.contains("/") || package == "." || package == ".." else {
            return try PackageDiscovery(searchPaths: host.search.paths(console)).find(package)
        }
        return try PackageFolder(package)
    }
}
