/// Which versions of Python a package runs on: a PEP 440 version specifier set such as `>=3.11,<3.14`.
///
/// ```swift
/// let requirement = try PythonVersionRequirement(parsing: ">=3.11,<3.14")
/// requirement.allows(PythonVersion(3, 12, 4))   // true
/// ```
///
/// The operators are `>=`, `<=`, `>`, `<`, `==`, `!=` and `~=`, with PEP 440's meaning: `==3.12` is 3.12.0 alone,
/// `==3.12.*` every 3.12, and `~=3.11` is `>=3.11,==3.*`. A version is one to three numbers; pre-releases, epochs and
/// `===` are refused, because a ``PythonVersion`` has none of what they compare.
public struct PythonVersionRequirement: Sendable, Hashable, CustomStringConvertible {
    private let clauses: [Clause]

    /// Reads a specifier set.
    ///
    /// - Parameter text: clauses joined by commas, all of which must hold. White space around clauses, operators and
    ///   versions is allowed.
    /// - Throws: ``PackageError`` with the code ``PackageError/Code-swift.struct/pythonRequirementInvalid``, whose
    ///   message names the clause and what is wrong with it.
    public init(parsing text: String) throws(PackageError) {
        var clauses: [Clause] = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            clauses.append(try Clause(parsing: piece))
        }
        self.clauses = clauses
    }

    /// Whether a version satisfies every clause.
    public func allows(_ version: PythonVersion) -> Bool {
        clauses.allSatisfy { $0.allows(version) }
    }

    /// The specifier set without white space: `>=3.11,<3.14`.
    public var description: String {
        clauses.map(\.description).joined(separator: ",")
    }
}

/// One comparison of a requirement.
private struct Clause: Sendable, Hashable, CustomStringConvertible {
    /// The operators, those with two characters first, so that the first match is the right one.
    enum Comparison: String, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case equal = "=="
        case different = "!="
        case compatible = "~="
        case above = ">"
        case below = "<"
    }

    let comparison: Comparison
    /// The numbers as written: one to three, or with a wildcard one or two.
    let numbers: [Int]
    /// Whether the version ends in `.*`.
    let isWildcard: Bool

    init(parsing text: Substring) throws(PackageError) {
        /// An error about this clause.
        func invalid(_ reason: String) -> PackageError {
            PackageError(.pythonRequirementInvalid, "\(String(text.trimmed).quoted) \(reason)")
        }

        let clause = text.trimmed
        guard !clause.isEmpty else {
            throw PackageError(.pythonRequirementInvalid, "a clause is empty; write one such as \">=3.11\"")
        }
        guard let comparison = Comparison.allCases.first(where: { clause.hasPrefix($0.rawValue) }) else {
            throw invalid("does not begin with one of the operators >=, <=, >, <, ==, != and ~=")
        }
        let version = clause.dropFirst(comparison.rawValue.count).trimmed
        guard !version.hasPrefix("=") else {
            throw invalid("uses the operator ===, which is not supported; use ==")
        }
        let isWildcard = version.hasSuffix(".*")
        let pieces = (isWildcard ? version.dropLast(2) : version).split(
            separator: ".",
            omittingEmptySubsequences: false
        )
        let numbers = pieces.compactMap { $0.utf8.allSatisfy(\.isDigit) ? Int($0) : nil }
        guard numbers.count == pieces.count else {
            throw invalid("does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1")
        }
        guard numbers.count <= (isWildcard ? 2 : 3) else {
            throw invalid("has too many numbers; a Python version has three")
        }
        if isWildcard, comparison != .equal, comparison != .different {
            throw invalid("has a wildcard, which only == and != allow")
        }
        if comparison == .compatible, numbers.count < 2 {
            throw invalid("needs at least two numbers after ~=, such as ~=3.11")
        }
        self.comparison = comparison
        self.numbers = numbers
        self.isWildcard = isWildcard
    }

    func allows(_ version: PythonVersion) -> Bool {
        let given = version.numbers
        let wanted = numbers + Array(repeating: 0, count: given.count - numbers.count)
        let isEqual = isWildcard ? given.starts(with: numbers) : given == wanted
        let isBelow = given.lexicographicallyPrecedes(wanted)
        return switch comparison {
        case .atLeast: !isBelow
        case .atMost: isBelow || isEqual
        case .equal: isEqual
        case .different: !isEqual
        case .compatible: !isBelow && given.starts(with: numbers.dropLast())
        case .above: !isBelow && !isEqual
        case .below: isBelow
        }
    }

    var description: String {
        comparison.rawValue + numbers.map(String.init).joined(separator: ".") + (isWildcard ? ".*" : "")
    }
}

extension Substring {
    /// This text without white space at its ends.
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...end]
    }
}
