/// The packages that a list of search paths has, as they were at one moment.
///
/// ```swift
/// let discovery = PackageDiscovery(searchPaths: ["plugins"])
/// for package in discovery.packages { print(package.name, package.status) }
/// let greeter = try discovery.find("greeter")
/// ```
///
/// A package is a directory with a `package.toml`, or a symbolic link to one, directly in a search path. Only manifests
/// are read. What cannot be used is reported, never left out: broken packages among the ``packages``, and everything
/// about the search paths themselves in ``problems``.
public struct PackageDiscovery: Sendable {
    /// The directories that were searched, as absolute paths in order.
    public let searchPaths: [String]

    /// Everything that was found: by search path, and in each of them sorted by name, then version, then directory.
    ///
    /// Names and versions are compared as text. Of Python packages with the same name, the one in the earliest search
    /// path is usable; in one search path, the one whose directory sorts first. A broken package takes no name away from
    /// a valid one.
    public let packages: [DiscoveredPackage]

    /// What is wrong with the search paths and with entries of theirs that could not be examined.
    public let problems: [PackageError]

    /// Searches.
    ///
    /// - Parameter searchPaths: directories of packages, absolute or relative to the current directory. Neither `~` nor
    ///   variables are expanded.
    public init(searchPaths: [String]) {
        var search = PackageSearch()
        self.searchPaths = searchPaths.map(FileSystem.absolutePath)
        for path in self.searchPaths { search.add(path) }
        self.packages = search.packages
        self.problems = search.problems
    }

    /// The usable package of a name.
    ///
    /// - Parameter name: the name in the manifest, which need not be the directory's.
    /// - Throws: ``PackageError`` with the code `packageBroken` or `packageNotPython` if there is one that cannot be
    ///   used, else `packageNotFound`, with the names that are close and everything that could hide the package.
    public func find(_ name: String) throws(PackageError) -> PackageFolder {
        let candidates = packages.filter { $0.name == name }
        if let folder = candidates.first(where: { $0.status == .usable })?.folder { return folder }
        for candidate in candidates {
            switch candidate.status {
            case .broken(let error):
                throw PackageError(
                    .packageBroken,
                    "the package \(name.quoted) cannot be used: \(error.message)",
                    path: candidate.directory,
                    cause: error
                )
            case .notPython(let runtime):
                throw PackageError(
                    .packageNotPython,
                    "the package \(name.quoted) is for the runtime \"\(runtime.rawValue)\", not \"python\"",
                    path: candidate.directory
                )
            case .usable, .shadowed, .duplicate:
                continue
            }
        }
        throw notFound(name)
    }

    private func notFound(_ name: String) -> PackageError {
        let places = searchPaths.isEmpty ? "there are no search paths" : searchPaths.joined(separator: ", ")
        let near = NearName.nearest(to: name, in: packages.map(\.name).sorted())
        let hint = near.map { "; did you mean \($0.quoted)?" } ?? ""
        let broken = packages.compactMap { package in
            if case .broken(let error) = package.status { error } else { nil }
        }
        return PackageError(
            .packageNotFound,
            "no package is named \(name.quoted) (searched: \(places))\(hint)",
            problems: (problems + broken).map { PackageError.Problem($0.description) }
        )
    }
}
