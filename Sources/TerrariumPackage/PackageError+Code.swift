extension PackageError {
    /// The kind of a ``PackageError``.
    ///
    /// The set is open: later versions add codes, so a `switch` over them needs a `default`.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case manifestNotFound
            case manifestUnreadable
            case manifestTooLarge
            case manifestSyntax
            case manifestInvalid
            case pythonRequirementInvalid
            case searchPathNotFound
            case searchPathUnreadable
            case searchPathIsPackage
            case searchPathRepeated
            case packageUnreadable
            case packageNotFound
            case packageBroken
            case packageNotPython
        }

        private let kind: Kind

        /// There is no `package.toml` in the directory, or no such directory.
        public static let manifestNotFound = Code(kind: .manifestNotFound)
        /// `package.toml` cannot be opened or read, or is not a regular file.
        public static let manifestUnreadable = Code(kind: .manifestUnreadable)
        /// The manifest is larger than ``PackageManifest/maximumSize``.
        public static let manifestTooLarge = Code(kind: .manifestTooLarge)
        /// The manifest is not UTF-8 or not TOML, which includes duplicate keys and too deep nesting.
        public static let manifestSyntax = Code(kind: .manifestSyntax)
        /// The manifest is TOML, but a field is missing, has the wrong type, or has a value that is not allowed.
        public static let manifestInvalid = Code(kind: .manifestInvalid)
        /// A requirement on the Python version cannot be understood.
        public static let pythonRequirementInvalid = Code(kind: .pythonRequirementInvalid)
        /// A search path does not exist.
        public static let searchPathNotFound = Code(kind: .searchPathNotFound)
        /// A search path is not a directory, or cannot be listed.
        public static let searchPathUnreadable = Code(kind: .searchPathUnreadable)
        /// A search path has a `package.toml` of its own: it is a package, not a directory of packages.
        public static let searchPathIsPackage = Code(kind: .searchPathIsPackage)
        /// A search path is given twice, perhaps under another spelling; it is searched once.
        public static let searchPathRepeated = Code(kind: .searchPathRepeated)
        /// An entry of a search path cannot be examined, so that it is not known whether it is a package.
        public static let packageUnreadable = Code(kind: .packageUnreadable)
        /// No package has the name that was asked for.
        public static let packageNotFound = Code(kind: .packageNotFound)
        /// The package with the name that was asked for cannot be used; the cause says why.
        public static let packageBroken = Code(kind: .packageBroken)
        /// The package with the name that was asked for is for another runtime.
        public static let packageNotPython = Code(kind: .packageNotPython)

        /// The name of the code, such as `manifestInvalid`, which is stable for use in logs and reports.
        public var description: String { kind.rawValue }
    }
}
