/// The version of a Python interpreter: three numbers, as in `3.13.1`.
///
/// A pre-release counts as the version it leads to: 3.14.0rc2 is `3.14.0` here. pip treats it so when it checks what a
/// distribution requires.
public struct PythonVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first number, 3.
    public let major: Int
    /// The second number, which selects the language and the C API.
    public let minor: Int
    /// The third number, the bug-fix release.
    public let micro: Int

    /// Makes a version from its numbers.
    public init(_ major: Int, _ minor: Int, _ micro: Int = 0) {
        self.major = major
        self.minor = minor
        self.micro = micro
    }

    /// Whether one version is older than another.
    public static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    /// The version as text, `3.13.1`.
    public var description: String { "\(major).\(minor).\(micro)" }

    /// The three numbers in order.
    var numbers: [Int] { [major, minor, micro] }
}
