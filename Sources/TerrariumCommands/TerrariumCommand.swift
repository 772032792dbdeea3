public import ArgumentParser
import Foundation

/// The command `terrarium`: what it is called with, and what it ends with.
///
/// ```swift
/// TerrariumCommand.prepareProcess()
/// exit(TerrariumCommand.run(arguments: Array(CommandLine.arguments.dropFirst())))
/// ```
public struct TerrariumCommand: ParsableCommand {
    /// The version that `--version` prints.
    public static let version = "0.1.0"

    /// The name, the help and the subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "terrarium",
        abstract: "Run Python plugins, and find out about them.",
        discussion: """
            Examples:
              terrarium list                            the packages in ./plugins
              terrarium inspect greeter                 manifest and methods
              terrarium call greeter greet '["World"]'  call a method
              terrarium call script.py main             call a function of a file
              terrarium doctor                          what is missing

            Environment:
              TERRARIUM_PLUGINS  directories of packages, joined by colons

            Exit codes:
              0    ok
              1    the call failed: the plugin raised, or its input or result
                   was refused; or a plugin does not fit its interface
              2    wrong usage, or a file that cannot be read or written
              3    Python, the package or the plugin could not be loaded
              141  the reader of the output went away
            """,
        version: version,
        subcommands: subcommands
    )

    private static var subcommands: [any ParsableCommand.Type] {
        var commands: [any ParsableCommand.Type] = [
            ListCommand.self, InspectCommand.self, CallCommand.self, DoctorCommand.self,
        ]
        #if Macros
        commands += [StubCommand.self, SchemaCommand.self]
        #endif
        return commands
    }

    /// What the text of a usage error begins with; the same as for all other errors.
    public static var _errorPrefix: String { "error: " }

    /// Creates the command; only the argument parser does.
    public init() {}

    /// Sets up the signals of a process that runs one command.
    ///
    /// A reader of the output that goes away (`| head`) becomes an error of the write, which Python plugins expect too, and
    /// an interrupted command leaves no unfinished file.
    public static func prepareProcess() {
        signal(SIGPIPE, SIG_IGN)
        UnfinishedFile.removeOnSignals()
    }

    /// Runs a command line.
    ///
    /// It never ends the process, and reports every error on the console.
    ///
    /// - Parameters:
    ///   - arguments: The arguments, without the name of the program.
    ///   - console: Where it reads and writes; by default the standard streams of the process.
    /// - Returns: The status to exit with: the raw value of an ``ExitStatus``.
    public static func run(arguments: [String], console: Console = Console()) -> Int32 {
        let options = arguments.prefix { $0 != "--" }
        do {
            return try run(arguments, on: console).rawValue
        } catch {
            let report = ErrorReport(error)
            // Whoever closed the output knows.
            if report.status != .readerGone {
                console.diagnostics.write(options.contains("--json") ? report.json : report.text)
            }
            return report.status.rawValue
        }
    }

    private static func run(_ arguments: [String], on console: Console) throws -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if let command = command as? any ConsoleCommand { return try command.run(on: console) }
            // What the parser itself brings, such as `help`, throws its text.
            try command.run()
            return .success
        } catch  where exitCode(for: error) == .success {
            try console.write(fullMessage(for: error) + "\n")
            return .success
        } catch let error as any ReportableError {
            throw error
        } catch {
            throw UsageError(message(for: error), text: fullMessage(for: error))
        }
    }
}
