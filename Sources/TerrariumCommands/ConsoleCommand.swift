import ArgumentParser

/// A command that reads and writes through a ``Console``, so that tests can run it.
protocol ConsoleCommand: ParsableCommand {
    /// Runs the command.
    ///
    /// - Returns: The status to exit with, where that is not told by an error.
    /// - Throws: A ``ReportableError``, or the argument parser's `ValidationError`.
    func run(on console: Console) throws -> ExitStatus
}
