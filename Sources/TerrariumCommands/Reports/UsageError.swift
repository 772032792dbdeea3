/// A command line that makes no sense.
struct UsageError: ReportableError {
    let report: ErrorReport

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - message: What is wrong, in one line.
    ///   - text: What the argument parser shows of it: the message after `error: `, and the usage.
    init(_ message: String, text: String? = nil) {
        let prefix = TerrariumCommand._errorPrefix
        let body = text.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
        report = ErrorReport(.usage, kind: "UsageError", code: "usage", message: message, text: body)
    }
}
