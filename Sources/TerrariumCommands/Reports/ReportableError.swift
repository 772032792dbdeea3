import Terrarium

/// An error that a command can end with.
protocol ReportableError: Error {
    /// How the error is shown, and the status that it leads to.
    var report: ErrorReport { get }
}

extension CallError: ReportableError {
    var report: ErrorReport {
        // The last two come of the command line alone; the plugin had no part in them.
        let isUsage = code == .noSuchMethod || code == .wrongWire
        var report = ErrorReport(
            isUsage ? .usage : .callFailed,
            kind: "CallError",
            code: "\(code)",
            message: message,
            text: detailedDescription()
        )
        report.path = path
        report.offset = offset
        report.plugin = pluginError.map(ErrorReport.Raised.init)
        report.output = output
        return report
    }
}

extension LoadError: ReportableError {
    var report: ErrorReport {
        // The cause has every problem of a manifest, and its message is this error's.
        let manifestText = (cause as? PackageError).map { "\(code): \($0.detailedDescription())" }
        var report = ErrorReport(
            .cannotLoad,
            kind: "LoadError",
            code: "\(code)",
            message: message,
            text: manifestText ?? detailedDescription()
        )
        report.plugin = pluginError.map(ErrorReport.Raised.init)
        report.output = output
        report.problems = (cause as? PackageError)?.report.problems ?? []
        return report
    }
}

extension RuntimeError: ReportableError {
    var report: ErrorReport {
        ErrorReport(
            .cannotLoad,
            kind: "RuntimeError",
            code: "\(code)",
            message: message,
            text: "\(self)\nRun `terrarium doctor` to see what is missing."
        )
    }
}

extension PackageError: ReportableError {
    var report: ErrorReport {
        var report = ErrorReport(
            .cannotLoad,
            kind: "PackageError",
            code: "\(code)",
            message: message,
            text: detailedDescription()
        )
        report.path = path
        report.problems = problems.map { ErrorReport.Problem(line: $0.line, column: $0.column, message: $0.message) }
        if let cause { report.problems += cause.report.problems }
        return report
    }
}
