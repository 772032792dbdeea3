import Foundation
import TerrariumInterface
import Testing

@testable import Terrarium

@Suite struct ThreadTests {
    @Test func sixtyFourThreadsCallAtOnce() throws {
        let plugin = try load("def square(n): return n * n")
        let wrong = Locked(0)
        let finished = DispatchGroup()
        for thread in 0..<64 {
            finished.enter()
            Thread {
                for n in 0..<200 {
                    let value = (try? plugin.json("square", "[\(thread * 1000 + n)]")) ?? "failed"
                    let expected = (thread * 1000 + n) * (thread * 1000 + n)
                    if value != "\(expected)" { wrong.withLock { $0 += 1 } }
                }
                finished.leave()
            }.start()
        }
        finished.wait()
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test func sixtyFourThreadsLoadAtOnce() throws {
        let folder = try TemporaryFolder()
        for n in 0..<8 {
            try folder.package("p\(n)", source: "import helper, decimal\ndef who(): return helper.value")
            try folder.write("p\(n)/helper.py", "value = \(n)")
        }
        let host = try makeHost(searchPaths: [folder.path])
        let wrong = Locked<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 64) { n in
            do {
                let plugin = try host.load("p\(n % 8)")
                let value = try plugin.json("who")
                if value != "\(n % 8)" { wrong.withLock { $0.append(value) } }
                try plugin.unload()
            } catch {
                wrong.withLock { $0.append("\(error)") }
            }
        }
        #expect(wrong.withLock { $0 } == [])
    }

    @Test func threadsWithSmallStacksAreServedByLargeOnes() throws {
        let plugin = try load(
            """
            import threading
            def nest(n): return eval("-" * n + "1") if n < 50 else nest(n - 1)
            def recurse(): return sorted([1, 2], key=lambda x: recurse())
            def raw(data): return bytes(data)
            """
        )
        let outcome = Locked<[String]>([])
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            var results: [String] = []
            results.append((try? plugin.json("nest", "[100]")) ?? "failed")
            results.append((try? callError { try plugin.json("recurse") })?.pluginError?.code ?? "?")
            results.append((try? plugin.callRaw("raw", [1, 2], as: .memoryView)).map { "\($0)" } ?? "failed")
            do {
                let loaded = try load("def fine(): return 1")
                results.append(try loaded.json("fine"))
                try loaded.unload()
            } catch { results.append("\(error)") }
            outcome.withLock { $0 = results }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        #expect(outcome.withLock { $0 } == ["-1", "RecursionError", "[1, 2]", "1"])
    }

    @Test func threadsComeAndGoWithoutLeavingThreadStates() throws {
        let plugin = try load("import sys\ndef frames(): return len(sys._current_frames())")
        for _ in 0..<300 {
            let done = DispatchSemaphore(value: 0)
            Thread {
                _ = try? plugin.json("frames")
                done.signal()
            }.start()
            done.wait()
        }
        Thread.sleep(forTimeInterval: 0.1)
        let frames = try #require(Int(try plugin.json("frames")))
        #expect(frames < 100)
    }

    @Test func pythonThreadsRunBesideCalls() throws {
        let plugin = try load(
            """
            import threading, time
            count = 0
            def work():
                global count
                for _ in range(100):
                    count += 1
                    time.sleep(0.001)
            def start(): threading.Thread(target=work, daemon=True).start()
            def progress(): return count
            """
        )
        _ = try plugin.json("start")
        for _ in 0..<500 where try plugin.json("progress") != "100" { Thread.sleep(forTimeInterval: 0.01) }
        #expect(try plugin.json("progress") == "100")
    }

    @Test func blockingPythonCodeLetsOtherCallsRun() throws {
        let plugin = try load(
            """
            import threading
            started, release = threading.Event(), threading.Event()
            def wait():
                started.set()
                return release.wait(60)
            def ready(): return started.wait(60)
            def go(): release.set()
            """
        )
        let answer = Locked("")
        let done = DispatchSemaphore(value: 0)
        Thread {
            let value = (try? plugin.json("wait")) ?? "failed"
            answer.withLock { $0 = value }
            done.signal()
        }.start()
        #expect(try plugin.json("ready") == "true")
        // The first call waits inside Python until this one has run.
        _ = try plugin.json("go")
        done.wait()
        #expect(answer.withLock { $0 } == "true")
    }
}

extension ThreadTests {
    /// C code that Python calls may release the GIL and come back into Swift: the thread is attached anew then.
    @Test func callsFromCCodeWithoutTheGILAttachAnew() throws {
        let plugin = try load(
            """
            import ctypes, threading
            library = ctypes.CDLL(None)
            comparison = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
            def sort():
                numbers = (ctypes.c_int * 5)(5, 3, 4, 1, 2)
                # `qsort` runs without the GIL, and its callback takes it again and prints, which leaves Python.
                def compare(a, b):
                    print("comparing")
                    return a[0] - b[0]
                library.qsort(numbers, 5, ctypes.sizeof(ctypes.c_int), comparison(compare))
                return list(numbers)
            def sort_in_thread():
                results = []
                thread = threading.Thread(target=lambda: results.append(sort())); thread.start(); thread.join()
                return results[0]
            """
        )
        #expect(try plugin.json("sort") == "[1,2,3,4,5]")
        #expect(try plugin.json("sort_in_thread") == "[1,2,3,4,5]")
    }

    /// The end of the process waits for no GIL and runs no code of plugins.
    @Test func theProcessEndsWhateverThreadLocalObjectsDo() async {
        await #expect(processExitsWith: .exitCode(9)) {
            let plugin = try load(
                """
                import threading
                class Endless:
                    def __del__(self):
                        while True: pass
                local = threading.local()
                def keep(): local.value = Endless()
                """
            )
            _ = try plugin.json("keep")
            exit(9)
        }
        await #expect(processExitsWith: .exitCode(9)) {
            let plugin = try load("import re\ndef hold(): re.match('(a+)+$', 'a' * 40 + 'b')")
            Thread { _ = try? plugin.json("hold") }.start()
            try await Task.sleep(for: .milliseconds(300))
            exit(9)
        }
    }
}
