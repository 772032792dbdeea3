import Foundation
import TerrariumInterface
import Testing

@Suite struct MalformedMessageTests {
    private struct Everything: Codable {
        var order: [String: [Double]]
        var date: Date
        var colours: Set<Colour>
        var data: Data
        var nested: [[String: Int?]]
    }

    /// Reads a message in every way there is; any result will do, as long as nothing traps.
    private func readInEveryWay(_ bytes: [UInt8]) {
        for isJSON in [false, true] {
            _ = try? Wire.read([Order].self, bytes, isJSON: isJSON)
            _ = try? Wire.decode(Everything.self, bytes, isJSON: isJSON)
            _ = try? Wire.read([String: [Int?]].self, bytes, isJSON: isJSON)
            _ = try? Wire.read(Set<String>.self, bytes, isJSON: isJSON)
        }
        _ = try? JSONText.write(from: ValueMessage(bytes))
        _ = try? ValueMessage(bytes).read { reader throws(ValueMismatch) in try reader.skip() }
        for offset in stride(from: 0, through: bytes.count + 1, by: 7) {
            _ = unsafe bytes.withUnsafeBytes { unsafe PackedPath.text(in: $0, at: offset) }
        }
    }

    private func messages() throws -> [[UInt8]] {
        [
            try Wire.bytes([Order(colour: .green, shape: .rect(width: 1, height: 2))]),
            try Wire.encoded(
                Everything(
                    order: ["a": [1, 2.5]],
                    date: Date(timeIntervalSince1970: 1),
                    colours: [.red, .green],
                    data: Data([1, 2, 3]),
                    nested: [["x": 1, "y": nil], [:]]
                )
            ),
            try Wire.bytes([1, Int128.max, -1]) + Wire.bytes(Decimal(1.5)) + Wire.bytes(Duration.seconds(1)),
        ]
    }

    @Test func messagesCutAnywhereThrow() throws {
        for message in try messages() {
            for count in message.indices {
                readInEveryWay(Array(message.prefix(count)))
                #expect(throws: ValueMismatch.self) {
                    try ValueMessage(Array(message.prefix(count))).read { reader throws(ValueMismatch) in
                        while reader.offset < message.count { try reader.skip() }
                    }
                }
            }
        }
    }

    @Test func messagesWithAnyBitFlippedDoNotTrap() throws {
        for message in try messages() {
            for index in message.indices {
                for bit in 0..<8 {
                    var flipped = message
                    flipped[index] ^= 1 << bit
                    readInEveryWay(flipped)
                }
            }
        }
    }

    @Test func messagesOfRandomBytesDoNotTrap() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            // Mostly tags and small counts, so that some of it is well formed.
            readInEveryWay(
                (0..<Int.random(in: 0...60)).map { _ in
                    Bool.random()
                        ? UInt8.random(in: 0...0x12, using: &generator) : UInt8.random(in: 0...3, using: &generator)
                }
            )
        }
    }

    @Test func mismatchOfAMessageThatIsNoneSaysSo() {
        for bytes: [UInt8] in [[0x12], [0xff], [3, 1, 2], [8, 1, 0, 0, 0]] {
            #expect(
                Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Bool.self, bytes) }?.message
                    == "not a packed value"
            )
        }
    }
}
