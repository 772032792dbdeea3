import Foundation
import TerrariumInterface
import Testing

@Suite struct TextTests {
    private static let texts = [
        "", "a", "World", "fifteen bytes!!", "sixteen bytes!!!", "Größe", "\u{e9}", "e\u{301}",
        "\u{0}\u{1}\u{1f}\u{7f}",
        "\"quoted\\\" / \n\r\t\u{8}\u{c}", "🏳️‍🌈 \u{10ffff}", "日本語", String(repeating: "x", count: 70_000),
    ]

    @Test(arguments: texts) func textsReturnByteForByte(_ text: String) throws {
        #expect(Array(try Wire.typed(text).utf8) == Array(text.utf8))
        #expect(Array(try Wire.overJSON(text).utf8) == Array(text.utf8))
    }

    @Test func partsOfTextsAndBridgedTextsAreWritten() throws {
        let part = "The quick brown fox jumps".dropFirst(4).prefix(15)
        #expect(try Wire.typed(String(part)) == "quick brown fox")
        #expect(
            try Wire.typed(NSString(string: "Größe und mehr als fünfzehn") as String) == "Größe und mehr als fünfzehn"
        )
    }

    @Test func bytesThatAreNotUTF8DoNotTrap() throws {
        #expect(try Wire.read(String.self, [8, 2, 0, 0, 0, 0xff, 0x41]) == "\u{fffd}A")
    }

    @Test func bytesReturn() throws {
        for bytes: [UInt8] in [[], [0], [0xff, 0], Array(0...255), Array(repeating: 7, count: 100_000)] {
            #expect(try Wire.typed(bytes) == bytes)
            #expect(try Wire.overJSON(bytes) == bytes)
            #expect(try Wire.typed(Data(bytes)) == Data(bytes))
            #expect(try Wire.overJSON(Data(bytes)) == Data(bytes))
            #expect(try Wire.bytes(bytes) == Wire.bytes(Data(bytes)))
        }
        #expect(try Wire.bytes([1, 2] as [UInt8]) == [9, 2, 0, 0, 0, 1, 2])
        #expect(try Wire.typed([[1], [2]] as [[UInt8]]) == [[1], [2]])
        let slice = Data([1, 2, 3, 4]).dropFirst()
        #expect(try Wire.typed(slice) == slice)
    }

    @Test func bytesAreNotTextOrListsOnTheTypedWire() throws {
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read([UInt8].self, try Wire.bytes("AQI=")) }?.message
                == "expected bytes, found str"
        )
        #expect(throws: ValueMismatch.self) { try Wire.read([UInt8].self, try Wire.bytes([1, 2])) }
        #expect(throws: ValueMismatch.self) { try Wire.read(String.self, try Wire.bytes(Data([65]))) }
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(Data.self, "\"not base64!\"") }
    }

    @Test func urlsReturn() throws {
        for text in ["https://example.org/a%20b?q=1#f", "file:///tmp/x", "mailto:a@b.c", "relative/path"] {
            let url = try #require(URL(string: text))
            #expect(try Wire.typed(url) == url)
            #expect(try Wire.overJSON(url) == url)
        }
        #expect(throws: ValueMismatch.self) { try Wire.read(URL.self, try Wire.bytes("http://a b")) }
        #expect(throws: ValueMismatch.self) { try Wire.read(URL.self, try Wire.bytes("")) }
    }
}
