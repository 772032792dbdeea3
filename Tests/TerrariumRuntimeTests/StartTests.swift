import Foundation
import TerrariumInterface
import Testing

@testable import TerrariumRuntime

/// Starting Python, each time in a process of its own.
@Suite struct StartTests {
    @Test func hundredFirstUsesGiveOneInterpreter() async {
        await #expect(processExitsWith: .success) {
            let failures = Locked(0)
            DispatchQueue.concurrentPerform(iterations: 100) { _ in
                do {
                    try PythonRuntime.start(PythonConfiguration(codeCache: .none))
                    let threads = try PythonRuntime.withAttached { attached throws(PluginError) in
                        try attached.evaluate("__import__('threading').main_thread().name").text(attached)
                    }
                    if threads != "MainThread" { failures.withLock { $0 += 1 } }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
            precondition(failures.withLock { $0 } == 0)
        }
    }

    @Test func aBadHomeIsAnErrorAndAGoodOneStillStarts() async {
        await #expect(processExitsWith: .success) {
            do throws(RuntimeError) {
                try PythonRuntime.start(PythonConfiguration(home: "/nonexistent"))
                fatalError("started")
            } catch {
                precondition(error.code == .notFound)
                precondition(error.message.contains("/nonexistent/lib/python3"))
            }
            try PythonRuntime.start()
        }
    }

    @Test func aHomeWithoutEncodingsIsAnError() async {
        await #expect(processExitsWith: .success) {
            let version = PythonInstallation.versionName
            let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            let library = home.appending(path: "lib/\(version)")
            try FileManager.default.createDirectory(at: library, withIntermediateDirectories: true)
            try Data().write(to: library.appending(path: "os.py"))
            defer { try? FileManager.default.removeItem(at: home) }
            do {
                try PythonRuntime.start(PythonConfiguration(home: home.path(percentEncoded: false)))
                fatalError("started")
            } catch let error as RuntimeError {
                precondition(error.code == .notFound)
            }
        }
    }

    @Test func aBrokenStandardLibraryIsAnErrorNotAnAbort() async {
        await #expect(processExitsWith: .success) {
            let version = PythonInstallation.versionName
            let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            let encodings = home.appending(path: "lib/\(version)/encodings")
            try FileManager.default.createDirectory(at: encodings, withIntermediateDirectories: true)
            try Data().write(to: home.appending(path: "lib/\(version)/os.py"))
            try Data("raise SystemError('broken')".utf8).write(to: encodings.appending(path: "__init__.py"))
            defer { try? FileManager.default.removeItem(at: home) }
            for _ in 0..<2 {
                do {
                    try PythonRuntime.start(PythonConfiguration(home: home.path(percentEncoded: false)))
                    fatalError("started")
                } catch let error as RuntimeError {
                    precondition(error.code == .startFailed, "\(error)")
                }
            }
        }
    }

    @Test func anotherConfigurationIsRefused() async {
        await #expect(processExitsWith: .success) {
            try PythonRuntime.start(PythonConfiguration(codeCache: .none))
            let home = try PythonRuntime.start(PythonConfiguration(codeCache: .none)).home
            try PythonRuntime.start(PythonConfiguration(home: home, codeCache: .none))
            do throws(RuntimeError) {
                try PythonRuntime.start(PythonConfiguration(codeCache: .none, recursionLimit: 2000))
                fatalError("started")
            } catch {
                precondition(error.code == .alreadyStarted)
            }
        }
    }

    @Test func theEnvironmentDoesNotMatter() async {
        await #expect(processExitsWith: .success) {
            for (name, value) in [
                ("PYTHONPATH", "/tmp/evil"), ("PYTHONHOME", "/nonexistent"), ("PYTHONSTARTUP", "/tmp/evil.py"),
                ("PYTHONMALLOC", "debug"), ("PYTHONHASHSEED", "1"), ("PYTHONUTF8", "0"), ("PYTHONINSPECT", "1"),
                ("PYTHONOPTIMIZE", "2"), ("PYTHONVERBOSE", "1"), ("PYTHONDEBUG", "1"), ("PYTHONWARNINGS", "error"),
                ("PYTHONNOUSERSITE", ""), ("PYTHONUSERBASE", "/tmp/evil"), ("PYTHONCASEOK", "1"),
                ("PYTHONIOENCODING", "latin-1"), ("PYTHONFAULTHANDLER", "1"), ("PYTHONTRACEMALLOC", "5"),
                ("PYTHONDEVMODE", "1"), ("PYTHONINTMAXSTRDIGITS", "700"), ("PYTHONPYCACHEPREFIX", "/tmp/evil"),
                ("LC_ALL", "C"),
            ] { unsafe setenv(name, value, 1) }
            try PythonRuntime.start(PythonConfiguration(codeCache: .none))
            let seen = try PythonRuntime.withAttached { attached throws(PluginError) in
                try attached.evaluate(
                    "(lambda s: ' '.join(map(str, ['/tmp/evil' in s.path, s.flags.utf8_mode, s.flags.optimize, s.flags.inspect,"
                        + " s.flags.dev_mode, s.flags.ignore_environment, s.flags.no_user_site, s.getfilesystemencoding(),"
                        + " s.pycache_prefix, s.warnoptions])))(__import__('sys'))"
                ).text(attached)
            }
            precondition(seen == "False 1 0 0 False 1 1 utf-8 None []", seen ?? "nothing")
        }
    }

    @Test func signalHandlersStayAsTheyAre() async {
        await #expect(processExitsWith: .success) {
            func handlers() -> [String] {
                (1...64).map { number in
                    var action = sigaction()
                    unsafe sigaction(Int32(number), nil, &action)
                    return unsafe withUnsafeBytes(of: &action) { unsafe "\(Array($0.prefix(8)))" }
                }
            }
            signal(SIGUSR1, SIG_IGN)
            let before = handlers()
            try PythonRuntime.start(PythonConfiguration(codeCache: .none))
            for module in ["signal", "asyncio", "subprocess", "multiprocessing", "threading", "faulthandler"] {
                try PythonRuntime.withAttached { attached throws(PluginError) in
                    _ = try attached.evaluate("__import__('\(module)')")
                }
            }
            let after = handlers()
            let changed = (0..<64).filter { before[$0] != after[$0] }.map { "\($0 + 1): \(before[$0]) -> \(after[$0])" }
            precondition(changed.isEmpty, changed.joined(separator: ", "))
        }
    }

    @Test func theProcessEndsCleanlyWithDaemonThreadsRunning() async {
        for _ in 0..<10 {
            await #expect(processExitsWith: .exitCode(7)) {
                try PythonRuntime.start(PythonConfiguration(codeCache: .none))
                try PythonRuntime.withAttached { attached throws(PluginError) in
                    _ = try attached.evaluate(
                        "[__import__('threading').Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=True).start()"
                            + " for _ in range(4)]"
                    )
                }
                exit(7)
            }
        }
    }

    @Test func theStandardLibraryAloneIsOnThePathByDefault() async {
        await #expect(processExitsWith: .success) {
            try PythonRuntime.start(PythonConfiguration(codeCache: .none))
            let paths = try PythonRuntime.withAttached { attached throws(PluginError) in
                try attached.evaluate("':'.join(__import__('sys').path)").text(attached)
            }
            let file = try PythonRuntime.withAttached { attached throws(PluginError) in
                try attached.evaluate("__import__('os').__file__").text(attached)
            }
            precondition(file?.hasSuffix("/os.py") == true)
            precondition(paths?.contains("site-packages") == false && paths?.contains("dist-packages") == false)
        }
    }

    @Test func aVirtualEnvironmentIsUsedByOption() async throws {
        await #expect(processExitsWith: .success) {
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            let packages = folder.appending(path: "lib/\(PythonInstallation.versionName)/site-packages")
            try FileManager.default.createDirectory(at: packages, withIntermediateDirectories: true)
            try Data("home = /usr/bin\n".utf8).write(to: folder.appending(path: "pyvenv.cfg"))
            try Data("value = 'from the environment'\n".utf8).write(to: packages.appending(path: "terrarium_probe.py"))
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.path(percentEncoded: false)
            try PythonRuntime.start(
                PythonConfiguration(sitePackages: .virtualEnvironment(path: path), codeCache: .none)
            )
            let value = try PythonRuntime.withAttached { attached throws(PluginError) in
                try attached.evaluate("__import__('terrarium_probe').value").text(attached)
            }
            precondition(value == "from the environment")
        }
    }

    @Test func aFolderThatIsNoVirtualEnvironmentIsAnError() async {
        await #expect(processExitsWith: .success) {
            do throws(RuntimeError) {
                try PythonRuntime.start(PythonConfiguration(sitePackages: .virtualEnvironment(path: "/tmp")))
                fatalError("started")
            } catch {
                precondition(error.code == .notFound)
            }
        }
    }
}
