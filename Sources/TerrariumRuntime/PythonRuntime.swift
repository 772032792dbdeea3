import CTerrarium
import Foundation
import TerrariumInterface

/// The process's one Python interpreter.
///
/// It is started by the first ``PluginHost``, or by ``start(_:)``, and lives until the process ends:
/// CPython is never finalised, because too much of it does not survive that.
public enum PythonRuntime {
    /// What the running Python is and can do.
    public struct Capabilities: Sendable, Hashable {
        /// The version: major, minor, patch.
        public let version: [Int]
        /// The version as Python prints it, with its build.
        public let versionText: String
        /// The library's file; `nil` when the system does not tell.
        public let libraryPath: String?
        /// Python's prefix.
        public let home: String
        /// Whether sub-interpreters can have a GIL of their own and be used (CPython 3.13 and newer).
        public let isolatesInterpreters: Bool
        /// Whether this build has no GIL.
        public let isFreeThreaded: Bool
        /// Bytes of stack that a thread must have left to run Python; calls from threads with less are handed over.
        public let requiredStack: Int
    }

    private enum State {
        case idle
        case running(PythonConfiguration, Capabilities)
        case failed(RuntimeError)
    }

    private static let state = Locked(State.idle)

    /// Bytes of stack for a recursion of 1 000: the measured floor for CPython 3.11 to 3.13.
    private static let stackPerThousandCalls = 4 << 20

    /// Starts Python, or returns at once when it runs already with the same configuration.
    ///
    /// Safe from any number of threads at once: one starts it, the others wait.
    ///
    /// - Parameter configuration: How to start it.
    /// - Returns: What the interpreter can do.
    /// - Throws: ``RuntimeError``: `notFound`, `unsupportedVersion`, `startFailed`, `alreadyStarted`.
    @discardableResult
    public static func start(
        _ configuration: PythonConfiguration = PythonConfiguration()
    ) throws(RuntimeError)
        -> Capabilities
    {
        let outcome = state.withLock { (state) -> Result<Capabilities, RuntimeError> in
            switch state {
            case .running(let running, let capabilities) where configuration.starts(running, at: capabilities.home):
                return .success(capabilities)
            case .running:
                return .failure(
                    RuntimeError(
                        .alreadyStarted,
                        "Python runs already with another configuration; a process has one Python"
                    )
                )
            case .failed(let error):
                return .failure(error)
            case .idle:
                do throws(RuntimeError) {
                    let capabilities = try startNow(configuration)
                    state = .running(configuration, capabilities)
                    return .success(capabilities)
                } catch {
                    // A home without a library was found out before CPython was touched, so another may be tried.
                    if error.code == .startFailed { state = .failed(error) }
                    return .failure(error)
                }
            }
        }
        return try outcome.get()
    }

    /// What the running interpreter can do; `nil` before it is started.
    public static var capabilities: Capabilities? {
        state.withLock { state in
            if case .running(_, let capabilities) = state { capabilities } else { nil }
        }
    }

    private static func startNow(_ configuration: PythonConfiguration) throws(RuntimeError) -> Capabilities {
        let installation = try PythonInstallation(home: configuration.home)
        let sitePaths = try installation.sitePaths(configuration.sitePackages)
        let recursionLimit = min(max(configuration.recursionLimit, 100), 1_000_000)
        let required = (recursionLimit + 999) / 1000 * stackPerThousandCalls
        let arguments = CStrings(
            [installation.home, installation.executable, cacheDirectory(configuration.codeCache) ?? ""]
                + installation.modulePaths + sitePaths
        )
        // SAFETY: the pointers live as long as `arguments`, which `withExtendedLifetime` keeps; the shim copies them.
        let failure: String? = withExtendedLifetime(arguments) {
            let texts = unsafe arguments.pointers
            return unsafe texts.withUnsafeBufferPointer { texts -> String? in
                guard let first = texts.baseAddress else { return "no memory" }
                let pathCount = installation.modulePaths.count
                var options = unsafe terrarium_start_options(
                    home: first[0],
                    executable: first[1],
                    module_paths: first + 3,
                    module_path_count: pathCount,
                    site_paths: first + 3 + pathCount,
                    site_path_count: sitePaths.count,
                    cache_directory: configuration.codeCache == .none ? nil : first[2],
                    recursion_limit: Int32(recursionLimit),
                    log_level: 10,
                    stack_required: required,
                    output: PythonOutput.receive
                )
                guard let message = unsafe terrarium_start(&options) else { return nil }
                defer { unsafe free(message) }
                return unsafe String(cString: message)
            }
        }
        if let failure { throw RuntimeError(.startFailed, failure) }
        let (major, minor, micro) = PythonInstallation.version(terrarium_library_version())
        return Capabilities(
            version: [major, minor, micro],
            versionText: unsafe String(cString: terrarium_version_text()),
            libraryPath: PythonInstallation.libraryPath,
            home: installation.home,
            isolatesInterpreters: minor >= 13,
            isFreeThreaded: terrarium_is_free_threaded(),
            requiredStack: required
        )
    }

    private static func cacheDirectory(_ cache: PythonConfiguration.CodeCache) -> String? {
        switch cache {
        case .none:
            return nil
        case .directory(let path):
            return path
        case .user:
            let environment = ProcessInfo.processInfo.environment
            if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/terrarium" }
            return environment["HOME"].map { $0 + "/.cache/terrarium" }
        }
    }
}
