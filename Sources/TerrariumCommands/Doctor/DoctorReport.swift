import Terrarium

/// What `doctor` found.
struct DoctorReport: Encodable {
    /// One thing that was looked at.
    struct Check: Encodable {
        /// How it is.
        enum Status: String, Encodable {
            /// As it should be.
            case ok
            /// Plugins run, but something is worth knowing.
            case warning
            /// Plugins cannot run.
            case failed
        }

        var name: String
        var status: Status
        var detail: String
        /// The command that helps.
        var fix: String?
    }

    /// Whether plugins can run.
    let isUsable: Bool

    /// The version of Terrarium.
    let version: String

    /// The Python that runs; `nil` when it does not.
    let python: PythonFacts?

    /// Everything that was looked at, in order.
    let checks: [Check]

    private enum CodingKeys: String, CodingKey {
        case isUsable = "usable"
        case version, python, checks
    }

    /// Looks at everything; starts Python.
    init(_ options: HostOptions, _ console: Console) {
        var checks: [Check] = []
        do {
            let facts = try PythonFacts(options.makeHost(console))
            checks += Self.pythonChecks(facts)
            checks.append(Self.stackCheck(required: facts.requiredStack))
            python = facts
        } catch {
            checks.append(
                Check(
                    name: error is RuntimeError ? "Python" : "calls",
                    status: .failed,
                    detail: ErrorReport(error).message,
                    fix: (error as? RuntimeError).flatMap { Self.fix($0, options) }
                )
            )
            python = nil
        }
        checks.append(CodeCacheFolder.check(options.python.codeCache))
        checks += Self.packageChecks(PackageDiscovery(searchPaths: options.search.paths(console)))
        self.checks = checks
        isUsable = !checks.contains { $0.status == .failed }
        version = TerrariumCommand.version
    }

    /// A table with the fixes below what they fix.
    var text: String {
        var table = Table()
        for check in checks {
            table.add(check.status.rawValue, check.name, check.detail)
            if let fix = check.fix { table.add("", "", "fix: \(fix)") }
        }
        return table.text() + (isUsable ? "\nPlugins can run here.\n" : "\nPlugins cannot run here.\n")
    }

    private static func pythonChecks(_ facts: PythonFacts) -> [Check] {
        var checks = [
            Check(name: "Python", status: .ok, detail: facts.versionText),
            Check(name: "library", status: .ok, detail: facts.library ?? "linked into the program"),
            Check(name: "home", status: .ok, detail: facts.home),
            Check(name: "standard library", status: .ok, detail: facts.standardLibrary),
        ]
        if !facts.missingModules.isEmpty {
            checks.append(
                Check(
                    name: "standard modules",
                    status: .warning,
                    detail: "this Python was built without \(facts.missingModules.joined(separator: ", "))",
                    fix: Fix.installPython
                )
            )
        }
        if let executable = facts.executable {
            checks.append(Check(name: "executable", status: .ok, detail: executable))
        } else {
            checks.append(
                Check(
                    name: "executable",
                    status: .warning,
                    detail: "none of this version; plugins run, but pip and virtual environments need one",
                    fix: Fix.installExecutable(facts.version)
                )
            )
        }
        let own = facts.ownGILInterpreters ? "can have a GIL of their own" : "share one GIL (their own: Python 3.13)"
        let threading = facts.freeThreaded ? "free-threaded, there is no GIL" : "interpreters \(own)"
        checks.append(Check(name: "capabilities", status: .ok, detail: threading))
        return checks
    }

    private static func stackCheck(required: Int) -> Check {
        guard let size = ThreadStack.size else {
            return Check(name: "stack", status: .ok, detail: "size unknown; \(Format.bytes(required)) are needed")
        }
        let detail = "\(Format.bytes(size)) on this thread, \(Format.bytes(required)) needed"
        guard size < required else { return Check(name: "stack", status: .ok, detail: detail) }
        return Check(
            name: "stack",
            status: .warning,
            detail: detail + "; calls are handed to another thread, which takes longer",
            fix: "ulimit -s \(2 * required / 1024)"
        )
    }

    private static func packageChecks(_ discovery: PackageDiscovery) -> [Check] {
        let usable = discovery.packages.count { $0.status == .usable }
        let places = discovery.searchPaths.joined(separator: ", ")
        return [Check(name: "packages", status: .ok, detail: "\(usable) usable in \(places)")]
            + discovery.problems.map { Check(name: "search path", status: .warning, detail: $0.description) }
            + PackageListReport(discovery).packages.compactMap { package in
                package.reason.map { Check(name: package.name, status: .warning, detail: $0) }
            }
    }

    private static func fix(_ error: RuntimeError, _ options: HostOptions) -> String? {
        switch error.code {
        // The message has the command that makes the virtual environment.
        case .notFound where options.venv.map(Fix.isVirtualEnvironment) == false: nil
        case .notFound: Fix.installPython
        case .unsupportedVersion: Fix.rebuild
        default: nil
        }
    }
}
