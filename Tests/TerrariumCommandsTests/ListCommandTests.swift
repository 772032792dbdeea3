import Foundation
import Testing

@Suite struct ListCommandTests {
    private struct List: Decodable {
        struct Package: Decodable, Equatable {
            var name: String
            var version: String?
            var runtime: String?
            var interface: String?
            var interfaceVersion: Int?
            var directory: String
            var status: String
            var reason: String?
        }

        var searchPaths: [String]
        var packages: [Package]
        var problems: [String]
    }

    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.addPackage("alpha", directory: "first/alpha")
        try folder.addPackage("alpha", directory: "first/alpha-copy", version: "2.0.0")
        try folder.write("first/broken/package.toml", "[package]\nname = \"broken\"\n")
        try folder.addPackage("alpha", directory: "second/alpha")
        try folder.addPackage("beta", directory: "second/beta")
    }

    @Test func everyPackageIsListedWithItsStatus() throws {
        let outcome = terrarium(
            "list",
            "--json",
            "--plugins",
            folder.path + "/first",
            "--plugins",
            folder.path + "/second"
        )
        #expect(outcome.status == 0, "\(outcome)")
        let list = try outcome.json(List.self)
        #expect(list.packages.map(\.status) == ["usable", "duplicate", "broken", "shadowed", "usable"])
        #expect(list.packages.map(\.name) == ["alpha", "alpha", "broken", "alpha", "beta"])
        #expect(list.packages[0].version == "1.0.0")
        #expect(list.packages[0].runtime == "python")
        #expect(list.packages[0].interface == "Sample")
        #expect(list.packages[0].interfaceVersion == 3)
        #expect(list.packages[0].directory == folder.path + "/first/alpha")
        #expect(list.packages[0].reason == nil)
        #expect(list.packages[1].reason?.contains("/first/alpha") == true)
        #expect(list.packages[2].reason?.contains("package.toml") == true)
        #expect(list.packages[3].reason?.contains("earlier search path") == true)
        #expect(list.problems.isEmpty)
    }

    @Test func theTableHasTheReasonsBelow() throws {
        let outcome = terrarium("list", "--plugins", folder.path + "/first")
        let lines = outcome.text.split(separator: "\n")
        #expect(lines[0].hasPrefix("NAME    VERSION  RUNTIME"))
        #expect(lines[1].contains("usable"))
        #expect(outcome.text.contains("\nbroken: \(folder.path)/first/broken/package.toml"))
    }

    @Test func searchPathsComeFromTheEnvironment() throws {
        let paths = "\(folder.path)/second:\(folder.path)/first"
        let outcome = terrarium("list", "--json", environment: ["TERRARIUM_PLUGINS": paths])
        #expect(try outcome.json(List.self).searchPaths == [folder.path + "/second", folder.path + "/first"])
        let option = terrarium(
            "list",
            "--json",
            "--plugins",
            folder.path + "/first",
            environment: ["TERRARIUM_PLUGINS": paths]
        )
        #expect(try option.json(List.self).searchPaths == [folder.path + "/first"])
    }

    @Test func withoutAnyTheFolderPluginsIsSearched() throws {
        let outcome = terrarium("list", "--json")
        #expect(try outcome.json(List.self).searchPaths.map { $0.hasSuffix("/plugins") } == [true])
    }

    @Test func aSearchPathThatDoesNotExistIsAWarning() throws {
        let outcome = terrarium("list", "--plugins", folder.path + "/nowhere")
        #expect(outcome.status == 0)
        #expect(outcome.errors.hasPrefix("warning: \(folder.path)/nowhere: does not exist"))
        #expect(outcome.text == "no packages in \(folder.path)/nowhere\n")
        let json = terrarium("list", "--json", "--plugins", folder.path + "/nowhere")
        #expect(try json.json(List.self).problems.count == 1)
        #expect(json.errors.isEmpty)
    }

    @Test func namesCannotSendCommandsToTheTerminal() throws {
        try folder.write("third/evil\u{1B}[2J/package.toml", "not = toml = at all")
        let outcome = terrarium("list", "--plugins", folder.path + "/third")
        #expect(!outcome.output.contains(0x1B))
        #expect(outcome.text.contains(#"evil\u{1B}[2J"#), "\(outcome)")
    }
}
