#if Macros

import Foundation
import Testing

@Suite struct StubCheckTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            var kind: String
            var method: String?
            var line: Int?
            var message: String
        }

        var fits: Bool
        var interface: String
        var interfaceHash: String
        var pluginHash: String?
        var addedLines: [String]
        var removedLines: [String]
        var problems: [Finding]
        var notes: [Finding]
    }

    private let folder: Folder
    private let swift: String
    private let hash: String

    init() throws {
        folder = try Folder()
        swift = try folder.write("Greeter.swift", StubSamples.greeter)
        let stub = terrarium("stub", swift).text
        hash = String(try #require(stub.firstMatch(of: /0x[0-9a-f]{16}/)).0)
    }

    private func check(_ source: String) throws -> Report {
        let plugin = try folder.write("plugin.py", source)
        let outcome = terrarium("stub", swift, "--check", plugin, "--json")
        let report = try outcome.json(Report.self)
        #expect(outcome.status == (report.fits ? 0 : 1))
        #expect(report.fits == report.problems.isEmpty)
        return report
    }

    /// A plugin with the two methods it must have.
    private func plugin(
        greet: String = "def greet(person, times): return ''",
        reverse: String = "@method(raw=True)\ndef reverse(data): return data",
        more: String = ""
    ) throws -> Report {
        try check("from terrarium import method\n__interface_hash__ = \(hash)\n\(greet)\n\(reverse)\n\(more)\n")
    }

    @Test func aFreshStubFits() throws {
        let stub = folder.path + "/greeter.py"
        #expect(terrarium("stub", swift, "-o", stub).status == 0)
        let outcome = terrarium("stub", swift, "--check", stub)
        #expect(outcome.status == 0)
        #expect(outcome.text == "\(stub) fits Greeter, version 2\n")
    }

    @Test func theModuleIsNeverRun() throws {
        let report = try plugin(more: "raise SystemExit('boom')")
        #expect(report.fits)
    }

    @Test func aDifferentHashShowsTheDifferenceOfTheLines() throws {
        let path = try folder.write(
            "old.py",
            """
            __interface_hash__ = 0x00000000000000ff
            __interface_methods__ = (
                "greet:Person->String",
                "reverse:Vec < u8 >->Vec < u8 >!raw",
            )
            def greet(person, times): pass
            def reverse(data): pass
            """
        )
        let outcome = terrarium("stub", swift, "--check", path)
        #expect(outcome.status == 1)
        #expect(
            outcome.text.contains(
                """
                \(path):1: error: __interface_hash__ is 0x00000000000000ff, and the interface's is \(hash)
                  - greet:Person->String
                  + greet:Person,i64->String

                """
            ),
            "\(outcome)"
        )
        #expect(outcome.text.hasSuffix("does not fit Greeter, version 2: 1 problem\n"))
        let report = try check("def greet(person, times): pass\ndef reverse(data): pass\n")
        #expect(report.problems.map(\.kind) == ["hash"])
        #expect(report.interfaceHash == hash)
        #expect(report.pluginHash == nil)
        #expect(report.addedLines.isEmpty && report.removedLines.isEmpty)
    }

    @Test func missingMethodsAreProblemsAndMissingOptionalOnesAreNot() throws {
        let report = try plugin(reverse: "")
        #expect(report.problems.map(\.kind) == ["missing"])
        #expect(report.problems.first?.method == "reverse")
        #expect(report.notes.map(\.kind) == ["optionalMissing"])
        #expect(report.notes.first?.method == "best_friend")
    }

    @Test func methodsThatAreNotOfTheInterfaceAreNoted() throws {
        let report = try plugin(more: "def helper(): pass\n@method\ndef extra(): pass\ndef best_friend(person): pass")
        #expect(report.fits)
        #expect(report.notes.map(\.method) == ["extra"])
    }

    @Test(arguments: [
        ("def greet(person): pass", "parameters", "takes (person), and the interface passes (person, times)"),
        ("def greet(person, times, more): pass", "parameters", "takes (person, times, more)"),
        ("def greet(person, times, *, loud): pass", "parameters", "needs the keyword loud"),
        ("def greet(who, times): pass", "names", "names its parameters (who, times)"),
        ("async def greet(person, times): pass", "coroutine", "leave out `async`"),
        ("def greet(person, times): yield ''", "generator", "is a generator"),
        ("@method(raw=True)\ndef greet(person, times): pass", "wire", "without raw=True"),
        (
            "def greet(person, times: str): pass", "types",
            "the parameter times of greet is str, and int in the interface"
        ),
        ("def greet(person, times) -> list[str]: pass", "types", "the result of greet is list[str], and str"),
        ("def greet(person, times: int | None): pass", "types", "int | None"),
    ])
    func whatHostsCannotCallIsAProblem(greet: String, kind: String, message: String) throws {
        let report = try plugin(greet: greet)
        #expect(report.problems.map(\.kind) == [kind], "\(report)")
        #expect(report.problems.first?.message.contains(message) == true, "\(report)")
        #expect(report.problems.first?.method == "greet")
        #expect(report.problems.first?.line == (greet.hasPrefix("@") ? 4 : 3))
    }

    @Test(arguments: [
        "def greet(person, times=2, *more, **rest): pass",
        "def greet(person, /, times, loud=True, *, soft=False): pass",
        "def greet(*everything): pass",
        "def greet(person, times: 'int') -> 'str': return (lambda: (yield))",
        "import typing as t\ndef greet(person: t.Annotated['Person', 1], times: t.Annotated[int, 'n']) -> t.Union[str]: pass",
        "if True:\n    def greet(person, times): pass\nelse:\n    greet = None",
        "from elsewhere import greet",
        "greet = make()",
    ])
    func whatHostsCanCallIsNoProblem(greet: String) throws {
        let report = try plugin(greet: greet)
        #expect(report.fits, "\(report)")
    }

    @Test func hintsThatOnlyDifferAreNoted() throws {
        let report = try plugin(greet: "def greet(person: Mapping, times: SupportsIndex) -> str: return ''")
        #expect(report.fits)
        #expect(report.notes.filter { $0.kind == "types" }.count == 2, "\(report)")
    }

    @Test func methodsOfOtherFilesAreUnknown() throws {
        let report = try check("from base import *\n__interface_hash__ = \(hash)\n")
        #expect(report.fits)
        #expect(report.notes.map(\.kind) == ["unknown", "unknown", "unknown"], "\(report)")
    }

    @Test func aFileThatIsNotPythonIsAnError() throws {
        let plugin = try folder.write("plugin.py", "x = 1\ndef greet(:\n")
        let outcome = terrarium("stub", swift, "--check", plugin)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("\(plugin):2:"), "\(outcome)")
        let bytes = try folder.write("bytes.py", [0x78, 0xFF, 0xFE, 0x00])
        #expect(terrarium("stub", swift, "--check", bytes).status == 2)
        #expect(terrarium("stub", swift, "--check", folder.path + "/missing.py").status == 2)
    }
}

#endif
