import Terrarium

/// The packages that a search found.
struct PackageListReport: Encodable {
    /// One package.
    struct Package: Encodable {
        /// Whether a package can be used.
        enum Status: String, Encodable {
            case usable, broken, notPython, shadowed, duplicate
        }

        var name: String
        var version: String?
        var runtime: String?
        var interface: String?
        var interfaceVersion: UInt32?
        var directory: String
        var status: Status
        /// Why the package cannot be used; `nil` when it can be.
        var reason: String?
    }

    /// The directories that were searched.
    let searchPaths: [String]

    /// Everything that was found.
    let packages: [Package]

    /// What is wrong with the search paths.
    let problems: [String]

    /// Describes a search.
    init(_ discovery: PackageDiscovery) {
        searchPaths = discovery.searchPaths
        packages = discovery.packages.map(Package.init)
        problems = discovery.problems.map(\.description)
    }

    /// A table.
    var text: String {
        guard !packages.isEmpty else { return "no packages in \(searchPaths.joined(separator: ", "))\n" }
        var table = Table()
        table.add("NAME", "VERSION", "RUNTIME", "INTERFACE", "STATUS", "DIRECTORY")
        for package in packages {
            table.add(
                package.name,
                package.version ?? "-",
                package.runtime ?? "-",
                package.interface.map { "\($0) \(package.interfaceVersion ?? 0)" } ?? "-",
                package.status.rawValue,
                package.directory
            )
        }
        let reasons = packages.compactMap { package in
            package.reason.map { "\(Format.shown(package.name)): \($0)\n" }
        }
        return table.text() + (reasons.isEmpty ? "" : "\n" + reasons.joined())
    }
}

extension PackageListReport.Package {
    /// Describes a package.
    init(_ package: DiscoveredPackage) {
        name = package.name
        version = package.version
        runtime = package.manifest?.runtime.rawValue
        interface = package.manifest?.interface
        interfaceVersion = package.manifest?.interfaceVersion
        directory = package.directory
        switch package.status {
        case .usable:
            status = .usable
        case .broken(let error):
            status = .broken
            reason = error.description
        case .notPython(let runtime):
            status = .notPython
            reason = "a package for the runtime \(runtime.rawValue), which Terrarium does not run"
        case .shadowed(let other):
            status = .shadowed
            reason = "an earlier search path has this name: \(Format.shown(other))"
        case .duplicate(let other):
            status = .duplicate
            reason = "another package has this name: \(Format.shown(other))"
        }
    }
}
