import Foundation
import Testing

@testable import TerrariumCommands

@Suite struct OutputFileTests {
    @Test func nothingIsLeftOfAFileThatIsNotCommitted() throws {
        let folder = try Folder()
        do {
            let file = try OutputFile(path: folder.path + "/out")
            try file.append([UInt8](repeating: 1, count: 1 << 20))
            #expect(try folder.names().count == 1)
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func smallAndLargePiecesKeepTheirOrder() throws {
        let folder = try Folder()
        let file = try OutputFile(path: folder.path + "/out")
        var expected: [UInt8] = []
        for size in [3, 200_000, 0, 70_000, 70_000, 1, 131_072, 5] {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 ^ size) }
            try file.append(piece)
            try file.append(UInt8(ascii: "|"))
            expected += piece + [UInt8(ascii: "|")]
        }
        try file.commit()
        #expect(try folder.read("out") == expected)
    }

    @Test func aReplacedFileKeepsItsModeAndItsLinks() throws {
        let folder = try Folder()
        let target = try folder.write("target", "old")
        #expect(unsafe chmod(target, 0o640) == 0)
        #expect(unsafe symlink("target", folder.path + "/link") == 0)
        let file = try OutputFile(path: folder.path + "/link")
        try file.append(Array("new".utf8))
        try file.commit()
        #expect(try folder.names() == ["link", "target"])
        #expect(try folder.read("target") == Array("new".utf8))
        var status = stat()
        #expect(unsafe lstat(folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(unsafe stat(target, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }
}
