import Foundation
import Testing

@testable import TerrariumCommands

@Suite struct ProgressBarTests {
    @Test func aTerminalShowsProgressAndASummary() throws {
        let folder = try Folder()
        let script = try folder.write(
            "slow.py",
            "import time\n\ndef wait(n):\n    time.sleep(0.005)\n    if n == 50:\n        print('half')\n    return n\n"
        )
        let input = try folder.write("in.jsonl", (1...100).map { "\($0)\n" }.joined())
        let terminal = try PseudoTerminal(columns: 72)
        let drain = Drain(terminal.master)
        let output = Pipe()
        let process = try Executable.start(
            ["call", script, "wait", "--jsonl", "--input", input],
            input: FileHandle.nullDevice,
            output: output,
            errors: FileHandle(fileDescriptor: terminal.slave, closeOnDealloc: false)
        )
        close(terminal.slave)
        let results = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let screen = String(decoding: drain.wait(), as: UTF8.self)
        #expect(process.terminationStatus == 0, "\(screen)")
        #expect(results.count { $0 == UInt8(ascii: "\n") } == 100)

        let drawings = screen.components(separatedBy: "\r\u{1B}[K")
        #expect(drawings.count > 4, "\(screen)")
        #expect(
            drawings.contains { $0.contains("%") && $0.contains("[=") && $0.contains(" of 292 B") && $0.contains("/s") }
        )
        #expect(drawings.contains { $0.hasPrefix("[slow] half\r\n") }, "a line of output stands above the bar")
        #expect(drawings.allSatisfy { $0.prefix { $0 != "\r" && $0 != "\r\n" }.count < 72 })
        #expect(drawings.last?.hasPrefix("100 records, 292 B in ") == true, "\(screen)")
    }

    @Test func otherFilesShowNothing() throws {
        let folder = try Folder()
        let script = try folder.write("tool.py", "def f(n):\n    return n\n")
        #expect(terrarium("call", script, "f", "--jsonl", input: Array("1\n2\n".utf8)).errors.isEmpty)
    }

    @Test func theLineFitsTheTerminal() {
        let progress = Progress(
            bytes: 5_000_000,
            totalBytes: 20_000_000,
            records: 123_456,
            elapsed: .seconds(2)
        )
        #expect(
            progress.line(width: 120)
                == " 25%  [=======                     ]  4.8 MiB of 19.1 MiB  123 456 records  61 728/s  0:06 left"
        )
        #expect(progress.line(width: 30) == " 25%  4.8 MiB of 19.1 MiB")
        for width in 1...130 { #expect(progress.line(width: width).count < width) }
        #expect(progress.line(width: 40) == " 25%  [==      ]  4.8 MiB of 19.1 MiB")
    }

    @Test func withoutATotalThereIsNoPercentage() {
        let progress = Progress(bytes: 2048, totalBytes: nil, records: 3, elapsed: .seconds(3))
        #expect(progress.line(width: 80) == "2.0 KiB  3 records  1/s")
        #expect(progress.summary == "3 records, 2.0 KiB in 3.00 s, 1 records/s")
    }

    @Test func nothingDoneIsNoDivisionByZero() {
        let progress = Progress(bytes: 0, totalBytes: 0, records: 0, elapsed: .zero)
        #expect(progress.line(width: 80).hasPrefix("100%"))
        #expect(progress.summary == "0 records, 0 B in 0.00 s, 0 records/s")
    }
}
