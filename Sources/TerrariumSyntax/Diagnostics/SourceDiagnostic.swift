/// A problem in a source file, as `terrarium stub` prints it.
package struct SourceDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How bad it is.
    package enum Severity: String, Sendable, Hashable {
        /// Nothing can be written.
        case error
        /// The stub says less than it could.
        case warning
    }

    /// How bad it is.
    package var severity: Severity
    /// The path of the file, as it was given.
    package var file: String
    /// From 1.
    package var line: Int
    /// In UTF-8 bytes, from 1.
    package var column: Int
    /// What is wrong.
    package var message: String
    /// What to write instead.
    package var notes: [String]

    /// Creates a diagnostic.
    package init(severity: Severity, file: String, line: Int, column: Int, message: String, notes: [String]) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.notes = notes
    }

    /// One line for the message and one for each note: `FILE:LINE:COLUMN: error: …`.
    package var description: String {
        let place = "\(file):\(line):\(column): "
        let lines = ["\(severity.rawValue): \(message)"] + notes.map { "note: \($0)" }
        return lines.map { place + $0 }.joined(separator: "\n")
    }
}
