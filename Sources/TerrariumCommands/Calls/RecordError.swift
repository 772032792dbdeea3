import Terrarium

/// A record of a JSON Lines input for which the call failed.
struct RecordError: ReportableError {
    /// The record's line, from 1.
    let line: Int

    /// Why the call failed.
    let error: CallError

    var report: ErrorReport {
        var report = error.report
        report.line = line
        return report
    }
}
