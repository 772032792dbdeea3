#if Macros

/// A plugin's file that Python cannot read.
struct PluginSourceError: ReportableError {
    /// The path of the file.
    let path: String

    /// What is wrong with it.
    let mistake: PluginDescription.Mistake

    var report: ErrorReport {
        let message = "\(path) is not a Python file: \(mistake.message)"
        let place = [path, mistake.line.map(String.init), mistake.column.map(String.init)].compactMap { $0 }
        var report = ErrorReport(
            .usage,
            kind: "PluginSourceError",
            code: "pluginSource",
            message: message,
            text: "\(message)\n\(place.joined(separator: ":")): error: \(mistake.message)"
        )
        report.path = path
        report.problems = [
            ErrorReport.Problem(line: mistake.line, column: mistake.column, message: mistake.message)
        ]
        return report
    }
}

#endif
