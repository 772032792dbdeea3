/// A search in progress: what the search paths so far have, and who owns which name.
struct PackageSearch {
    /// What was found so far.
    private(set) var packages: [DiscoveredPackage] = []

    /// What is wrong so far.
    private(set) var problems: [PackageError] = []

    /// The directories of the usable packages, by name.
    private var owners: [String: String] = [:]

    /// The real paths of the search paths so far.
    private var searched: Set<String> = []

    /// Searches one more path.
    mutating func add(_ searchPath: String) {
        let children: [String]
        do throws(SystemError) {
            guard try FileSystem.kind(of: searchPath) == .directory else {
                return report(
                    .searchPathUnreadable,
                    "is not a directory; give the one that has the packages",
                    searchPath
                )
            }
            guard searched.insert(try FileSystem.realPath(of: searchPath)).inserted else {
                return report(.searchPathRepeated, "is an earlier search path again; remove one of them", searchPath)
            }
            children = try FileSystem.entries(of: searchPath)
        } catch {
            if error.isNotFound {
                return report(.searchPathNotFound, "does not exist; create it, or do not search it", searchPath)
            }
            return report(.searchPathUnreadable, "cannot be searched: \(error)", searchPath)
        }
        if children.contains(PackageManifest.fileName) {
            report(
                .searchPathIsPackage,
                "is itself a package; give the directory that it is in, or load the package by its path",
                searchPath
            )
        }
        addChildren(children.map { FileSystem.join(searchPath, $0) }.filter { isPackage($0) })
    }

    /// Adds the packages in directories of one search path, given in order.
    private mutating func addChildren(_ directories: [String]) {
        let earlier = owners
        let found = directories.map { directory in
            do throws(PackageError) {
                let folder = try PackageFolder(directory)
                return DiscoveredPackage(folder, status: status(of: folder, earlier: earlier))
            } catch {
                return DiscoveredPackage(directory: directory, error: error)
            }
        }
        packages += found.sorted {
            ($0.name, $0.version ?? "", $0.directory) < ($1.name, $1.version ?? "", $1.directory)
        }
    }

    /// Decides whether a package is usable, and gives it the name if so.
    ///
    /// - Parameter earlier: the owners of names in the search paths before this one.
    private mutating func status(of folder: PackageFolder, earlier: [String: String]) -> DiscoveredPackage.Status {
        let manifest = folder.manifest
        guard manifest.runtime == .python else { return .notPython(manifest.runtime) }
        if let owner = earlier[manifest.name] { return .shadowed(by: owner) }
        if let owner = owners[manifest.name] { return .duplicate(of: owner) }
        owners[manifest.name] = folder.directory
        return .usable
    }

    /// Whether an entry of a search path has a manifest; reports what keeps that from being known.
    private mutating func isPackage(_ path: String) -> Bool {
        do throws(SystemError) {
            guard try FileSystem.kind(of: path) == .directory else { return false }
        } catch {
            report(.packageUnreadable, "leads nowhere or cannot be examined: \(error)", path)
            return false
        }
        do throws(SystemError) {
            // The link itself counts: a manifest that leads nowhere makes a broken package, not no package.
            _ = try FileSystem.kind(of: FileSystem.join(path, PackageManifest.fileName), followingLinks: false)
            return true
        } catch {
            if !error.isNotFound { report(.packageUnreadable, "cannot be examined: \(error)", path) }
            return false
        }
    }

    private mutating func report(_ code: PackageError.Code, _ message: String, _ path: String) {
        problems.append(PackageError(code, message, path: path))
    }
}
