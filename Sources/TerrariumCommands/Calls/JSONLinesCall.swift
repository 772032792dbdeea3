import Terrarium

/// A call of one method for every line of a JSON Lines input, with a result line each.
///
/// Results are buffered, but never held back while the input makes the command wait.
struct JSONLinesCall {
    /// What happens when a record fails.
    enum FailureRule {
        /// The command ends.
        case stop
        /// The record is reported, with its traceback or in one line, and the next one follows.
        case report(inFull: Bool, asJSON: Bool)
    }

    /// The plugin.
    let plugin: Plugin

    /// The method.
    let index: Int

    /// Where results go.
    let output: OutputFile

    /// Where progress and failures are shown.
    let diagnostics: Diagnostics

    /// What happens when a record fails.
    let failures: FailureRule

    /// Makes all calls.
    ///
    /// - Parameter lines: The input.
    /// - Throws: ``RecordError`` for a record that failed, ``FailedRecordsError`` at the end when some did, and
    ///   ``FileError``.
    func run(_ lines: consuming LineReader) throws {
        var progress = ProgressBar(on: diagnostics, totalBytes: lines.file.regularSize)
        var records = 0
        var failed = 0
        // An error is shown below whatever is drawn last.
        defer { progress?.finish(bytes: lines.position, records: records) }
        repeat {
            while let line = lines.next() {
                let text = lines.bytes.span.extracting(line)
                guard !Self.isBlank(text) else { continue }
                records += 1
                let result: [UInt8]
                do throws(CallError) {
                    result = try plugin.callTypedJSON(index, text)
                } catch {
                    failed += 1
                    try report(RecordError(line: lines.number, error: error))
                    continue
                }
                try output.append(result)
                try output.append(UInt8(ascii: "\n"))
                progress?.update(bytes: lines.position, records: records)
            }
            try output.flush()
        } while try lines.fill()
        try output.commit()
        if failed > 0 { throw FailedRecordsError(failed: failed, records: records) }
    }

    /// Ends the command, or shows the error and goes on.
    private func report(_ error: RecordError) throws {
        switch failures {
        case .stop:
            try output.flush()
            throw error
        case .report(_, asJSON: true): diagnostics.write(error.report.json)
        case .report(inFull: true, _): diagnostics.write(error.report.text)
        case .report: diagnostics.write(error.report.summary)
        }
    }

    /// Whether a line has nothing but JSON's white space.
    private static func isBlank(_ line: Span<UInt8>) -> Bool {
        for index in line.indices {
            switch line[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
            default: return false
            }
        }
        return true
    }
}
