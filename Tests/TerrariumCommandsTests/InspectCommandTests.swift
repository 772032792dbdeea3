import Foundation
import Testing

@Suite struct InspectCommandTests {
    private struct Page: Decodable {
        struct Manifest: Decodable {
            struct Metadata: Decodable {
                var author: String
                var tags: [String]
            }

            var name: String
            var version: String
            var interface: String
            var entryModule: String
            var requiresPython: String?
            var compatibility: String
            var metadata: Metadata
        }

        struct Module: Decodable {
            struct Method: Decodable {
                var index: Int
                var name: String
                var wire: String
                var signature: String
                var summary: String
            }

            var interfaceHash: String?
            var methods: [Method]
        }

        var path: String
        var manifest: Manifest?
        var module: Module?
    }

    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.addPackage(
            "sample",
            extra: "[terrarium]\nrequires_python = \">=3.11\"\ncompatibility = \"fidius\"",
            source: """
                from terrarium import method

                __interface_hash__ = 0xC0FFEE

                @method
                def greet(name: str) -> str:
                    \"""Greets a person.

                    At length.
                    \"""
                    return name

                @method(raw=True)
                def reverse(data):
                    return data[::-1]

                def helper():
                    pass
                """
        )
    }

    @Test func manifestAndMethodsAreShown() throws {
        let outcome = terrarium("inspect", "sample", "--json", "--plugins", folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        let page = try outcome.json(Page.self)
        #expect(page.path == folder.path + "/sample")
        #expect(page.manifest?.name == "sample")
        #expect(page.manifest?.requiresPython == ">=3.11")
        #expect(page.manifest?.compatibility == "fidius")
        #expect(page.manifest?.metadata.tags == ["one", "two"])
        #expect(page.module?.interfaceHash == "0x0000000000c0ffee")
        #expect(page.module?.methods.map(\.name) == ["greet", "reverse"])
        #expect(page.module?.methods.map(\.wire) == ["any", "raw"])
        #expect(page.module?.methods.first?.signature == "(name: str) -> str")
        #expect(page.module?.methods.first?.summary == "Greets a person.")
    }

    @Test func thePageIsReadable() throws {
        let outcome = terrarium("inspect", folder.path + "/sample")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text.contains("package          sample 1.0.0\n"))
        #expect(outcome.text.contains("interface hash   0x0000000000c0ffee\n"))
        #expect(outcome.text.contains("\n  0  any  greet(name: str) -> str  Greets a person.\n"))
    }

    @Test func withoutLoadingNoCodeRuns() throws {
        try folder.addPackage("bomb", source: "raise SystemExit('boom')")
        let outcome = terrarium("inspect", "bomb", "--no-load", "--json", "--plugins", folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        let page = try outcome.json(Page.self)
        #expect(page.manifest?.entryModule == "entry")
        #expect(page.module == nil)
        let loaded = terrarium("inspect", "bomb", "--plugins", folder.path)
        #expect(loaded.status == 3)
        #expect(loaded.errors.contains("SystemExit"))
    }

    @Test func aSingleFileHasItsPublicFunctions() throws {
        let file = try folder.write("tool.py", "def one(): pass\ndef _hidden(): pass\ndef two(a, b=1): pass\n")
        let outcome = terrarium("inspect", file, "--json")
        let page = try outcome.json(Page.self)
        #expect(page.manifest == nil)
        #expect(page.module?.interfaceHash == nil)
        #expect(page.module?.methods.map(\.name) == ["one", "two"])
        #expect(terrarium("inspect", file).text.contains("interface hash  not declared"))
    }

    @Test func everyProblemOfAManifestIsShown() throws {
        try folder.write("broken/package.toml", "[package]\nname = \"broken\"\n")
        let outcome = terrarium("inspect", "broken", "--plugins", folder.path)
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("`package.version` is missing"))
        #expect(outcome.errors.contains("`package.interface` is missing"))
        let json = terrarium("inspect", folder.path + "/broken", "--json")
        #expect(json.status == 3)
        let report = try #require(try json.reports().first)
        #expect(report.kind == "PackageError")
        #expect(report.exitCode == 3)
        #expect((report.problems?.count ?? 0) >= 3)
    }
}
