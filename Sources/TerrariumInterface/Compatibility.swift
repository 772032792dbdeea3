/// How strictly values are converted.
public enum Compatibility: String, Sendable, Hashable, CaseIterable {
    /// What has no JSON form is an error that names its place.
    case strict
    /// As Fidius 0.5 converts, for packages that rely on it: `str()` of what JSON cannot hold, `bytes` as arrays of numbers,
    /// keys turned into strings and sorted, integers beyond 64 bits as doubles. Values are lost silently.
    case fidius
}
