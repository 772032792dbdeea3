public import Foundation

/// What a command reads from and writes to: three open files and the environment.
public struct Console: Sendable {
    /// What `-` means as an input.
    let input: Descriptor

    /// Where results go, and nothing else.
    let output: Descriptor

    /// Where everything else goes: errors, plugins' output, progress.
    let diagnostics: Diagnostics

    /// The environment variables that commands look at.
    let environment: [String: String]

    /// Creates a console over open files, which stay the caller's to close.
    ///
    /// - Parameters:
    ///   - input: The number of the file to read from.
    ///   - output: The number of the file for results.
    ///   - error: The number of the file for errors.
    ///   - environment: The environment variables.
    public init(
        input: Int32 = STDIN_FILENO,
        output: Int32 = STDOUT_FILENO,
        error: Int32 = STDERR_FILENO,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.input = Descriptor(number: input, name: "standard input")
        self.output = Descriptor(number: output, name: "standard output")
        diagnostics = Diagnostics(Descriptor(number: error, name: "standard error"))
        self.environment = environment
    }

    /// Writes a text to the output.
    func write(_ text: String) throws(FileError) {
        try output.write(Array(text.utf8))
    }
}
