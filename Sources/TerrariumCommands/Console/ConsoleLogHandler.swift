import Logging

/// Writes what plugins print and log to standard error, a line each: `[greeter] text`.
struct ConsoleLogHandler: LogHandler {
    /// The least level that is written.
    var logLevel: Logger.Level

    /// What every line carries; `plugin` is the one that is shown.
    var metadata: Logger.Metadata = [:]

    private let diagnostics: Diagnostics

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - diagnostics: Where lines go.
    ///   - logLevel: The least level that is written.
    init(_ diagnostics: Diagnostics, logLevel: Logger.Level) {
        self.diagnostics = diagnostics
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let source = metadata["plugin"] ?? event.metadata?["plugin"] ?? "terrarium"
        let level = event.level == .info ? "" : "\(event.level): "
        let lines = "\(event.message)".split(separator: "\n", omittingEmptySubsequences: false)
        diagnostics.write(lines.map { "[\(source)] \(level)\($0)" }.joined(separator: "\n"))
    }
}
