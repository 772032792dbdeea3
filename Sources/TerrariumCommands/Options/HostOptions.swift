import ArgumentParser
import Logging
import Terrarium

/// How Python is started and plugins are loaded.
struct HostOptions: ParsableArguments {
    @OptionGroup var search: SearchOptions

    @Flag(help: "Let plugins import the packages of the Python installation.")
    var sitePackages = false

    @Option(
        help: ArgumentHelp("Let plugins import the packages of a virtual environment.", valueName: "dir"),
        completion: .directory
    )
    var venv: String?

    @Option(
        help: ArgumentHelp("Python's prefix; by default it is found from the library.", valueName: "dir"),
        completion: .directory
    )
    var home: String?

    @Flag(help: "Do not keep compiled code between runs.")
    var noCache = false

    @Flag(help: "Convert values as Fidius does, for packages that do not say how.")
    var fidius = false

    @Flag(help: "Show what plugins log at level debug too.")
    var verbose = false

    mutating func validate() throws {
        if sitePackages, venv != nil { throw ValidationError("Give either --site-packages or --venv.") }
    }

    /// How Python is started.
    var python: PythonConfiguration {
        PythonConfiguration(
            home: home,
            sitePackages: venv.map { .virtualEnvironment(path: $0) } ?? (sitePackages ? .system : .none),
            codeCache: noCache ? .none : .user
        )
    }

    /// Starts Python and makes a host, whose plugins write to the console.
    ///
    /// - Throws: `RuntimeError`.
    func makeHost(_ console: Console) throws(RuntimeError) -> PluginHost {
        let handler = ConsoleLogHandler(console.diagnostics, logLevel: verbose ? .debug : .info)
        return try PluginHost(
            searchPaths: search.paths(console),
            configuration: PluginHost.Configuration(
                python: python,
                compatibility: fidius ? .fidius : .strict,
                // Somebody asked for this output, so all of it is shown.
                output: OutputLimits(linesPerSecond: .max),
                logger: Logger(label: "terrarium") { _ in handler }
            )
        )
    }
}
