/// A package's `package.toml`: who it is, what it implements, and how it runs.
///
/// ```swift
/// let manifest = try PackageManifest(contentsOf: "plugins/greeter")
/// print(manifest.name, manifest.version)
/// ```
///
/// The format is Fidius's. Keys that it does not define are ignored, except in `[terrarium]`, where they are errors.
/// Beyond Fidius's rules, a name, a version or a file name that would do harm in a path is an error.
public struct PackageManifest: Sendable, Hashable {
    /// The name of the file in a package's directory.
    public static let fileName = "package.toml"

    /// The largest manifest that is read, in bytes: 1 MiB.
    public static let maximumSize = 1 << 20

    /// `package.name`: ASCII letters, digits, `.`, `_` and `-`, with a letter or digit first.
    public let name: String

    /// `package.version`: any text that can be part of a file name, without an order.
    public let version: String

    /// `package.interface`: what the plugin implements, in free text that is not compared with anything.
    public let interface: String

    /// `package.interface_version`: the version of what the plugin implements, which is not compared with anything.
    public let interfaceVersion: UInt32

    /// `package.extension`: what the name of the package's archive ends in, without the dot; by default `fid`.
    public let archiveExtension: String

    /// `package.runtime`: what runs the package; by default ``PackageRuntime/rust``, as Fidius has it.
    public let runtime: PackageRuntime

    /// `metadata`: whatever the author says about the package, usually a table, and perhaps an empty one.
    public let metadata: ManifestValue

    /// `[python]`: present if and only if ``runtime`` is ``PackageRuntime/python``.
    public let python: PythonSection?

    /// `[wasm]`: present if and only if ``runtime`` is ``PackageRuntime/wasm``.
    public let wasm: WasmSection?

    /// `[terrarium]`, with the defaults of what is absent.
    public let terrarium: TerrariumSection
}

extension PackageManifest {
    /// Reads and checks the manifest of a package.
    ///
    /// - Parameter directory: the package's directory, not the path of the manifest itself.
    /// - Throws: ``PackageError`` with the code `manifestNotFound`, `manifestUnreadable`, `manifestTooLarge`,
    ///   `manifestSyntax` or `manifestInvalid`; the last one has everything that is wrong in its problems. Nothing else
    ///   in the directory is looked at: the modules that the manifest names may be missing.
    public init(contentsOf directory: String) throws(PackageError) {
        guard !directory.isEmpty else { throw Self.notFound(directory: directory) }
        let path = FileSystem.join(directory, Self.fileName)
        let bytes: [UInt8]
        do throws(ReadError) {
            bytes = try FileSystem.read(path, limit: Self.maximumSize)
        } catch {
            throw Self.error(for: error, directory: directory, path: path)
        }
        try self.init(parsing: bytes, path: path)
    }

    /// Checks a manifest that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: the manifest, in UTF-8.
    ///   - path: where it comes from, for error messages. Nothing is read from there.
    /// - Throws: ``PackageError`` with the code `manifestTooLarge`, `manifestSyntax` or `manifestInvalid`.
    public init(parsing bytes: [UInt8], path: String = Self.fileName) throws(PackageError) {
        guard bytes.count <= Self.maximumSize else {
            throw PackageError(
                .manifestTooLarge,
                "the manifest is larger than 1 MiB; keep data in files of its own",
                path: path
            )
        }
        if let known = ManifestCache.manifest(of: bytes) {
            self = known
            return
        }
        let document: TOMLDocument
        do {
            document = try TOMLDocument(bytes)
        } catch {
            let problem = PackageError.Problem(error.message, at: error.position)
            throw PackageError(.manifestSyntax, problems: [problem], path: path)
        }
        var decoder = ManifestDecoder(document)
        guard let manifest = decoder.decode() else {
            throw PackageError(
                .manifestInvalid,
                problems: decoder.problems,
                path: path,
                packageName: decoder.packageName
            )
        }
        self = manifest
        ManifestCache.add(manifest, of: bytes)
    }

    /// Checks a manifest that is in memory as text.
    ///
    /// - Parameters:
    ///   - text: the manifest.
    ///   - path: where it comes from, for error messages. Nothing is read from there.
    /// - Throws: ``PackageError`` with the code `manifestTooLarge`, `manifestSyntax` or `manifestInvalid`.
    public init(parsing text: String, path: String = Self.fileName) throws(PackageError) {
        try self.init(parsing: Array(text.utf8), path: path)
    }

    private static func error(for error: ReadError, directory: String, path: String) -> PackageError {
        switch error {
        case .notRegular(let kind):
            PackageError(.manifestUnreadable, "\(kind.rawValue), not a regular file", path: path)
        case .system(let error) where error.isNotFound:
            notFound(directory: directory)
        case .system(let error):
            PackageError(.manifestUnreadable, "cannot be read: \(error)", path: path)
        }
    }

    /// Says which part of the path is missing.
    private static func notFound(directory: String) -> PackageError {
        let message =
            switch try? FileSystem.kind(of: directory) {
            case nil: "there is no such directory"
            case .directory: "there is no \(fileName) in this directory, so it is not a package"
            case .some: "this is not a directory; a package is a directory with a \(fileName) in it"
            }
        return PackageError(.manifestNotFound, message, path: directory)
    }
}
