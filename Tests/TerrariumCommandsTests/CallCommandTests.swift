import Foundation
import Testing

@Suite struct CallCommandTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.addPackage("sample", source: Samples.source)
    }

    private func call(_ arguments: String..., input: [UInt8] = []) -> Outcome {
        // `terrarium` takes its arguments one by one.
        switch arguments.count {
        case 1: terrarium("call", "sample", arguments[0], "--plugins", folder.path, input: input)
        case 2: terrarium("call", "sample", arguments[0], arguments[1], "--plugins", folder.path, input: input)
        default:
            terrarium(
                "call",
                "sample",
                arguments[0],
                arguments[1],
                arguments[2],
                "--plugins",
                folder.path,
                input: input
            )
        }
    }

    @Test func anArraySpreadsNullIsNothingAndTheRestIsOneArgument() {
        #expect(call("count", "[1, 2, 3]").text == "3\n")
        #expect(call("count", "null").text == "0\n")
        #expect(call("count").text == "0\n")
        #expect(call("count", #"{"a": [1, 2]}"#).text == "1\n")
        #expect(call("count", "[[1, 2]]").text == "1\n")
    }

    @Test func aDashReadsStandardInput() {
        #expect(call("greet", "-", input: Array(#"["Ångström"]"#.utf8)).text == "\"Hello, Ångström!\"\n")
        let empty = call("greet", "-")
        #expect(empty.status == 1)
        #expect(empty.errors.contains("invalidInput"))
    }

    @Test func inputAndOutputMayBeFiles() throws {
        let input = try folder.write("in.json", #"["File"]"#)
        let outcome = terrarium(
            "call",
            folder.path + "/sample",
            "greet",
            "--input",
            input,
            "--output",
            folder.path + "/out.json"
        )
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.isEmpty)
        #expect(try folder.read("out.json") == Array("\"Hello, File!\"\n".utf8))
    }

    @Test func aFailedCallLeavesTheOutputFileAsItWas() throws {
        let output = try folder.write("out.json", "before")
        let outcome = call("fail", "--output", output)
        #expect(outcome.status == 1)
        #expect(try folder.read("out.json") == Array("before".utf8))
        #expect(try folder.names() == ["out.json", "sample"])
    }

    @Test func aFileIsAPluginOfItsFunctions() throws {
        let file = try folder.write("tool.py", "def add(a, b):\n    return a + b\n")
        #expect(terrarium("call", file, "add", "[2, 3]").text == "5\n")
    }

    @Test func whatThePluginWritesGoesToStandardError() {
        let outcome = call("talk")
        #expect(outcome.text == "null\n")
        #expect(outcome.errors == "[sample] printed\n[sample] warning: logged\n")
        let verbose = call("talk", "--verbose")
        #expect(verbose.errors.contains("[sample] debug: whispered\n"), "\(verbose)")
    }

    @Test func outputWithoutALineEndIsShownAtTheEnd() throws {
        let file = try folder.write("tool.py", "def f(data):\n    print('no end', end='')\n    return data\n")
        #expect(terrarium("call", file, "f", "1").errors == "[tool] no end\n")
        #expect(terrarium("call", file, "f", "--raw", input: [1]).errors == "[tool] no end\n")
    }

    @Test func allLinesAreShownHoweverMany() throws {
        let file = try folder.write("tool.py", "def f():\n    for i in range(5000):\n        print(i)\n")
        let outcome = terrarium("call", file, "f")
        #expect(outcome.errors.split(separator: "\n").count == 5000)
        #expect(outcome.errors.hasSuffix("[tool] 4999\n"))
    }

    @Test func errorsAreJSONOnRequest() throws {
        let outcome = call("fail", "--json")
        #expect(outcome.status == 1)
        let report = try #require(try outcome.reports().first)
        #expect(report.kind == "CallError")
        #expect(report.code == "pluginFailed")
        #expect(report.exitCode == 1)
        #expect(report.plugin?.code == "ValueError")
        #expect(report.plugin?.message == "no good")
        #expect(report.plugin?.traceback.contains("KeyError: 'root'") == true)
        #expect(report.output == ["last words"])
        let usage = call("fail", "--json", "--keep-going")
        #expect(try usage.reports().map(\.kind) == ["UsageError"])
        #expect(usage.status == 2)
        let place = try #require(try call("count", "[1, oops]", "--json").reports().first)
        #expect(place.offset == 4)
    }

    @Test func aPluginErrorKeepsItsCodeAndDetails() throws {
        let file = try folder.write(
            "tool.py",
            """
            from terrarium import PluginError
            def f():
                raise PluginError("EMPTY", "nothing there", {"field": "name"})
            """
        )
        let outcome = terrarium("call", file, "f", "--json")
        let raised = try #require(try outcome.reports().first?.plugin)
        #expect(raised.code == "EMPTY")
        #expect(raised.message == "nothing there")
        #expect(raised.details == #"{"field":"name"}"#)
        #expect(terrarium("call", file, "f").errors.hasPrefix("error: pluginFailed: [EMPTY] nothing there\n"))
    }

    @Test func fidiusConversionsAreAnOption() throws {
        let file = try folder.write("tool.py", "def f():\n    return b'ab'\n")
        #expect(terrarium("call", file, "f").status == 1)
        #expect(terrarium("call", file, "f", "--fidius").text == "[97,98]\n")
    }

    @Test func theWrongWireSaysWhichOneIsRight() throws {
        let file = try folder.write(
            "tool.py",
            "from terrarium import method\n@method(raw=True)\ndef f(data):\n    return data\n"
        )
        let outcome = terrarium("call", file, "f", "1")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("add --raw"), "\(outcome)")
    }
}
