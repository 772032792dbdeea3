import Foundation
import Testing

@Suite struct RawCallTests {
    private let folder: Folder
    private let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }

    init() throws {
        folder = try Folder()
        try folder.addPackage("sample", source: Samples.source)
    }

    @Test func bytesPassThroughStandardStreams() throws {
        let outcome = try Executable.run("call", "sample", "reverse", "--raw", "--plugins", folder.path, input: bytes)
        #expect(outcome.status == 0)
        #expect(outcome.output == Array(bytes.reversed()))
        let dash = terrarium("call", "sample", "reverse", "-", "--raw", "--plugins", folder.path, input: bytes)
        #expect(dash.output == outcome.output)
    }

    @Test func bytesPassThroughFiles() throws {
        let input = try folder.write("in", bytes)
        let outcome = terrarium(
            "call",
            "sample",
            "reverse",
            "--raw",
            "--input",
            input,
            "--output",
            folder.path + "/out",
            "--plugins",
            folder.path
        )
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try folder.read("out") == Array(bytes.reversed()))
    }

    @Test func noBytesAreAnInputToo() {
        let outcome = terrarium("call", "sample", "reverse", "--raw", "--plugins", folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test func aResultWithoutBytesIsAnError() {
        let outcome = terrarium("call", "sample", "count", "--raw", "--plugins", folder.path)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("int"))
    }

    @Test func aDeviceIsWrittenToAndNotReplaced() throws {
        let outcome = terrarium(
            "call",
            "sample",
            "reverse",
            "--raw",
            "--output",
            "/dev/null",
            "--plugins",
            folder.path,
            input: bytes
        )
        #expect(outcome.status == 0, "\(outcome)")
        var status = stat()
        #expect(unsafe stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }
}
