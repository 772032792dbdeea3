import Foundation
import Testing

@Suite struct JSONLinesTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.addPackage("sample", source: Samples.source)
    }

    private func records(_ count: Int, failing: Set<Int> = []) -> String {
        (1...count).map { failing.contains($0) ? "{\"n\":-\($0)}\n" : "{\"n\":\($0)}\n" }.joined()
    }

    @Test func everyLineGivesALine() throws {
        let input = try folder.write("in.jsonl", records(10_000))
        let outcome = terrarium("call", "sample", "double", "--jsonl", "--input", input, "--plugins", folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.text == (1...10_000).map { "{\"n\":\($0 * 2)}\n" }.joined())
    }

    @Test func standardInputIsReadWithoutAFile() throws {
        let outcome = try Executable.run(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--plugins",
            folder.path,
            input: Array(records(10_000).utf8)
        )
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 10_000)
    }

    @Test func everyLineFollowsTheRuleForArguments() {
        let outcome = terrarium(
            "call",
            "sample",
            "count",
            "--jsonl",
            "--plugins",
            folder.path,
            input: Array("[1,2]\nnull\n{}\n[[]]".utf8)
        )
        #expect(outcome.text == "2\n0\n1\n1\n")
    }

    @Test func blankLinesAreSkippedButCounted() throws {
        let outcome = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--json",
            "--plugins",
            folder.path,
            input: Array("\n{\"n\":1}\r\n \t\r\n\n{\"n\":-5}\n".utf8)
        )
        #expect(outcome.text == "{\"n\":2}\n")
        #expect(try outcome.reports().map(\.line) == [5])
    }

    @Test func aFailingRecordEndsTheCommandWithItsLine() throws {
        let outcome = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--plugins",
            folder.path,
            input: Array(records(10_000, failing: [7_000]).utf8)
        )
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: line 7000: pluginFailed: [ValueError] negative at -7000\n"))
        #expect(outcome.errors.contains("Traceback (most recent call last):"))
        #expect(outcome.text.split(separator: "\n").count == 6_999)
    }

    @Test func keepGoingReportsEveryFailureAndEndsWithOne() throws {
        let input = Array(records(10_000, failing: [3, 5_000, 10_000]).utf8)
        let outcome = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--keep-going",
            "--plugins",
            folder.path,
            input: input
        )
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == """
                error: line 3: pluginFailed: [ValueError] negative at -3
                error: line 5000: pluginFailed: [ValueError] negative at -5000
                error: line 10000: pluginFailed: [ValueError] negative at -10000
                error: 3 of 10 000 records failed

                """
        )
        #expect(outcome.text.split(separator: "\n").count == 9_997)
        let json = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--keep-going",
            "--json",
            "--plugins",
            folder.path,
            input: input
        )
        #expect(try json.reports().map(\.line) == [3, 5_000, 10_000, nil])
        #expect(try json.reports().last?.code == "recordsFailed")
    }

    @Test func aLineThatIsNotJSONFailsAlone() {
        let outcome = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--keep-going",
            "--plugins",
            folder.path,
            input: Array("{\"n\":1}\n{\"n\":\n{\"n\":2}\n".utf8)
        )
        #expect(outcome.text == "{\"n\":2}\n{\"n\":4}\n")
        #expect(outcome.errors.contains("error: line 2: invalidInput: "))
    }

    @Test func theOutputFileAppearsWhole() throws {
        let input = try folder.write("in.jsonl", records(100, failing: [50]))
        let stopped = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--input",
            input,
            "--output",
            folder.path + "/out.jsonl",
            "--plugins",
            folder.path
        )
        #expect(stopped.status == 1)
        #expect(try folder.names() == ["in.jsonl", "sample"])
        let kept = terrarium(
            "call",
            "sample",
            "double",
            "--jsonl",
            "--keep-going",
            "--input",
            input,
            "--output",
            folder.path + "/out.jsonl",
            "--plugins",
            folder.path
        )
        #expect(kept.status == 1)
        #expect(try folder.read("out.jsonl").count { $0 == UInt8(ascii: "\n") } == 99)
    }

    @Test func resultsAreNotHeldBackWhileTheInputWaits() throws {
        let (input, output) = (Pipe(), Pipe())
        let process = try Executable.start(
            ["call", "sample", "double", "--jsonl", "--plugins", folder.path],
            input: input,
            output: output,
            errors: FileHandle.nullDevice
        )
        for number in 1...3 {
            try input.fileHandleForWriting.write(contentsOf: Data("{\"n\":\(number)}\n".utf8))
            let answer = output.fileHandleForReading.availableData
            #expect(String(decoding: answer, as: UTF8.self) == "{\"n\":\(number * 2)}\n")
        }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM])
    func anInterruptedCommandLeavesNoFile(_ signal: Int32) throws {
        let script = try folder.write("slow.py", "import time\ndef f(n):\n    time.sleep(0.01)\n    return n\n")
        let (input, output) = (Pipe(), folder.path + "/results")
        let process = try Executable.start(
            ["call", script, "f", "--jsonl", "--output", output],
            input: input,
            output: FileHandle.nullDevice,
            errors: FileHandle.nullDevice
        )
        while try folder.names().allSatisfy({ !$0.hasPrefix("results.") }) {
            try #require(process.isRunning)
            Thread.sleep(forTimeInterval: 0.01)
        }
        try #require(process.processIdentifier > 1)
        kill(process.processIdentifier, signal)
        // The end of the input ends it too, should the signal not.
        Thread.sleep(forTimeInterval: 0.5)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == signal)
        #expect(try folder.names() == ["sample", "slow.py"])
    }

    @Test func noRecordsAreNoError() {
        let outcome = terrarium("call", "sample", "double", "--jsonl", "--plugins", folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
    }
}
