/// What a command ends with.
public enum ExitStatus: Int32, Sendable, CaseIterable {
    /// The command did what it was asked to.
    case success = 0
    /// A call failed: the plugin raised, or its input or result was refused.
    case callFailed = 1
    /// Wrong usage, or a file that cannot be read or written.
    case usage = 2
    /// Python, a package or a plugin could not be loaded.
    case cannotLoad = 3
    /// The reader of the output went away. It is what a shell reports for a program that `SIGPIPE` ended.
    case readerGone = 141
}
