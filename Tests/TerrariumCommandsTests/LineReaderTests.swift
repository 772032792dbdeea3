import Foundation
import Testing

@testable import TerrariumCommands

@Suite struct LineReaderTests {
    private struct Line: Equatable {
        var number: Int
        var text: String
        var position: Int
    }

    /// All lines of a text that comes through a pipe.
    private func lines(_ text: String, limit: Int = .max, capacity: Int) throws -> [Line] {
        let ends = PipeEnds()
        let bytes = Data(text.utf8)
        Thread.detachNewThread {
            FileHandle(fileDescriptor: ends.writing, closeOnDealloc: false).write(bytes)
            close(ends.writing)
        }
        defer { close(ends.reading) }
        let file = Descriptor(number: ends.reading, name: "pipe")
        var reader = LineReader(file, limit: limit, capacity: capacity)
        var found: [Line] = []
        repeat {
            while let line = reader.next() {
                let text = String(decoding: reader.bytes[line], as: UTF8.self)
                found.append(Line(number: reader.number, text: text, position: reader.position))
            }
        } while try reader.fill()
        return found
    }

    @Test(arguments: [1, 2, 3, 5, 8, 64])
    func linesAreTheSameHoweverTheyArrive(_ capacity: Int) throws {
        let text = "one\n\nthree is longer\nfour\n"
        let expected = [
            Line(number: 1, text: "one", position: 4), Line(number: 2, text: "", position: 5),
            Line(number: 3, text: "three is longer", position: 21), Line(number: 4, text: "four", position: 26),
        ]
        #expect(try lines(text, capacity: capacity) == expected)
    }

    @Test(arguments: [1, 4, 64])
    func theLastLineNeedsNoEnd(_ capacity: Int) throws {
        #expect(try lines("a\nbcdef", capacity: capacity).map(\.text) == ["a", "bcdef"])
        #expect(try lines("", capacity: capacity).isEmpty)
        #expect(try lines("\n", capacity: capacity).map(\.text) == [""])
    }

    @Test(arguments: [1, 2, 4, 16])
    func aLineBeyondTheLimitIsCutAndTheNextOneIsWhole(_ capacity: Int) throws {
        let found = try lines(
            "ab\n0123456789abcdefghij0123456789\ncd\n0123456789abcdefghij",
            limit: 6,
            capacity: capacity
        )
        #expect(found.map(\.number) == [1, 2, 3, 4])
        #expect(found[0].text == "ab")
        #expect(found[1].text.utf8.count > 6)
        #expect(found[2].text == "cd")
        #expect(found[3].text.utf8.count > 6)
    }

    @Test func readingToTheEndStopsBehindTheLimit() throws {
        let folder = try Folder()
        let input = try InputFile(path: try folder.write("file", String(repeating: "x", count: 100)))
        #expect(try input.descriptor.readAll(limit: 10).count == 11)
        let again = try InputFile(path: folder.path + "/file")
        #expect(try again.descriptor.readAll(limit: 100).count == 100)
    }
}
