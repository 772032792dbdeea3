/// What is wrong with a package, a search path or a manifest.
///
/// Two errors are equal if their codes are. Everything that a file can cause is one of these; none of them traps.
///
/// ```swift
/// do {
///     let manifest = try PackageManifest(contentsOf: "plugins/greeter")
/// } catch let error where error.code == .manifestInvalid {
///     print(error.detailedDescription())
/// }
/// ```
public struct PackageError: Error, Sendable {
    /// Boxed, so that a typed throw moves one pointer.
    private let storage: Storage

    /// What kind of error this is.
    public var code: Code { storage.code }

    /// What is wrong and what to do about it, in one line that makes sense without the path.
    public var message: String { storage.message }

    /// The file or directory that the error is about, if there is one.
    public var path: String? { storage.path }

    /// Everything that was found wrong, in the order of the file; empty if the message says it all.
    public var problems: [Problem] { storage.problems }

    /// The package's name, where it could be read in spite of the error.
    public var packageName: String? { storage.packageName }

    /// The error that led to this one.
    public var cause: PackageError? { storage.cause }

    /// Makes an error; see ``PackageError/Code-swift.struct`` for when each code is used.
    init(
        _ code: Code,
        _ message: String,
        path: String? = nil,
        problems: [Problem] = [],
        packageName: String? = nil,
        cause: PackageError? = nil
    ) {
        self.storage = Storage(
            code: code,
            message: message,
            path: path,
            problems: problems,
            packageName: packageName,
            cause: cause
        )
    }

    /// Makes an error out of the problems of one file, with the first of them as its message.
    ///
    /// - Precondition: there is at least one problem.
    init(_ code: Code, problems: [Problem], path: String, packageName: String? = nil) {
        let first = problems.first?.message ?? ""
        let others = problems.count - 1
        let message =
            switch others {
            case ...0: first
            case 1: "\(first) (and one more problem)"
            default: "\(first) (and \(others) more problems)"
            }
        self.init(code, message, path: path, problems: problems, packageName: packageName)
    }

    private final class Storage: Sendable {
        let code: Code
        let message: String
        let path: String?
        let problems: [Problem]
        let packageName: String?
        let cause: PackageError?

        init(
            code: Code,
            message: String,
            path: String?,
            problems: [Problem],
            packageName: String?,
            cause: PackageError?
        ) {
            self.code = code
            self.message = message
            self.path = path
            self.problems = problems
            self.packageName = packageName
            self.cause = cause
        }
    }
}

extension PackageError: Hashable {
    /// Whether two errors have the same code.
    public static func == (left: PackageError, right: PackageError) -> Bool {
        left.code == right.code
    }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
