#if Macros

import TerrariumSyntax

/// Swift source that is wrong, or that plugins cannot have.
struct SourceError: ReportableError {
    /// Everything that was found; at least one error.
    let diagnostics: [SourceDiagnostic]

    var report: ErrorReport {
        let errors = diagnostics.filter { $0.severity == .error }
        let message = "\(errors.count) error\(errors.count == 1 ? "" : "s") in the Swift source"
        var report = ErrorReport(
            .usage,
            kind: "SourceError",
            code: "source",
            message: message,
            text: ([message] + diagnostics.map(\.description)).joined(separator: "\n")
        )
        report.path = errors.first?.file
        report.problems = errors.map { error in
            // Notes have no entry of their own.
            let text = ([error.message] + error.notes).joined(separator: "; ")
            return ErrorReport.Problem(line: error.line, column: error.column, message: text)
        }
        return report
    }
}

#endif
