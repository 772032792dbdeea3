/// By which rules the values that a package returns are converted.
public enum PackageCompatibility: String, Sendable, Hashable, CaseIterable {
    /// Terrarium's: what has no exact counterpart is an error. This is the default.
    case strict
    /// Fidius's, which are lenient, for packages that rely on them.
    case fidius
}
