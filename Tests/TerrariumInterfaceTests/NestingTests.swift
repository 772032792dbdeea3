import TerrariumInterface
import Testing

@Suite struct NestingTests {
    /// A tree that is a list of trees.
    private struct Tree: PluginValue, Equatable {
        var branches: [Tree] = []

        init(depth: Int) {
            if depth > 1 { branches = [Tree(depth: depth - 1)] }
        }

        func write(to writer: inout ValueWriter) throws(ValueMismatch) {
            try writer.write(branches)
        }

        init(reading reader: inout ValueReader) throws(ValueMismatch) {
            branches = try reader.read([Tree].self)
        }

        var depth: Int { 1 + (branches.first?.depth ?? 0) }
    }

    @Test func fiveHundredAndTwelveLevelsReturn() throws {
        let tree = Tree(depth: 512)
        #expect(try Wire.typed(tree).depth == 512)
        #expect(try Wire.overJSON(tree).depth == 512)
    }

    @Test func jsonDeeperThanTheLimitIsRefused() throws {
        let text = try Wire.json(Tree(depth: 513))
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.readJSON(Tree.self, text) }
                == ValueMismatch(offset: 512, message: "nested more than 512 deep")
        )
        #expect(throws: ValueMismatch.self) { _ = try JSONText.packed(from: Array("[[]]".utf8), depth: 1) }
        _ = try JSONText.packed(from: Array("[1, [], {}, [{}]]".utf8), depth: 3)
    }

    @Test func skippingTakesNoStack() throws {
        let depth = 100_000
        var writer = ValueWriter()
        for level in 0..<depth {
            if level % 3 == 0 {
                writer.beginObject(2)
                writer.writeKey("a")
                try writer.write(1)
                writer.writeKey("b")
            } else {
                writer.beginList(level % 3)
                if level % 3 == 2 { try writer.write("x") }
            }
        }
        writer.writeNone()
        try writer.write(7)
        let message = writer.finish()
        let last = try message.read { reader throws(ValueMismatch) in
            try reader.skip()
            return try reader.read(Int.self)
        }
        #expect(last == 7)
    }

    @Test func skippingPassesOverEveryKindOfValue() throws {
        let order = Order(colour: .red, shape: .rect(width: 1, height: 2))
        var writer = ValueWriter()
        writer.beginTuple(2)
        try writer.write([["a": [order]], [:], ["b": [], "c": [order, order]]])
        try writer.write("end")
        let message = writer.finish()
        let last = try message.read { reader throws(ValueMismatch) in
            try reader.beginTuple(2)
            try reader.skip()
            return try reader.read(String.self)
        }
        #expect(last == "end")
    }
}
