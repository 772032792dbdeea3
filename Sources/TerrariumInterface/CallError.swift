/// Why a call gave no result.
///
/// Two errors are equal when their codes are.
public struct CallError: Error, Sendable {
    /// The kind of failure.
    ///
    /// New codes may come with new versions.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, Sendable {
            case pluginFailed, invalidInput, inputTooLarge, invalidResult, resultTooLarge, noSuchMethod, wrongWire
            case optionalMethodMissing, unloaded, viewKept, outOfMemory
        }

        private let value: Value

        /// The plugin's code raised; ``CallError/pluginError`` is what it raised.
        public static let pluginFailed = Code(value: .pluginFailed)
        /// The input is not JSON, is JSON that the limits refuse, or has a typed argument without a form in Python;
        /// ``CallError/offset`` and ``CallError/path`` say where.
        public static let invalidInput = Code(value: .invalidInput)
        /// The input is longer than the limit.
        public static let inputTooLarge = Code(value: .inputTooLarge)
        /// The plugin's result has no form on this wire, or is not of the type that a client declares; ``CallError/path`` says
        /// which part of it.
        public static let invalidResult = Code(value: .invalidResult)
        /// The result is longer than the limit.
        public static let resultTooLarge = Code(value: .resultTooLarge)
        /// The interface has no method of that index or name.
        public static let noSuchMethod = Code(value: .noSuchMethod)
        /// The method is declared for the other wire.
        public static let wrongWire = Code(value: .wrongWire)
        /// The method is optional, and this plugin does not have it; ask ``PluginClient/has(_:)`` first.
        public static let optionalMethodMissing = Code(value: .optionalMethodMissing)
        /// The plugin was unloaded.
        public static let unloaded = Code(value: .unloaded)
        /// A method kept a slice or a buffer of its view of the caller's memory beyond its call.
        ///
        /// The memory stays valid for as long as the plugin keeps the view.
        public static let viewKept = Code(value: .viewKept)
        /// There is no memory for the call outside Python. (Python's own `MemoryError` is ``pluginFailed``.)
        public static let outOfMemory = Code(value: .outOfMemory)

        /// The name of the code.
        public var description: String { value.rawValue }
    }

    private final class Storage: Sendable {
        let code: Code
        let message: String
        let path: String?
        let offset: Int?
        let pluginError: PluginError?
        let output: [String]

        init(code: Code, message: String, path: String?, offset: Int?, pluginError: PluginError?, output: [String]) {
            self.code = code
            self.message = message
            self.path = path
            self.offset = offset
            self.pluginError = pluginError
            self.output = output
        }
    }

    private let storage: Storage

    package init(
        _ code: Code,
        _ message: String,
        path: String? = nil,
        offset: Int? = nil,
        pluginError: PluginError? = nil,
        output: [String] = []
    ) {
        storage = Storage(
            code: code,
            message: message,
            path: path,
            offset: offset,
            pluginError: pluginError,
            output: output
        )
    }

    /// The kind of failure.
    public var code: Code { storage.code }

    /// What happened and what to do about it.
    ///
    /// Holds no argument of the call.
    public var message: String { storage.pluginError?.description ?? storage.message }

    /// The place in the input or the result, such as `$.rows[3].ts`.
    public var path: String? { storage.path }

    /// The place in the input, in bytes from its start.
    public var offset: Int? { storage.offset }

    /// What the plugin raised.
    public var pluginError: PluginError? { storage.pluginError }

    /// The last lines that the plugin had written when the call failed.
    public var output: [String] { storage.output }

    /// The same error with the lines that the plugin wrote.
    package func with(output: [String]) -> CallError {
        guard !output.isEmpty else { return self }
        return CallError(
            code,
            storage.message,
            path: path,
            offset: offset,
            pluginError: pluginError,
            output: output
        )
    }
}

extension CallError: Equatable {
    /// Whether two errors have one code.
    public static func == (left: CallError, right: CallError) -> Bool { left.code == right.code }
}

extension CallError: CustomStringConvertible {
    /// One line: the code and the message.
    public var description: String { "\(code): \(message)" }

    /// Several lines: the message, the plugin's traceback, and what it wrote.
    public func detailedDescription() -> String {
        ErrorText.detailed(description, pluginError: pluginError, output: output)
    }
}
