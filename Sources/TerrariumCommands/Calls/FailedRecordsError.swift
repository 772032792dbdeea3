/// The end of a JSON Lines input of which some records failed, each of which has been reported.
struct FailedRecordsError: ReportableError {
    /// How many failed.
    let failed: Int

    /// How many there were.
    let records: Int

    var report: ErrorReport {
        ErrorReport(
            .callFailed,
            kind: "FailedRecordsError",
            code: "recordsFailed",
            message: "\(Format.count(failed)) of \(Format.count(records)) records failed"
        )
    }
}
