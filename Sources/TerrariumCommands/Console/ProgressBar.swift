/// A line on the terminal that says how far a command is.
///
/// It is drawn at most ten times a second, and not at all where standard error is no terminal.
struct ProgressBar {
    private static let interval = Duration.milliseconds(100)

    private let diagnostics: Diagnostics
    private let totalBytes: Int?
    private let start = ContinuousClock.now
    private var nextDrawing = ContinuousClock.now + interval

    /// Begins.
    ///
    /// - Parameters:
    ///   - diagnostics: Where to draw.
    ///   - totalBytes: How many bytes there are to do; `nil` when nobody knows.
    /// - Returns: `nil` when standard error is no terminal.
    init?(on diagnostics: Diagnostics, totalBytes: Int?) {
        guard diagnostics.descriptor.isTerminal else { return nil }
        self.diagnostics = diagnostics
        self.totalBytes = totalBytes
    }

    /// Notes how much is done, and draws the line when it is time to.
    mutating func update(bytes: Int, records: Int) {
        let now = ContinuousClock.now
        guard now >= nextDrawing else { return }
        nextDrawing = now + Self.interval
        let progress = Progress(bytes: bytes, totalBytes: totalBytes, records: records, elapsed: now - start)
        diagnostics.show(progress.line(width: diagnostics.descriptor.terminalWidth ?? 80))
    }

    /// Replaces the line with a summary.
    func finish(bytes: Int, records: Int) {
        diagnostics.show("")
        let progress = Progress(bytes: bytes, totalBytes: totalBytes, records: records, elapsed: .now - start)
        diagnostics.write(progress.summary)
    }
}
