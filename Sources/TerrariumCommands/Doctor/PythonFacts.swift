import Foundation
import Terrarium

/// What the Python of this process is, partly in its own words.
struct PythonFacts: Encodable {
    /// The version, such as `3.11.2`.
    let version: String
    /// The version with the build.
    let versionText: String
    /// The library's file.
    let library: String?
    /// Python's prefix.
    let home: String
    /// The folder of the standard library.
    let standardLibrary: String
    /// The executable of the same installation.
    let executable: String?
    /// Modules of the standard library that this build does not have.
    let missingModules: [String]
    /// Whether sub-interpreters can have a GIL of their own.
    let ownGILInterpreters: Bool
    /// Whether there is no GIL.
    let freeThreaded: Bool
    /// Bytes of stack that Python needs.
    let requiredStack: Int

    /// What the probe returns.
    private struct Answer: Decodable {
        var executable: String
        var standardLibrary: String
        var missingModules: [String]
    }

    /// Modules that builds of Python lack when a C library was missing.
    private static let probe = """
        import importlib.util
        import keyword
        import os
        import sys

        def facts():
            optional = ["_bz2", "_ctypes", "_decimal", "_hashlib", "_lzma", "_sqlite3", "_ssl", "zlib"]
            return {
                "executable": sys.executable or "",
                "standardLibrary": os.path.dirname(keyword.__file__),
                "missingModules": [name.lstrip("_") for name in optional if importlib.util.find_spec(name) is None],
            }
        """

    /// Asks Python, which shows at the same time that loading and calling work.
    ///
    /// - Throws: `LoadError`, `CallError`, or what decoding throws; all of them mean that Terrarium does not work here.
    init(_ host: PluginHost) throws {
        let capabilities = host.capabilities
        version = capabilities.version.map(String.init).joined(separator: ".")
        versionText = capabilities.versionText
        library = capabilities.libraryPath
        home = capabilities.home
        ownGILInterpreters = capabilities.isolatesInterpreters
        freeThreaded = capabilities.isFreeThreaded
        requiredStack = capabilities.requiredStack
        let plugin = try host.load(source: Self.probe, name: "doctor")
        let answer = try JSONDecoder().decode(Answer.self, from: plugin.callTypedJSON("facts", Data("null".utf8)))
        standardLibrary = answer.standardLibrary
        executable = answer.executable.isEmpty ? nil : answer.executable
        missingModules = answer.missingModules
    }
}
