/// Why a plugin was not loaded.
///
/// Nothing of it is left behind.
///
/// Two errors are equal when their codes are.
public struct LoadError: Error, Sendable {
    /// The kind of failure.
    ///
    /// New codes may come with new versions.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String

        init(_ name: String) {
            self.name = name
        }

        /// No package of that name on the search paths, or no such file.
        public static let notFound = Code("notFound")
        /// The package's manifest cannot be used; ``LoadError/cause`` is a `PackageError`.
        public static let invalidPackage = Code("invalidPackage")
        /// The package is not written in Python.
        public static let notPython = Code("notPython")
        /// The package's `requires_python` does not allow the Python that runs here.
        public static let unsupportedPython = Code("unsupportedPython")
        /// The entry module is not in the package.
        public static let entryModuleNotFound = Code("entryModuleNotFound")
        /// The entry module has the name of a module of the standard library or of the SDK.
        public static let entryModuleReserved = Code("entryModuleReserved")
        /// The module raised while it was imported; ``LoadError/pluginError`` is what it raised.
        public static let importFailed = Code("importFailed")
        /// The module has no `__interface_hash__`.
        public static let hashMissing = Code("hashMissing")
        /// `__interface_hash__` is not an integer from 0 to 2^64 - 1.
        public static let hashNotInteger = Code("hashNotInteger")
        /// The module was written for another interface; ``LoadError/message`` shows the difference as far as it is known.
        public static let hashMismatch = Code("hashMismatch")
        /// A method is missing; ``LoadError/message`` has a line for everything else that is wrong with the methods.
        public static let methodMissing = Code("methodMissing")
        /// A method's name is bound to something that cannot be called.
        public static let methodNotCallable = Code("methodNotCallable")
        /// A method contradicts the interface: its parameters, its annotations, or that it is a generator or coroutine function.
        ///
        /// ``LoadError/message`` has a line for every difference.
        public static let methodSignature = Code("methodSignature")
        /// Another loaded plugin brought another version of a distribution that this one vendors.
        public static let dependencyConflict = Code("dependencyConflict")
        /// A vendored file cannot be read.
        public static let dependencyUnreadable = Code("dependencyUnreadable")
        /// There is no memory for the plugin.
        public static let outOfMemory = Code("outOfMemory")
        /// Something in Terrarium itself went wrong; ``LoadError/pluginError`` has the traceback.
        ///
        /// Please report it.
        public static let internalError = Code("internalError")

        /// The code that the bootstrap calls `snake_case`.
        package init(bootstrapName name: String) {
            let words = name.split(separator: "_")
            self.name = words.dropFirst().reduce(words.first.map(String.init) ?? name) { text, word in
                text + word.prefix(1).uppercased() + word.dropFirst()
            }
        }

        /// The name of the code.
        public var description: String { name }
    }

    private final class Storage: Sendable {
        let code: Code
        let message: String
        let cause: (any Error)?
        let pluginError: PluginError?
        let output: [String]

        init(code: Code, message: String, cause: (any Error)?, pluginError: PluginError?, output: [String]) {
            self.code = code
            self.message = message
            self.cause = cause
            self.pluginError = pluginError
            self.output = output
        }
    }

    private let storage: Storage

    package init(
        _ code: Code,
        _ message: String,
        cause: (any Error)? = nil,
        pluginError: PluginError? = nil,
        output: [String] = []
    ) {
        storage = Storage(code: code, message: message, cause: cause, pluginError: pluginError, output: output)
    }

    /// The kind of failure.
    public var code: Code { storage.code }

    /// What happened and what to do about it.
    public var message: String { storage.message }

    /// The error of another part of Terrarium that led to this one.
    public var cause: (any Error)? { storage.cause }

    /// What the plugin's code raised.
    public var pluginError: PluginError? { storage.pluginError }

    /// The last lines that the plugin had written when it failed.
    public var output: [String] { storage.output }

    /// The same error with the lines that the plugin wrote.
    package func with(output: [String]) -> LoadError {
        LoadError(code, message, cause: cause, pluginError: pluginError, output: output)
    }
}

extension LoadError: Equatable {
    /// Whether two errors have one code.
    public static func == (left: LoadError, right: LoadError) -> Bool { left.code == right.code }
}

extension LoadError: CustomStringConvertible {
    /// One line: the code and the message.
    public var description: String { "\(code): \(message)" }

    /// Several lines: the message, its cause, the plugin's traceback, and what it wrote.
    public func detailedDescription() -> String {
        ErrorText.detailed(description, cause: cause, pluginError: pluginError, output: output)
    }
}
