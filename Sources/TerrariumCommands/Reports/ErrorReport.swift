import Terrarium

/// An error as a command shows it: a readable block, or a JSON object on one line.
struct ErrorReport: Encodable {
    /// What the plugin's code raised.
    struct Raised: Encodable {
        var code: String
        var type: String
        var message: String
        /// The details of a `PluginError`, as JSON text.
        var details: String?
        var notes: [String]
        var traceback: String

        init(_ error: PluginError) {
            code = error.code
            type = error.typeName
            message = error.message
            details = error.details
            notes = error.notes
            traceback = error.traceback
        }
    }

    /// One thing that is wrong with a file.
    struct Problem: Encodable {
        var line: Int?
        var column: Int?
        var message: String
    }

    /// The status that the error leads to.
    let status: ExitStatus

    /// The type of the error, such as `CallError`.
    let kind: String

    /// The code of the error, such as `pluginFailed`.
    let code: String

    /// What happened and what to do about it.
    let message: String

    /// The line of a JSON Lines input, from 1.
    var line: Int?

    /// A file, or a place in a value.
    var path: String?

    /// Bytes from the start of the input.
    var offset: Int?

    /// What the plugin's code raised.
    var plugin: Raised?

    /// The last lines that the plugin wrote.
    var output: [String] = []

    /// Everything that is wrong with a package.
    var problems: [Problem] = []

    /// What the block says after `error: `.
    private let body: String

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - status: The status that the error leads to.
    ///   - kind: The type of the error.
    ///   - code: The code of the error.
    ///   - message: What happened.
    ///   - text: The readable block without `error: `, if it is more than the message.
    init(_ status: ExitStatus, kind: String, code: String, message: String, text: String? = nil) {
        self.status = status
        self.kind = kind
        self.code = code
        self.message = message
        body = text ?? message
    }

    /// The report of any error.
    init(_ error: any Error) {
        self =
            (error as? any ReportableError)?.report
            ?? ErrorReport(.usage, kind: "\(type(of: error))", code: "unknown", message: "\(error)")
    }

    /// The readable block.
    var text: String {
        "error: " + (line.map { "line \($0): " } ?? "") + body
    }

    /// The first line of the readable block.
    var summary: String {
        String(text.prefix { $0 != "\n" })
    }

    /// The JSON object, on one line: `{"error":{…}}`.
    var json: String {
        JSONText.line(["error": self])
    }

    private enum CodingKeys: String, CodingKey {
        case exitCode, kind, code, message, line, path, offset, plugin, output, problems
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status.rawValue, forKey: .exitCode)
        try container.encode(kind, forKey: .kind)
        try container.encode(code, forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(line, forKey: .line)
        try container.encodeIfPresent(path, forKey: .path)
        try container.encodeIfPresent(offset, forKey: .offset)
        try container.encodeIfPresent(plugin, forKey: .plugin)
        if !output.isEmpty { try container.encode(output, forKey: .output) }
        if !problems.isEmpty { try container.encode(problems, forKey: .problems) }
    }
}
