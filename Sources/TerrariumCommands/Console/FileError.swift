import Foundation

/// A file that could not be opened, read or written.
struct FileError: ReportableError {
    /// What was tried.
    enum Operation: String {
        case open
        case read
        case write
        case replace
    }

    /// What was tried.
    let operation: Operation

    /// The path of the file, or what a stream is called.
    let file: String

    /// The system's number for what went wrong.
    let number: Int32

    /// Records a failure.
    init(_ operation: Operation, _ file: String, _ number: Int32) {
        self.operation = operation
        self.file = file
        self.number = number
    }

    var report: ErrorReport {
        ErrorReport(
            number == EPIPE ? .readerGone : .usage,
            kind: "FileError",
            code: operation.rawValue,
            message: "cannot \(operation.rawValue) \(file): \(unsafe String(cString: strerror(number)))"
        )
    }
}
