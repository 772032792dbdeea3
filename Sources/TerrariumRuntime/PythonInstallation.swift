import CTerrarium
import Foundation

/// The Python installation that belongs to the linked library.
struct PythonInstallation {
    /// The prefix, such as `/usr`.
    let home: String
    /// The folder of the standard library.
    let standardLibrary: String
    /// An executable of the same version, or empty when the installation has none.
    let executable: String

    /// Finds the installation.
    ///
    /// - Parameter home: The prefix to use; `nil` looks upwards from the library's file.
    /// - Throws: `RuntimeError.Code.notFound`, with all that was tried, and `unsupportedVersion`.
    init(home: String?) throws(RuntimeError) {
        let (major, minor, _) = Self.version(terrarium_library_version())
        let (builtMajor, builtMinor, _) = Self.version(terrarium_header_version())
        guard major == 3, (11...14).contains(minor) else {
            throw RuntimeError(
                .unsupportedVersion,
                "the linked library is Python \(major).\(minor), and Terrarium runs CPython 3.11 to 3.14"
            )
        }
        guard (major, minor) == (builtMajor, builtMinor) else {
            throw RuntimeError(
                .unsupportedVersion,
                "built with the headers of Python \(builtMajor).\(builtMinor) but running with the library of "
                    + "\(major).\(minor) (\(Self.libraryPath ?? "unknown file")); build again, or set the library path"
            )
        }
        guard !terrarium_is_free_threaded() else {
            throw RuntimeError(
                .unsupportedVersion,
                "the linked library is a build of CPython without a GIL, which is not supported; link the usual one"
            )
        }
        let name = Self.versionName
        let candidates = home.map { [$0] } ?? Self.candidates()
        for (candidate, folder) in candidates.flatMap({ home in Self.libraryFolders.map { (home, $0) } }) {
            let library = "\(candidate)/\(folder)/\(name)"
            // Both files are read before any Python code runs; without them CPython cannot even report an error.
            guard FileManager.default.isReadableFile(atPath: "\(library)/os.py"),
                FileManager.default.isReadableFile(atPath: "\(library)/encodings/__init__.py")
            else { continue }
            self.home = candidate
            standardLibrary = library
            let executable = "\(candidate)/bin/\(name)"
            self.executable = FileManager.default.isExecutableFile(atPath: executable) ? executable : ""
            return
        }
        let tried = candidates.flatMap { home in Self.libraryFolders.map { "\(home)/\($0)/\(name)" } }.joined(
            separator: ", "
        )
        throw RuntimeError(
            .notFound,
            "no standard library of Python \(major).\(minor) for \(Self.libraryPath ?? "the linked library"); "
                + "tried \(tried); install it (Debian: libpython3-dev) or set `home`"
        )
    }

    /// Where a prefix keeps libraries; the second is that of Fedora and its kin.
    private static let libraryFolders = ["lib", "lib64"]

    /// `sys.path`: the standard library and its extension modules, nothing else.
    var modulePaths: [String] {
        [standardLibrary, "\(standardLibrary)/lib-dynload"]
    }

    /// The site directories of a configuration.
    ///
    /// - Throws: `RuntimeError.Code.notFound` when a virtual environment is none or has another version.
    func sitePaths(_ sitePackages: PythonConfiguration.SitePackages) throws(RuntimeError) -> [String] {
        let name = Self.versionName
        switch sitePackages {
        case .none:
            return []
        case .system:
            // Debian keeps its packages apart from those that pip installed.
            return [
                "/usr/local/lib/\(name)/dist-packages", "\(home)/lib/python3/dist-packages",
                "\(standardLibrary)/site-packages",
            ].filter(FileManager.default.fileExists)
        case .virtualEnvironment(let path):
            let packages = "\(path)/lib/\(name)/site-packages"
            guard FileManager.default.fileExists(atPath: "\(path)/pyvenv.cfg"),
                FileManager.default.fileExists(atPath: packages)
            else {
                throw RuntimeError(
                    .notFound,
                    "\(path) is not a virtual environment of \(name); make one with `\(name) -m venv \(path)`"
                )
            }
            return [packages]
        }
    }

    /// `python3.11`: what the library's version is called in file names.
    static var versionName: String {
        let (major, minor, _) = version(terrarium_library_version())
        return "python\(major).\(minor)"
    }

    /// The file that CPython was loaded from.
    static var libraryPath: String? {
        unsafe terrarium_library_path().map { unsafe String(cString: $0) }
    }

    /// Folders above the library's file, nearest first.
    private static func candidates() -> [String] {
        guard let libraryPath else { return ["/usr", "/usr/local"] }
        var folder = URL(filePath: libraryPath).resolvingSymlinksInPath().deletingLastPathComponent()
        var found: [String] = []
        while folder.path() != "/", found.count < 8 {
            found.append(folder.path(percentEncoded: false).trimmingTrailingSlash)
            folder.deleteLastPathComponent()
        }
        return found
    }

    /// The parts of a `PY_VERSION_HEX`.
    static func version(_ hex: UInt32) -> (major: Int, minor: Int, micro: Int) {
        (Int(hex >> 24), Int(hex >> 16 & 0xFF), Int(hex >> 8 & 0xFF))
    }
}

extension String {
    fileprivate var trimmingTrailingSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
