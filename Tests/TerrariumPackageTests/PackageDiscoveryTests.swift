import Foundation
import Testing

@testable import TerrariumPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct PackageDiscoveryTests {
    let directory: TemporaryDirectory

    init() throws {
        self.directory = try TemporaryDirectory()
    }

    // MARK: - Finding packages

    @Test func findsDirectChildrenWithAManifestSortedByNameThenVersion() throws {
        try directory.writePackage("plugins/c", name: "alpha", version: "2")
        try directory.writePackage("plugins/b", name: "beta")
        try directory.writePackage("plugins/a", name: "gamma")
        try directory.writePackage("plugins/d", name: "alpha", version: "1")
        try directory.writePackage("plugins/nested/deeper", name: "hidden")
        try directory.write("x = 1", to: "plugins/script.py")
        try directory.makeDirectory("plugins/empty")
        let discovery = discover("plugins")
        #expect(discovery.packages.map(\.name) == ["alpha", "alpha", "beta", "gamma"])
        #expect(discovery.packages.map(\.version) == ["1", "2", "0.1.0", "0.1.0"])
        #expect(discovery.packages.first?.directory == directory("plugins/d"))
        #expect(discovery.problems.isEmpty)
    }

    @Test func keepsTheOrderOfTheSearchPaths() throws {
        try directory.writePackage("second/a", name: "a")
        try directory.writePackage("first/z", name: "z")
        #expect(discover("first", "second").packages.map(\.name) == ["z", "a"])
        #expect(discover("first", "second").searchPaths == [directory("first"), directory("second")])
    }

    @Test func findsNothingInAnEmptyDirectoryOrWithoutSearchPaths() throws {
        try directory.makeDirectory("plugins")
        #expect(discover("plugins").packages.isEmpty)
        #expect(discover("plugins").problems.isEmpty)
        #expect(PackageDiscovery(searchPaths: []).packages.isEmpty)
    }

    @Test func makesRelativeSearchPathsAbsolute() {
        let current = FileManager.default.currentDirectoryPath
        let discovery = PackageDiscovery(searchPaths: ["./no//such"])
        #expect(discovery.searchPaths == [current + "/no/such"])
    }

    @Test func reportsBrokenPackagesAmongTheOthers() throws {
        try directory.writePackage("plugins/good", name: "good")
        try directory.write("[package", to: "plugins/syntax/package.toml")
        try directory.write(minimalManifest.replacing("[metadata]", with: ""), to: "plugins/invalid-1.0/package.toml")
        try directory.makeDirectory("plugins/odd/package.toml")
        try directory.makeDirectory("plugins/dangling")
        try directory.link("plugins/dangling/package.toml", to: "gone")
        let statuses = Dictionary(uniqueKeysWithValues: discover("plugins").packages.map { ($0.name, $0.status) })
        #expect(
            statuses == [
                "good": .usable,
                "syntax": .broken(PackageError(.manifestSyntax, "")),
                "greeter": .broken(PackageError(.manifestInvalid, "")),
                "odd": .broken(PackageError(.manifestUnreadable, "")),
                "dangling": .broken(PackageError(.manifestNotFound, "")),
            ]
        )
    }

    @Test func reportsPackagesForOtherRuntimes() throws {
        let native = minimalManifest.replacing("\"python\"", with: "\"rust\"").replacing("[python]", with: "[other]")
        try directory.write(native, to: "plugins/native/package.toml")
        let package = try #require(discover("plugins").packages.first)
        #expect(package.status == .notPython(.rust))
        #expect(package.manifest?.name == "greeter")
    }

    // MARK: - Names that are taken

    @Test func reportsPackagesThatAnEarlierSearchPathShadows() throws {
        try directory.writePackage("first/greeter", version: "1")
        try directory.writePackage("second/greeter", version: "2")
        let packages = discover("first", "second").packages
        #expect(packages.map(\.status) == [.usable, .shadowed(by: directory("first/greeter"))])
        #expect(try discover("first", "second").find("greeter").manifest.version == "1")
        #expect(try discover("second", "first").find("greeter").manifest.version == "2")
    }

    @Test func givesADuplicateNameToTheFirstDirectory() throws {
        try directory.writePackage("plugins/b", version: "1")
        try directory.writePackage("plugins/a", version: "2")
        let packages = discover("plugins").packages
        #expect(packages.map(\.directory) == [directory("plugins/b"), directory("plugins/a")])
        #expect(packages.map(\.status) == [.duplicate(of: directory("plugins/a")), .usable])
        #expect(try discover("plugins").find("greeter").manifest.version == "2")
    }

    @Test func letsNeitherBrokenNorForeignPackagesTakeAName() throws {
        try directory.write(minimalManifest.replacing("[metadata]", with: ""), to: "first/a/package.toml")
        let native = minimalManifest.replacing("\"python\"", with: "\"rust\"").replacing("[python]", with: "[other]")
        try directory.write(native, to: "first/b/package.toml")
        try directory.writePackage("second/greeter")
        #expect(try discover("first", "second").find("greeter").directory == directory("second/greeter"))
    }

    // MARK: - Links

    @Test func followsLinksToPackagesAndReportsTheirRealPath() throws {
        try directory.writePackage("elsewhere/greeter")
        try directory.makeDirectory("plugins")
        try directory.link("plugins/linked", to: "../elsewhere/greeter")
        let package = try #require(discover("plugins").packages.first)
        #expect(package.directory == directory("plugins/linked"))
        #expect(package.resolvedDirectory == directory("elsewhere/greeter"))
        #expect(package.status == .usable)
    }

    @Test func reportsALinkToASiblingAsADuplicate() throws {
        try directory.writePackage("plugins/greeter")
        try directory.link("plugins/link", to: "greeter")
        #expect(
            discover("plugins").packages.map(\.status) == [.usable, .duplicate(of: directory("plugins/greeter"))]
        )
    }

    @Test func reportsLinksThatLeadNowhereOrInCircles() throws {
        try directory.makeDirectory("plugins")
        try directory.link("plugins/circle", to: "circle")
        try directory.link("plugins/gone", to: "nowhere")
        try directory.link("plugins/parent", to: "..")
        let discovery = discover("plugins")
        #expect(discovery.packages.isEmpty)
        #expect(discovery.problems.map(\.code) == [.packageUnreadable, .packageUnreadable])
        #expect(discovery.problems.map(\.path) == [directory("plugins/circle"), directory("plugins/gone")])
    }

    // MARK: - Search paths that are wrong

    @Test func reportsSearchPathsThatAreMissingOrNotDirectories() throws {
        try directory.writePackage("plugins/greeter")
        try directory.write("", to: "file")
        let discovery = discover("gone", "file", "plugins", "file/below")
        #expect(
            discovery.problems.map(\.code) == [.searchPathNotFound, .searchPathUnreadable, .searchPathNotFound]
        )
        #expect(discovery.problems.first?.path == directory("gone"))
        #expect(discovery.packages.map(\.status) == [.usable])
    }

    @Test func doesNotTakeAnEmptySearchPathForTheCurrentDirectory() {
        #expect(PackageDiscovery(searchPaths: [""]).problems.map(\.code) == [.searchPathNotFound])
        #expect(throws: PackageError.self) { try PackageFolder("") }
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func reportsSearchPathsWithoutPermission() throws {
        try directory.makeDirectory("plugins")
        try directory.lock("plugins")
        #expect(discover("plugins").problems.map(\.code) == [.searchPathUnreadable])
    }

    @Test func searchesARepeatedSearchPathOnce() throws {
        try directory.writePackage("plugins/greeter")
        try directory.link("link", to: "plugins")
        let discovery = discover("plugins", "./plugins/", "link")
        #expect(discovery.packages.map(\.status) == [.usable])
        #expect(discovery.problems.map(\.code) == [.searchPathRepeated, .searchPathRepeated])
    }

    @Test func reportsASearchPathThatIsAPackageAndSearchesItAnyway() throws {
        try directory.writePackage("plugins", name: "outer")
        try directory.writePackage("plugins/inner", name: "inner")
        let discovery = discover("plugins")
        #expect(discovery.problems.map(\.code) == [.searchPathIsPackage])
        #expect(discovery.packages.map(\.name) == ["inner"])
    }

    @Test func survivesNamesThatAreNotUTF8() throws {
        try directory.writePackage("plugins/greeter")
        let isMade = directory.makeDirectoryNotUTF8(in: "plugins")
        let discovery = discover("plugins")
        #expect(discovery.packages.map(\.name) == ["greeter"])
        // Not every file system takes such a name.
        #expect(discovery.problems.map(\.code) == (isMade ? [.packageUnreadable] : []))
    }

    // MARK: - Find

    @Test func findsAPackageByItsNameWhateverItsDirectory() throws {
        try directory.writePackage("plugins/greeter-0.1.0")
        let folder = try discover("plugins").find("greeter")
        #expect(folder.directory == directory("plugins/greeter-0.1.0"))
        #expect(folder.manifest.python?.entryModule == "greeter")
    }

    @Test func saysWhyABrokenPackageWasNotFound() throws {
        try directory.write(minimalManifest.replacing("[metadata]", with: ""), to: "plugins/x/package.toml")
        let error = try #require(throws: PackageError.self) { try discover("plugins").find("greeter") }
        #expect(error.code == .packageBroken)
        #expect(error.path == directory("plugins/x"))
        #expect(error.message.contains("`metadata` is missing"))
        #expect(error.cause?.code == .manifestInvalid)
        #expect(
            error.detailedDescription().contains("\n  caused by \(directory("plugins/x/package.toml")): `metadata`")
        )
    }

    @Test func saysThatAPackageIsForAnotherRuntime() throws {
        let native = minimalManifest.replacing("\"python\"", with: "\"rust\"").replacing("[python]", with: "[other]")
        try directory.write(native, to: "plugins/native/package.toml")
        let error = try #require(throws: PackageError.self) { try discover("plugins").find("greeter") }
        #expect(error.code == .packageNotPython)
        #expect(error.message == "the package \"greeter\" is for the runtime \"rust\", not \"python\"")
    }

    @Test func listsWhatWasSearchedAndWhatIsClose() throws {
        try directory.writePackage("plugins/greeter")
        try directory.write("[", to: "plugins/broken/package.toml")
        let error = try #require(throws: PackageError.self) { try discover("plugins", "gone").find("greter") }
        #expect(error.code == .packageNotFound)
        #expect(
            error.message == """
                no package is named "greter" (searched: \(directory("plugins")), \(directory("gone"))); \
                did you mean "greeter"?
                """
        )
        #expect(error.problems.count == 2)
        #expect(error.problems.first?.message.hasPrefix(directory("gone: does not exist")) == true)
        #expect(error.problems.last?.message.hasPrefix(directory("plugins/broken/package.toml:1:2: ")) == true)
        let nothing = try #require(throws: PackageError.self) { try PackageDiscovery(searchPaths: []).find("x") }
        #expect(nothing.message == "no package is named \"x\" (searched: there are no search paths)")
    }

    private func discover(_ names: String...) -> PackageDiscovery {
        PackageDiscovery(searchPaths: names.map { directory($0) })
    }
}
