import Foundation
import Testing

/// The program's exit status and streams, seen from outside.
@Suite struct ExitStatusTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.addPackage("sample", source: Samples.source)
    }

    @Test func successIsZeroAndPrintsOneLine() throws {
        let outcome = try Executable.run("call", "sample", "greet", #"["World"]"#, "--plugins", folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text == "\"Hello, World!\"\n")
        #expect(outcome.errors.isEmpty)
    }

    @Test func aPluginThatRaisesIsOne() throws {
        let outcome = try Executable.run("call", "sample", "fail", "--plugins", folder.path)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("error: pluginFailed: [ValueError] no good"))
        #expect(outcome.errors.contains("KeyError: 'root'"))
        #expect(outcome.errors.contains("raise ValueError(\"no good\") from KeyError(\"root\")"))
        #expect(outcome.errors.contains("The plugin wrote:\n  last words"))
    }

    @Test(arguments: [#"{"open": "#, "[1] 2", "nothing"])
    func inputThatIsNotJSONIsOne(_ text: String) throws {
        let outcome = try Executable.run("call", "sample", "count", text, "--plugins", folder.path)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("error: invalidInput: "))
    }

    @Test func aResultWithoutJSONFormIsOne() throws {
        let outcome = try Executable.run("call", "sample", "unclean", "--plugins", folder.path)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("error: invalidResult: "))
    }

    @Test(arguments: [
        ["call"], ["call", "sample"], ["nonsense"], ["list", "--colour"], ["call", "sample", "fail", "--repeat", "0"],
        ["call", "sample", "fail", "--repeat", "many"], ["call", "sample", "fail", "--raw", "--jsonl"],
        ["call", "sample", "fail", "--keep-going"], ["call", "sample", "reverse", "text", "--raw"],
        ["call", "sample", "fail", "1", "--input", "file"],
        ["call", "sample", "fail", "--site-packages", "--venv", "x"],
        ["call", "sample", "fail", "--jsonl", "--repeat", "2"], ["inspect", "file.py", "--no-load"],
    ])
    func wrongUsageIsTwo(_ arguments: [String]) throws {
        let outcome = try terminated(arguments)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.contains("Usage: terrarium"))
    }

    @Test func aMethodThatDoesNotExistIsTwo() throws {
        let outcome = try Executable.run("call", "sample", "greeet", "--plugins", folder.path)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains("it has greet, count"))
    }

    @Test func filesThatCannotBeUsedAreTwo() throws {
        let missing = try Executable.run(
            "call",
            "sample",
            "greet",
            "--input",
            "/no/such/file",
            "--plugins",
            folder.path
        )
        #expect(missing.status == 2, "\(missing)")
        #expect(missing.errors == "error: cannot open /no/such/file: No such file or directory\n")
        let directory = try Executable.run("call", "sample", "greet", "--input", "/", "--plugins", folder.path)
        #expect(directory.status == 2, "\(directory)")
        let output = try Executable.run(
            "call",
            "sample",
            "greet",
            #"["x"]"#,
            "--output",
            "/no/such/folder/file",
            "--plugins",
            folder.path
        )
        #expect(output.status == 2, "\(output)")
    }

    @Test func aPackageThatDoesNotExistIsThree() throws {
        let outcome = try Executable.run("call", "simple", "greet", "--plugins", folder.path)
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.errors.contains("did you mean \"sample\"?"))
    }

    @Test func aModuleThatRaisesIsThree() throws {
        let file = try folder.write(
            "broken.py",
            "def f():\n    return 1\nprint('importing')\nraise RuntimeError('early')\n"
        )
        let outcome = try Executable.run("call", file, "f")
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.errors.contains("[broken] importing"))
        #expect(outcome.errors.contains("error: importFailed: "))
        #expect(outcome.errors.contains("line 4"))
        #expect(outcome.errors.contains("RuntimeError: early"))
    }

    @Test func aPythonThatDoesNotExistIsThree() throws {
        let outcome = try Executable.run("call", "sample", "greet", "--home", "/no/python", "--plugins", folder.path)
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.errors.contains("error: notFound: "))
        #expect(outcome.errors.contains("/no/python/lib/python3"))
        #expect(outcome.errors.contains("terrarium doctor"))
    }

    @Test func helpAndVersionAreZeroOnStandardOutput() throws {
        let version = try Executable.run("--version")
        #expect(version.status == 0)
        #expect(version.text == "0.1.0\n")
        for arguments in [["--help"], ["help", "call"], ["call", "--help"], []] {
            let help = try terminated(arguments)
            #expect(help.status == 0, "\(help)")
            #expect(help.text.contains("Examples:"))
            #expect(help.errors.isEmpty)
        }
        #expect(try Executable.run("--help").text.contains("141  the reader of the output went away"))
    }

    @Test func aReaderThatGoesAwayEndsTheProgramQuietly() throws {
        let records = (0..<200_000).map { "{\"n\":\($0)}\n" }.joined()
        let input = try folder.write("many.jsonl", records)
        let (output, errors) = (Pipe(), Pipe())
        let process = try Executable.start(
            ["call", "sample", "double", "--jsonl", "--input", input, "--plugins", folder.path],
            input: FileHandle.nullDevice,
            output: output,
            errors: errors
        )
        _ = try output.fileHandleForReading.read(upToCount: 10)
        try output.fileHandleForReading.close()
        let written = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 141)
        #expect(written.isEmpty, "\(String(decoding: written, as: UTF8.self))")
    }

    private func terminated(_ arguments: [String]) throws -> Outcome {
        let (output, errors) = (Pipe(), Pipe())
        let process = try Executable.start(
            arguments,
            input: FileHandle.nullDevice,
            output: output,
            errors: errors,
            environment: ["TERRARIUM_PLUGINS": folder.path]
        )
        let (outputDrain, errorDrain) = (
            Drain(dup(output.fileHandleForReading.fileDescriptor)),
            Drain(dup(errors.fileHandleForReading.fileDescriptor))
        )
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: outputDrain.wait(),
            errors: String(decoding: errorDrain.wait(), as: UTF8.self)
        )
    }
}
