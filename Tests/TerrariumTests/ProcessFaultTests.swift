import Foundation
import Logging
import Testing

@testable import Terrarium

/// What a plugin does to the process, each in a process of its own: contained, or as SECURITY.md says.
@Suite struct ProcessFaultTests {
    /// Loads a plugin that does one thing, and does it.
    private static func run(_ statement: String) throws {
        let plugin = try load("import ctypes, os, signal, sys, time\ndef run():\n    \(statement)")
        _ = try plugin.json("run")
    }

    private static func signalHandlers() -> [[UInt8]] {
        (1...31 as ClosedRange<Int32>).map { number in
            var action = sigaction()
            unsafe sigaction(number, nil, &action)
            return unsafe withUnsafeBytes(of: &action) { unsafe Array($0.prefix(8)) }
        }
    }

    @Test func signalsOfAPluginReachTheProcess() async {
        await #expect(processExitsWith: .signal(SIGALRM)) {
            try ProcessFaultTests.run("signal.alarm(1); time.sleep(60)")
        }
        await #expect(processExitsWith: .signal(SIGALRM)) {
            try ProcessFaultTests.run("signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(60)")
        }
        await #expect(processExitsWith: .signal(SIGUSR2)) {
            try ProcessFaultTests.run(
                "signal.pthread_sigmask(signal.SIG_SETMASK, []); signal.raise_signal(signal.SIGUSR2); time.sleep(60)"
            )
        }
        await #expect(processExitsWith: .signal(SIGKILL)) {
            try ProcessFaultTests.run("os.kill(os.getpid(), 9)")
        }
    }

    @Test func endingTheProcessEndsIt() async {
        await #expect(processExitsWith: .exitCode(6)) { try ProcessFaultTests.run("os._exit(6)") }
        await #expect(processExitsWith: .signal(SIGABRT)) { try ProcessFaultTests.run("os.abort()") }
        await #expect(processExitsWith: .failure) { try ProcessFaultTests.run("ctypes.string_at(0)") }
    }

    @Test func exitFunctionsOfPluginsDoNotDelayTheEndOfTheProcess() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let plugin = try load(
                """
                import atexit, os, sys, threading, time
                def endless():
                    while True: pass
                def fail(): raise ValueError("at exit")
                atexit.register(endless)
                atexit.register(fail)
                atexit.register(sys.exit, 3)
                atexit.register(os._exit, 4)
                threading.Thread(target=time.sleep, args=(600,)).start()
                def fine(): return 1
                """
            )
            try equal(plugin.json("fine"), "1")
            exit(7)
        }
    }

    @Test func whatPythonAnnouncesIsReported() async {
        await #expect(processExitsWith: .success) {
            let log = LogRecorder()
            let plugin = try makeHost(logger: log.logger).load(
                source: """
                    import os, resource, signal, sys
                    def run():
                        resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))
                        os.kill(os.getpid(), 0)
                        sys.settrace(None)
                        sys.setprofile(None)
                        child = os.fork()
                        if child == 0: os._exit(0)
                        return os.waitpid(child, 0)[1]
                    """,
                name: "meddler"
            )
            try equal(plugin.json("run"), "0")
            let notes = log.entries.filter { $0.level == .warning && $0.metadata["plugin"] == "meddler" }.map(\.message)
            for word in ["resource limit", "signal", "trace", "profile", "forked"] {
                precondition(notes.contains { $0.contains(word) }, "\(word): \(notes)")
            }
        }
    }

    @Test func callsWorkWhateverAPluginSetsForTheWholeProcess() async {
        await #expect(processExitsWith: .success) {
            let neighbour = try load("def same(value): return [value, f'{0.5}', str(10 ** 5)]")
            let meddler = try load(
                """
                import decimal, gc, locale, os, resource, sys, threading, warnings
                def run():
                    for name in ("de_DE.UTF-8", "C"):
                        try: locale.setlocale(locale.LC_ALL, name)
                        except locale.Error: pass
                    os.umask(0o777)
                    os.chdir("/")
                    os.environ.clear()
                    gc.disable(); gc.freeze()
                    sys.set_int_max_str_digits(640)
                    warnings.simplefilter("error")
                    decimal.getcontext().prec = 1
                    sys.setswitchinterval(1000)
                    sys.setrecursionlimit(10 ** 9)
                    threading.stack_size(32768)
                    sys.settrace(lambda *arguments: 1 / 0)
                    sys.setprofile(lambda *arguments: 1 / 0)
                    sys.excepthook = sys.unraisablehook = sys.displayhook = None
                    sys.stdout = sys.stderr = sys.stdin = None
                def read(): return [sys.getswitchinterval(), sys.getrecursionlimit(), threading.stack_size()]
                """
            )
            _ = try? meddler.json("run")
            let outcome = Locked("")
            let done = DispatchSemaphore(value: 0)
            // Trace functions belong to a thread: the one that set them, and not this one.
            Thread {
                let values = try? neighbour.json("same", #"[{"a":0.1}]"#) + meddler.json("read")
                let loaded = try? load("import colorsys\ndef fine():\n    print('x')\n    return 1").json("fine")
                outcome.withLock { $0 = (values ?? "failed") + (loaded ?? "failed") }
                done.signal()
            }.start()
            done.wait()
            let expected = #"[{"a":0.1},"0.5","100000"][0.005,1000,16777216]1"#
            precondition(outcome.withLock { $0 } == expected, outcome.withLock { $0 })
        }
    }

    #if os(Linux)
    // macOS ends a process that closes what the system's own libraries have open.
    @Test func callsWorkAfterAPluginHasClosedEveryDescriptor() async {
        await #expect(processExitsWith: .success) {
            let plugin = try load("import os\ndef run(): os.closerange(0, 256)\ndef fail(): raise ValueError('no')")
            _ = try plugin.json("run")
            try equal(callError { try plugin.json("fail") }.pluginError?.code, "ValueError")
            try equal(load("import colorsys\ndef fine(): print('x'); return 1").json("fine"), "1")
        }
    }
    #endif

    @Test func withoutFreeDescriptorsLoadsFailAndWorkAgainLater() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try folder.package("late", source: "import helper, colorsys\ndef fine(): return helper.value")
            try folder.write("late/helper.py", "value = 1")
            let host = try makeHost(searchPaths: [folder.path])
            let greedy = try load(
                """
                import os, resource
                kept = []
                def take():
                    resource.setrlimit(resource.RLIMIT_NOFILE, (200, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
                    while True: kept.append(open(os.devnull))
                def give():
                    for file in kept: file.close()
                def fine(): return 1
                """
            )
            let error = try callError { try greedy.json("take") }
            precondition(error.pluginError?.code == "OSError", "\(error)")
            try equal(greedy.json("fine"), "1")
            _ = try loadError { try host.load("late") }
            _ = try loadError { try host.load(folder.path + "/late") }
            _ = try greedy.json("give")
            try equal(host.load("late").json("fine"), "1")
        }
    }

    @Test func aThousandThreadsOfAPluginLeaveCallsWorking() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let plugin = try load(
                """
                import threading
                go = threading.Event()
                def start():
                    try:
                        for _ in range(1000): threading.Thread(target=go.wait, daemon=True).start()
                    except RuntimeError: pass
                    return threading.active_count() > 100
                """
            )
            try equal(plugin.json("start"), "true")
            try equal(load("def fine(): return 1").json("fine"), "1")
            exit(7)
        }
    }

    @Test func clearedModulesAndPathsEndInErrorsNotInACrash() async {
        for statement in [
            "sys.modules.clear()", "sys.modules = sys.path = sys.meta_path = None",
            "sys.addaudithook(lambda event, arguments: 1 / 0)", "builtins.__dict__.clear()",
        ] {
            await #expect(processExitsWith: .success) { [statement = statement as String] in
                let neighbour = try load("def same(value): return value\ndef fail(): raise ValueError('no')")
                let plugin = try load("import builtins, sys\ndef run():\n    \(statement)")
                _ = try? plugin.json("run")
                try equal(neighbour.json("same", "[[1,2.5,\"x\"]]"), "[1,2.5,\"x\"]")
                try equal(callError { try neighbour.json("fail") }.code, .pluginFailed)
                do {
                    _ = try load("def fine(): return 1")
                } catch let error as LoadError {
                    try equal([.internalError, .importFailed].contains(error.code), true)
                }
                try? plugin.unload()
                try? neighbour.unload()
                try equal(try callError { try neighbour.json("same") }.code, .unloaded)
            }
        }
    }

    @Test func importsWorkAfterAPluginHasClearedThePaths() async {
        for statement in ["sys.path.clear()", "sys.path[:] = [1, None]", "sys.path_importer_cache.clear()"] {
            await #expect(processExitsWith: .success) { [statement = statement as String] in
                _ = try load("import sys\ndef run():\n    \(statement)").json("run")
                try equal(load("import colorsys\ndef fine(): return colorsys.__name__").json("fine"), "\"colorsys\"")
            }
        }
    }

    @Test func startedProcessesWorkAndLeaveTheHostsSignalsAlone() async {
        await #expect(processExitsWith: .success) {
            let before = ProcessFaultTests.signalHandlers()
            let plugin = try load(
                """
                import subprocess
                def run(): return subprocess.run(["/bin/echo", "hello"], capture_output=True, text=True).stdout
                """
            )
            try equal(plugin.json("run"), #""hello\n""#)
            try equal(ProcessFaultTests.signalHandlers(), before)
        }
    }

    @Test func pathsMayHoldAnyTextInAnyLocale() async {
        await #expect(processExitsWith: .success) {
            unsafe setenv("LC_ALL", "C", 1)
            unsafe setenv("LANG", "C", 1)
            let folder = try TemporaryFolder()
            let path = folder.path + "/with space/größe 🦎 'quoted'"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try folder.package(
                "odd",
                source: "import helper\ndef run(): return helper.where()\ndef fail(): raise ValueError('ä')"
            )
            try folder.write(
                "odd/helper.py",
                "def where():\n    with open(__file__) as file: return [__file__, file.readline()]"
            )
            try FileManager.default.moveItem(atPath: folder.path + "/odd", toPath: path + "/odd")
            let plugin = try makeHost(searchPaths: [path]).load("odd")
            let answer = try plugin.json("run")
            precondition(answer.contains("größe 🦎 'quoted'/odd/helper.py") && answer.contains("def where()"), answer)
            let error = try callError { try plugin.json("fail") }
            precondition(error.pluginError?.frames.last?.file == path + "/odd/odd.py", "\(error.detailedDescription())")
        }
    }

    #if os(Linux)
    @Test func aFolderWhoseNameIsNoTextIsNoObstacle() throws {
        let folder = try TemporaryFolder()
        try folder.package("good", source: "def fine(): return 1")
        let name = Array((folder.path + "/bad").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        let status = unsafe mkdir(name, 0o755)
        #expect(status == 0)
        let host = try makeHost(searchPaths: [folder.path])
        #expect(host.discover().packages.contains { $0.name == "good" })
        #expect(try host.load("good").json("fine") == "1")
    }
    #endif
}

/// Ends an exit test with a failure if two values differ.
private func equal<Value: Equatable>(_ value: Value, _ expected: Value) throws {
    if value != expected { throw Unexpected("\(value) instead of \(expected)") }
}
