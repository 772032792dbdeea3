extension DiscoveredPackage {
    /// Whether a package can be used, and if not, why.
    public enum Status: Sendable, Hashable {
        /// The manifest is valid, and the package's name means this one.
        case usable
        /// The manifest is missing, unreadable or invalid.
        case broken(PackageError)
        /// The package is for another runtime.
        case notPython(PackageRuntime)
        /// A package of the same name is in an earlier search path, in the given directory.
        case shadowed(by: String)
        /// A package of the same name is earlier in the same search path, in the given directory.
        case duplicate(of: String)
    }
}
