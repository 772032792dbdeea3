import Foundation
import Logging
import Testing

@testable import Terrarium

@Suite struct OutputTests {
    @Test func printedLinesReachTheLogWithThePluginsName() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import sys
                def run():
                    print("one\\ntwo")
                    print("half", end="")
                    print(" line")
                    print("to stderr", file=sys.stderr)
                    sys.stdout.buffer.write(b"raw \\xff bytes\\n")
                    print("no line end", end="")
                """,
            name: "printer"
        )
        _ = try plugin.json("run")
        let entries = log.entries.filter { $0.metadata["plugin"] == "printer" }
        #expect(Set(entries.map(\.message)).isSuperset(of: ["one", "two", "half line", "to stderr", "no line end"]))
        #expect(entries.first { $0.message == "to stderr" }?.metadata["source"] == "stderr")
        #expect(entries.contains { $0.message.hasPrefix("raw ") })
    }

    @Test func unfinishedLinesOfBothStreamsAreKept() throws {
        let plugin = try load(
            """
            import sys
            def fail():
                print("half", end="")
                print("whole", file=sys.stderr)
                raise ValueError
            """
        )
        #expect(try callError { try plugin.json("fail") }.output == ["whole", "half"])
    }

    @Test func twoPluginsDoNotMixTheirOutput() throws {
        let log = LogRecorder()
        let host = try makeHost(logger: log.logger)
        let source = "def run(text): print(text)"
        let one = try host.load(source: source, name: "one")
        let two = try host.load(source: source, name: "two")
        for n in 0..<20 {
            _ = try one.json("run", "[\"one \(n)\"]")
            _ = try two.json("run", "[\"two \(n)\"]")
        }
        for entry in log.entries { #expect(entry.message.hasPrefix("\(entry.metadata["plugin"] ?? "none") ")) }
        #expect(log.entries.count == 40)
    }

    @Test func loggingKeepsLevelAndLogger() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import logging, warnings
                from terrarium import log
                def run():
                    log.debug("debugging")
                    log.info("informing %s", 3)
                    logging.getLogger("deep.name").error("failing")
                    warnings.warn("deprecated thing")
                """,
            name: "logger"
        )
        _ = try plugin.json("run")
        func entry(_ text: String) -> LogRecorder.Entry? { log.entries.first { $0.message.contains(text) } }
        #expect(entry("debugging")?.level == .debug)
        #expect(entry("informing 3")?.level == .info)
        #expect(entry("failing")?.level == .error)
        #expect(entry("failing")?.metadata["source"] == "deep.name")
        #expect(entry("deprecated thing")?.level == .warning)
        #expect(log.entries.allSatisfy { $0.metadata["plugin"] == "logger" })
    }

    @Test func outputOfAPluginsThreadsIsThePlugins() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import threading
                def work(): print("from a thread")
                def run():
                    thread = threading.Thread(target=work); thread.start(); thread.join()
                """,
            name: "threaded"
        )
        _ = try plugin.json("run")
        #expect(log.entries.first { $0.message == "from a thread" }?.metadata["plugin"] == "threaded")
    }

    @Test func floodsAreBoundedAndCounted() throws {
        let log = LogRecorder()
        let host = try makeHost(
            output: OutputLimits(linesPerSecond: 100, lineBytes: 50, keptLines: 5),
            logger: log.logger
        )
        let plugin = try host.load(
            source: """
                def flood():
                    for n in range(20_000): print("line", n)
                def long(): print("x" * 1_000_000)
                def endless():
                    for _ in range(1000): print("y" * 100, end="")
                """
        )
        _ = try plugin.json("flood")
        #expect(log.entries.count < 2000)
        #expect(plugin.lastOutput == (19_995..<20_000).map { "line \($0)" })
        _ = try plugin.json("long")
        _ = try plugin.json("endless")
        #expect(plugin.lastOutput.allSatisfy { $0.utf8.count < 100 })
        Thread.sleep(forTimeInterval: 1.1)
        _ = try plugin.json("long")
        #expect(log.messages.contains { $0.hasSuffix("lines of output dropped") })
    }

    @Test func whatAPluginDoesToTheProcessIsReported() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import os
                def run():
                    os.chdir(os.getcwd())
                    os.environ["TERRARIUM_TEST"] = "1"
                    del os.environ["TERRARIUM_TEST"]
                """,
            name: "meddler"
        )
        _ = try plugin.json("run")
        let notes = log.entries.filter { $0.level == .warning && $0.metadata["plugin"] == "meddler" }.map(\.message)
        #expect(notes.contains { $0.contains("working directory") })
        #expect(notes.contains { $0.contains("environment") })
    }

    @Test func printingFromManyThreadsNeitherBlocksNorLosesTheProcess() throws {
        let log = LogRecorder()
        let plugin = try makeHost(output: OutputLimits(linesPerSecond: .max), logger: log.logger).load(
            source: "def run(n):\n    for i in range(50): print(n, i)",
            name: "chatty"
        )
        DispatchQueue.concurrentPerform(iterations: 16) { n in _ = try? plugin.json("run", "[\(n)]") }
        #expect(log.entries.filter { $0.metadata["plugin"] == "chatty" }.count == 800)
    }
}
