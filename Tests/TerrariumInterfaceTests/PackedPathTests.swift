import TerrariumInterface
import Testing

@Suite struct PackedPathTests {
    /// The path of the value that cannot be read as text, which all others can.
    private func path(_ build: (inout ValueWriter) throws(ValueMismatch) -> Int) throws -> String {
        var writer = ValueWriter()
        let offset = try build(&writer)
        return unsafe PackedPath.text(in: writer.bytes, at: offset)
    }

    @Test func pathsNameKeysAndIndices() throws {
        #expect(
            try path { writer throws(ValueMismatch) in
                writer.beginObject(2)
                writer.writeKey("before")
                try writer.write(["x": [1, 2]])
                writer.writeKey("rows")
                writer.beginList(4)
                try writer.write([1, 2, 3])
                writer.beginObject(2)
                writer.writeKey("name")
                try writer.write("n")
                writer.writeKey("count")
                return writer.offset
            } == "$.rows[1].count"
        )
        #expect(
            try path { writer throws(ValueMismatch) in
                writer.beginTuple(1)
                try writer.write("x")
                return 0
            } == "$"
        )
    }

    @Test func valueThatCouldNotBeWrittenIsTheOneAtTheEnd() throws {
        #expect(
            try path { writer throws(ValueMismatch) in
                writer.beginTuple(3)
                try writer.write([String]())
                writer.beginSet(9)
                try writer.write(1)
                return writer.offset
            } == "$[1][1]"
        )
    }

    @Test func oddKeysAreQuoted() throws {
        for (key, step) in [
            ("a_1", ".a_1"), ("_", "._"), ("1a", "[\"1a\"]"), ("odd key", "[\"odd key\"]"), ("", "[\"\"]"),
            ("é", "[\"é\"]"),
            ("a\"b\\", "[\"a\\\"b\\\\\"]"), ("\n\u{7f}", "[\"\\u000a\\u007f\"]"), ("a.b", "[\"a.b\"]"),
        ] {
            #expect(
                try path { writer throws(ValueMismatch) in
                    writer.beginObject(1)
                    try writer.writeKey(key)
                    return writer.offset
                } == "$" + step
            )
        }
    }

    @Test func longKeysAndPathsAreCut() throws {
        let long = try path { writer throws(ValueMismatch) in
            writer.beginObject(1)
            try writer.writeKey(String(repeating: "k", count: 500))
            return writer.offset
        }
        #expect(long.hasPrefix("$.kkk") && long.hasSuffix("k…") && long.utf8.count <= 97)
        let deep = try path { writer throws(ValueMismatch) in
            for level in 0..<200 {
                writer.beginObject(1)
                try writer.writeKey("level\(level)")
            }
            return writer.offset
        }
        #expect(deep.hasPrefix("$.level0.level1.") && deep.hasSuffix(".level198.level199") && deep.contains("…"))
        #expect(deep.utf8.count <= 255)
        let fitting = try path { writer throws(ValueMismatch) in
            for level in 0..<50 {
                writer.beginObject(1)
                try writer.writeKey("k\(level % 10)_")
            }
            return writer.offset
        }
        #expect(!fitting.contains("…") && fitting.utf8.count == 201)
    }

    @Test func anyBytesAndOffsetsHaveAPath() {
        for offset in [0, 1, 5, 100] {
            let bytes: [UInt8] = [0x0d, 9, 0, 0, 0, 0xff, 0, 0, 0, 1]
            let text = unsafe bytes.withUnsafeBytes { unsafe PackedPath.text(in: $0, at: offset) }
            #expect(text.hasPrefix("$"))
        }
        #expect(unsafe PackedPath.text(in: UnsafeRawBufferPointer(start: nil, count: 0), at: 3) == "$")
    }
}
