/// What plugin code raised.
///
/// A snapshot: it holds no Python object, may cross threads and outlives the plugin. Arguments of the call are not part of
/// it, unless the plugin put them into its own message.
///
/// ```swift
/// do {
///     _ = try plugin.callTypedJSON("greet", Array(#"[""]"#.utf8))
/// } catch {
///     if let raised = error.pluginError, raised.code == "EMPTY_INPUT" { print(raised.message) }
/// }
/// ```
public struct PluginError: Error, Sendable, Hashable {
    /// Where a plugin's code was when it raised.
    public struct Frame: Sendable, Hashable {
        /// The file, as Python names it.
        public var file: String
        /// The line, from 1; `nil` when Python does not know it.
        public var line: Int?
        /// The qualified name of the function.
        public var function: String
    }

    private enum Storage: Sendable, Hashable {
        case made(code: String, message: String, details: String?)
        case recorded(ExceptionRecord)
    }

    private let storage: Storage

    /// Creates an error that did not come out of Python, as a stand-in for a plugin in tests or a host's own answer.
    ///
    /// - Parameters:
    ///   - code: What went wrong, for programs.
    ///   - message: What went wrong, for people.
    ///   - details: More, as JSON text.
    public init(code: String, message: String, details: String? = nil) {
        storage = .made(code: code, message: message, details: details)
    }

    package init(_ record: ExceptionRecord) {
        storage = .recorded(record)
    }

    /// What went wrong, for programs: the `code` of a `terrarium.PluginError`, or the unqualified name of the exception's
    /// type (`ValueError`).
    public var code: String {
        switch storage {
        case .made(let code, _, _): code
        case .recorded(let record):
            record.code ?? (record.isPluginError ? "PluginError" : record.unqualifiedTypeName)
        }
    }

    /// What went wrong, for people: the `message` of a `terrarium.PluginError`, or `str()` of the exception.
    ///
    /// At most 64 KiB, with both ends kept.
    public var message: String {
        switch storage {
        case .made(_, let message, _): message
        case .recorded(let record): record.pluginMessage ?? record.message
        }
    }

    /// The `details` of a `terrarium.PluginError` as JSON text; `nil` when there are none or they have no JSON form.
    public var details: String? {
        switch storage {
        case .made(_, _, let details): details
        case .recorded(let record): record.details
        }
    }

    /// The name of the exception's type with its module (`decimal.InvalidOperation`); built-in types have no module.
    public var typeName: String {
        switch storage {
        case .made: "PluginError"
        case .recorded(let record): record.typeName
        }
    }

    /// The frames of the traceback, outermost first; at most 64, from both ends.
    public var frames: [Frame] {
        guard case .recorded(let record) = storage else { return [] }
        return record.traceback.compactMap { entry in
            guard case .frame(let frame) = entry else { return nil }
            return Frame(file: frame.file, line: frame.line, function: frame.function)
        }
    }

    /// The notes that Python code added to the exception.
    public var notes: [String] {
        guard case .recorded(let record) = storage else { return [] }
        return record.notes
    }

    /// What the exception was raised from, or was being handled when it was raised.
    public var cause: PluginError? {
        guard case .recorded(let record) = storage else { return nil }
        return (record.cause ?? record.context).map(PluginError.init)
    }

    /// The traceback as Python prints it, with causes, notes and members of groups.
    ///
    /// Lines of source are read from the files when this is called, not when the exception was raised.
    public var traceback: String {
        guard case .recorded(let record) = storage else { return description }
        return TracebackText(record).text
    }
}

extension PluginError: CustomStringConvertible {
    /// One line: the code and the message.
    public var description: String {
        "[\(code)] \(message)"
    }
}
