import Foundation
import TerrariumInterface
import Testing

@testable import Terrarium

@Suite struct UnloadTests {
    @Test func callsAfterUnloadAreRefused() throws {
        let plugin = try load("def fine(): return 1\ndef raw(data): return data")
        try plugin.unload()
        #expect(try callError { try plugin.json("fine") }.code == .unloaded)
        #expect(try callError { try plugin.callRaw("raw", [1]) }.code == .unloaded)
        #expect(try callError { try plugin.callRaw("raw", [1], as: .memoryView) }.code == .unloaded)
        try plugin.unload()
    }

    @Test(arguments: [true, false])
    func unloadedModulesAreGone(_ explicitly: Bool) throws {
        let probe = try load(
            """
            import sys, gc
            def count(name):
                gc.collect()
                return [sum(1 for key in sys.modules if key.startswith(name + "#")),
                        sum(1 for each in gc.get_objects() if type(each).__name__ == "MarkOf" + name)]
            """
        )
        let name = "gone\(explicitly)"
        var plugin: Plugin? = try makeHost().load(
            source: "class MarkOf\(name): pass\nmark = MarkOf\(name)()\ndef fine(): return 1",
            name: name
        )
        #expect(try plugin?.json("fine") == "1")
        #expect(try probe.json("count", "[\"\(name)\"]") != "[0,0]")
        if explicitly { try plugin?.unload() }
        plugin = nil
        #expect(try probe.json("count", "[\"\(name)\"]") == "[0,0]")
    }

    @Test func unloadingDuringCallsGivesEachCallOneOutcome() throws {
        for round in 0..<30 {
            let plugin = try load("def work(n):\n    for _ in range(n): pass\n    return n")
            let outcomes = Locked((done: 0, refused: 0, other: 0))
            DispatchQueue.concurrentPerform(iterations: 9) { worker in
                if worker == 8 {
                    Thread.sleep(forTimeInterval: Double(round % 6) * 0.0005)
                    try? plugin.unload()
                    return
                }
                for _ in 0..<50 {
                    do throws(CallError) {
                        let value = try plugin.json("work", "[200]")
                        outcomes.withLock { if value == "200" { $0.done += 1 } else { $0.other += 1 } }
                    } catch {
                        outcomes.withLock { if error.code == .unloaded { $0.refused += 1 } else { $0.other += 1 } }
                    }
                }
            }
            let counts = outcomes.withLock { $0 }
            #expect(counts.done + counts.refused == 400)
            #expect(counts.other == 0)
            #expect(try callError { try plugin.json("work", "[1]") }.code == .unloaded)
        }
    }

    @Test func unloadInTheMiddleOfACallLetsItEnd() throws {
        let plugin = try load(
            "import time\ndef slow():\n    time.sleep(0.2)\n    import json\n    return helper()\ndef helper(): return 7"
        )
        let result = Locked("")
        let done = DispatchSemaphore(value: 0)
        Thread {
            let value = (try? plugin.json("slow")) ?? "failed"
            result.withLock { $0 = value }
            done.signal()
        }.start()
        Thread.sleep(forTimeInterval: 0.1)
        try plugin.unload()
        done.wait()
        #expect(result.withLock { $0 } == "7")
    }

    @Test(.enabled(if: measuresMemory))
    func loadingAndUnloadingAThousandTimesKeepsMemoryFlat() async {
        await #expect(processExitsWith: .success) {
            let host = try makeHost()
            let source = "import json\ndata = [0] * 10_000\ndef fine(): return 1"
            func cycle(_ count: Int) throws {
                for _ in 0..<count { try host.load(source: source).unload() }
            }
            try cycle(200)
            let before = try residentBytes()
            try cycle(1000)
            // A kept module would be 80 kB each, 80 MB in all.
            let grown = try residentBytes() - before
            precondition(grown < 20_000_000, "\(grown) bytes")
        }
    }
}
