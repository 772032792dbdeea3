/// Why Python could not be started in this process.
///
/// Two errors are equal when their codes are.
public struct RuntimeError: Error, Sendable, Equatable {
    /// The kind of failure.
    ///
    /// New codes may come with new versions.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String, Sendable {
            case notFound, unsupportedVersion, startFailed, alreadyStarted
        }

        private let value: Value

        /// The Python home has no standard library; the message lists what was tried.
        public static let notFound = Code(value: .notFound)
        /// The library is not CPython 3.11 to 3.14, or not the version that Terrarium was built with.
        public static let unsupportedVersion = Code(value: .unsupportedVersion)
        /// CPython refused to start.
        ///
        /// It cannot be tried again in this process.
        public static let startFailed = Code(value: .startFailed)
        /// Python runs already, with another configuration.
        public static let alreadyStarted = Code(value: .alreadyStarted)

        /// The name of the code.
        public var description: String { value.rawValue }
    }

    /// The kind of failure.
    public let code: Code

    /// What happened and what to do about it.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Whether two errors have one code.
    public static func == (left: RuntimeError, right: RuntimeError) -> Bool { left.code == right.code }
}

extension RuntimeError: CustomStringConvertible {
    /// One line: the code and the message.
    public var description: String { "\(code): \(message)" }
}
