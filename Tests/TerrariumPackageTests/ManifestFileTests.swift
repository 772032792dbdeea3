import Foundation
import Testing

@testable import TerrariumPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite struct ManifestFileTests {
    let directory: TemporaryDirectory

    init() throws {
        self.directory = try TemporaryDirectory()
    }

    @Test func readsTheManifestOfADirectory() throws {
        try directory.writePackage("greeter")
        #expect(try PackageManifest(contentsOf: directory("greeter")).name == "greeter")
        #expect(try PackageManifest(contentsOf: directory("greeter/")).name == "greeter")
    }

    @Test func namesTheFileInErrors() throws {
        try directory.write("[package", to: "greeter/package.toml")
        let error = try self.error(of: "greeter")
        #expect(error.code == .manifestSyntax)
        #expect(error.path == directory("greeter/package.toml"))
        #expect(error.description.hasPrefix(directory("greeter/package.toml:1:9: ")))
    }

    @Test func tellsAMissingManifestFromAMissingDirectory() throws {
        try directory.write("", to: "greeter/greeter.py")
        let missing = try error(of: "greeter")
        #expect(missing.code == .manifestNotFound)
        #expect(missing.path == directory("greeter"))
        #expect(missing.message == "there is no package.toml in this directory, so it is not a package")
        let nowhere = try error(of: "gone")
        #expect(nowhere.code == .manifestNotFound)
        #expect(nowhere.message == "there is no such directory")
        let file = try error(of: "greeter/greeter.py")
        #expect(file.code == .manifestNotFound)
        #expect(file.message == "this is not a directory; a package is a directory with a package.toml in it")
    }

    @Test(arguments: ["", "gree\u{0}ter"])
    func refusesPathsThatCannotBe(path: String) throws {
        let error = try #require(throws: PackageError.self) { try PackageManifest(contentsOf: path) }
        #expect(error.code == .manifestNotFound)
    }

    @Test func refusesADirectoryInPlaceOfTheManifest() throws {
        try directory.makeDirectory("greeter/package.toml")
        let error = try error(of: "greeter")
        #expect(error.code == .manifestUnreadable)
        #expect(error.message == "a directory, not a regular file")
    }

    @Test(.timeLimit(.minutes(1)))
    func refusesAPipeWithoutWaitingForIt() throws {
        try directory.makeDirectory("greeter")
        try directory.makePipe("greeter/package.toml")
        let error = try error(of: "greeter")
        #expect(error.code == .manifestUnreadable)
        #expect(error.message == "a device, socket or pipe, not a regular file")
    }

    @Test func refusesADeviceThatNeverEnds() throws {
        try directory.makeDirectory("greeter")
        try directory.link("greeter/package.toml", to: "/dev/zero")
        #expect(try error(of: "greeter").code == .manifestUnreadable)
    }

    @Test func followsALinkToTheManifest() throws {
        try directory.write(minimalManifest, to: "elsewhere.toml")
        try directory.makeDirectory("greeter")
        try directory.link("greeter/package.toml", to: directory("elsewhere.toml"))
        #expect(try PackageManifest(contentsOf: directory("greeter")).name == "greeter")
    }

    @Test func reportsLinksThatLeadNowhereOrInCircles() throws {
        try directory.makeDirectory("dangling")
        try directory.link("dangling/package.toml", to: "gone")
        #expect(try error(of: "dangling").code == .manifestNotFound)
        try directory.makeDirectory("circle")
        try directory.link("circle/package.toml", to: "package.toml")
        #expect(try error(of: "circle").code == .manifestUnreadable)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func reportsAManifestWithoutPermission() throws {
        try directory.writePackage("greeter")
        try directory.lock("greeter/package.toml")
        #expect(try error(of: "greeter").code == .manifestUnreadable)
    }

    @Test func stopsReadingALargeFile() throws {
        try directory.write(String(repeating: "#", count: 20 << 20), to: "greeter/package.toml")
        let error = try error(of: "greeter")
        #expect(error.code == .manifestTooLarge)
        #expect(try FileSystem.read(directory("greeter/package.toml"), limit: 100).count == 101)
    }

    @Test func opensAPackageFolderByARelativePathOrALink() throws {
        try directory.writePackage("real")
        try directory.link("link", to: "real")
        let folder = try PackageFolder(directory("./link//"))
        #expect(folder.directory == directory("link"))
        #expect(folder.resolvedDirectory == directory("real"))
        #expect(folder.manifest.name == "greeter")
        #expect(try PackageFolder(directory("link/../real")).directory == directory("real"))
    }

    private func error(of name: String) throws -> PackageError {
        try #require(throws: PackageError.self) { try PackageManifest(contentsOf: directory(name)) }
    }
}
