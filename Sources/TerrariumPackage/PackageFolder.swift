/// A package directory whose manifest has been read and is valid.
///
/// That is all that is known of it: neither the modules nor the dependencies have been looked at, and nothing was verified.
public struct PackageFolder: Sendable, Hashable {
    /// The directory's absolute path as it was found, which may lead through symbolic links.
    public let directory: String

    /// The directory's path without symbolic links.
    public let resolvedDirectory: String

    /// What the package says about itself.
    public let manifest: PackageManifest

    /// Reads the package in a directory.
    ///
    /// - Parameter directory: a path, absolute or relative to the current directory.
    /// - Throws: ``PackageError`` as from ``PackageManifest/init(contentsOf:)``.
    public init(_ directory: String) throws(PackageError) {
        let path = FileSystem.absolutePath(of: directory)
        self.directory = path
        self.manifest = try PackageManifest(contentsOf: path)
        do {
            self.resolvedDirectory = try FileSystem.realPath(of: path)
        } catch {
            throw PackageError(.packageUnreadable, "the path cannot be resolved: \(error)", path: path)
        }
    }
}
