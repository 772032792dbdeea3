/// The `[python]` table of a manifest.
public struct PythonSection: Sendable, Hashable {
    /// The module that has the plugin's methods, as a dotted path from the package directory.
    public let entryModule: String

    /// The file that lists what the package depends on, relative to the package directory.
    ///
    /// By default `requirements.txt`. The file need not exist. Its name does not lead out of the package; a symbolic
    /// link may.
    public let requirements: String
}
