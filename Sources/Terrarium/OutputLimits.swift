/// What of a plugin's output is kept and logged.
///
/// A plugin that floods its output slows nobody but itself down.
public struct OutputLimits: Sendable, Hashable {
    /// Lines that are logged in one second, per plugin; more are counted and dropped.
    ///
    /// The default is 1 000.
    public var linesPerSecond: Int

    /// Bytes of one line; the rest of a longer one is dropped.
    ///
    /// The default is 8 192.
    public var lineBytes: Int

    /// The last lines that are kept for error messages.
    ///
    /// The default is 20.
    public var keptLines: Int

    /// Creates limits; see the properties for defaults.
    public init(linesPerSecond: Int = 1000, lineBytes: Int = 8192, keptLines: Int = 20) {
        self.linesPerSecond = linesPerSecond
        self.lineBytes = lineBytes
        self.keptLines = keptLines
    }
}
