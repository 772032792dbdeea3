import Foundation
import Testing

@Suite struct DoctorCommandTests {
    private struct Report: Decodable {
        struct Python: Decodable {
            var version: String
            var home: String
            var standardLibrary: String
            var executable: String?
            var requiredStack: Int
        }

        struct Check: Decodable {
            var name: String
            var status: String
            var detail: String
            var fix: String?
        }

        var usable: Bool
        var version: String
        var python: Python?
        var checks: [Check]
    }

    @Test func aWorkingPythonIsUsable() throws {
        let folder = try Folder()
        try folder.addPackage("sample")
        let outcome = try Executable.run("doctor", "--json", "--plugins", folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        let report = try outcome.json(Report.self)
        #expect(report.usable)
        #expect(report.python?.version.hasPrefix("3.") == true)
        let library = try #require(report.python?.standardLibrary)
        #expect(FileManager.default.fileExists(atPath: library + "/keyword.py"))
        #expect((report.python?.requiredStack ?? 0) >= 1 << 20)
        #expect(report.checks.contains { $0.name == "packages" && $0.detail.hasPrefix("1 usable in ") })
        #expect(report.checks.contains { $0.name == "stack" && $0.detail.contains("MiB") })
    }

    @Test func aVirtualEnvironmentIsUsedOrItsCommandNamed() throws {
        let folder = try Folder()
        let missing = try Executable.run("doctor", "--venv", folder.path + "/none")
        #expect(missing.status == 3, "\(missing)")
        #expect(missing.text.contains(" -m venv \(folder.path)/none"))
        #expect(!missing.text.contains("fix: "))

        let facts = try Executable.run("doctor", "--json").json(Report.self).python
        guard let python = facts?.executable else { return }
        let maker = try Process.run(
            URL(filePath: python),
            arguments: ["-m", "venv", "--without-pip", folder.path + "/venv"]
        )
        maker.waitUntilExit()
        try #require(maker.terminationStatus == 0)
        let library = try #require(facts?.version.split(separator: ".").prefix(2).joined(separator: "."))
        try folder.write("venv/lib/python\(library)/site-packages/only_here.py", "answer = 42\n")
        let script = try folder.write("tool.py", "import only_here\ndef f():\n    return only_here.answer\n")
        let found = try Executable.run("call", script, "f", "--venv", folder.path + "/venv")
        #expect(found.text == "42\n", "\(found)")
        #expect(try Executable.run("call", script, "f").status == 3)
    }

    @Test func thePageNamesWhatIsMissingAndTheCommand() throws {
        let outcome = try Executable.run("doctor", "--home", "/no/python")
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.text.hasPrefix("failed  Python "))
        #if os(macOS)
        #expect(outcome.text.contains("fix: brew install python@3"))
        #else
        #expect(outcome.text.contains("fix: sudo apt-get install libpython3-dev"))
        #endif
        #expect(outcome.text.hasSuffix("\nPlugins cannot run here.\n"))
        #expect(outcome.errors.isEmpty)
    }

    @Test func aCodeCacheThatOthersCanWriteToIsAWarning() throws {
        let folder = try Folder()
        try folder.write("terrarium/entry", "x")
        #expect(unsafe chmod(folder.path + "/terrarium", 0o777) == 0)
        let outcome = try Executable.run("doctor", "--json", environment: ["XDG_CACHE_HOME": folder.path])
        #expect(outcome.status == 0, "\(outcome)")
        let cache = try #require(try outcome.json(Report.self).checks.first { $0.name == "code cache" })
        #expect(cache.status == "warning")
        #expect(cache.fix == "chmod 700 '\(folder.path)/terrarium'")
    }

    @Test func packagesThatCannotBeUsedAreWarnings() throws {
        let folder = try Folder()
        try folder.write("broken/package.toml", "[package]\n")
        let outcome = terrarium(
            "doctor",
            "--json",
            "--plugins",
            folder.path,
            "--plugins",
            folder.path + "/nowhere"
        )
        #expect(outcome.status == 0, "\(outcome)")
        let report = try outcome.json(Report.self)
        #expect(report.checks.contains { $0.name == "broken" && $0.status == "warning" })
        #expect(report.checks.contains { $0.name == "search path" && $0.status == "warning" })
    }
}
