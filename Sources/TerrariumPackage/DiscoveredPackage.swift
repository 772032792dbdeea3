/// A directory of a search path that has a `package.toml`, whether it can be used or not.
public struct DiscoveredPackage: Sendable, Hashable {
    /// The directory's absolute path as it was found, which may lead through symbolic links.
    public let directory: String

    /// The directory's path without symbolic links.
    public let resolvedDirectory: String

    /// The package's name; the directory's, where the manifest cannot tell.
    public let name: String

    /// The package, ready to be loaded by its path; `nil` if it is broken.
    public let folder: PackageFolder?

    /// Whether the package can be used, and if not, why.
    public let status: Status

    /// What the package says about itself; `nil` if it is broken.
    public var manifest: PackageManifest? { folder?.manifest }

    /// The package's version; `nil` if it is broken.
    public var version: String? { manifest?.version }

    init(_ folder: PackageFolder, status: Status) {
        self.directory = folder.directory
        self.resolvedDirectory = folder.resolvedDirectory
        self.name = folder.manifest.name
        self.folder = folder
        self.status = status
    }

    /// Makes a broken package.
    init(directory: String, error: PackageError) {
        self.directory = directory
        self.resolvedDirectory = (try? FileSystem.realPath(of: directory)) ?? directory
        self.name = error.packageName ?? FileSystem.lastComponent(of: directory)
        self.folder = nil
        self.status = .broken(error)
    }
}
