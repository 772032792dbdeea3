import TerrariumInterface
import Testing

@Suite struct CollectionTests {
    @Test func emptyContainersReturn() throws {
        #expect(try Wire.typed([Int]()) == [])
        #expect(try Wire.overJSON([String]()) == [])
        #expect(try Wire.typed(Set<Int>()) == [])
        #expect(try Wire.overJSON(Set<Int>()) == [])
        #expect(try Wire.typed([String: Int]()) == [:])
        #expect(try Wire.overJSON([String: Int]()) == [:])
    }

    @Test func threeLevelsOfContainersReturn() throws {
        let value: [String: [[Set<String>]]] = ["a": [[["x", "y"], []], []], "": [], "Größe 🏳️‍🌈": [[["z"]]]]
        #expect(try Wire.typed(value) == value)
        #expect(try Wire.overJSON(value) == value)
    }

    @Test func optionalsReturn() throws {
        let value: [Int?] = [1, nil, 3]
        #expect(try Wire.typed(value) == value)
        #expect(try Wire.overJSON(value) == value)
        #expect(try Wire.typed(String?.none) == nil)
        #expect(try Wire.typed(String?.some("")) == "")
        #expect(try Wire.typed([Int]?.some([])) == [])
        #expect(try Wire.bytes(Int?.none) == [0])
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Int.self, [0]) }?.message
                == "expected int, found None"
        )
    }

    @Test func listAndTupleAreArrays() throws {
        let tuple: [UInt8] = [0x0b, 1, 0, 0, 0, 2]
        #expect(try Wire.read([Bool].self, tuple) == [true])
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read([Bool].self, try Wire.bytes(Set([true]))) }?
                .message
                == "expected list or tuple, found set"
        )
    }

    @Test func setIsASetAndFromJSONAList() throws {
        #expect(try Wire.bytes(Set([true])) == [0x0c, 1, 0, 0, 0, 2])
        #expect(throws: ValueMismatch.self) { try Wire.read(Set<Int>.self, try Wire.bytes([1])) }
        #expect(try Wire.readJSON(Set<Int>.self, "[1, 2, 1]") == [1, 2])
        #expect(try Wire.readJSON([String: Int].self, #"{"a": 1, "a": 2}"#) == ["a": 2])
    }

    @Test func keysThatSwiftTakesForEqualAreNotDroppedSilently() throws {
        // Two spellings of é: equal strings in Swift, different ones in Python.
        var writer = ValueWriter()
        writer.beginObject(2)
        try writer.writeKey("\u{e9}" as String)
        try writer.write(1)
        try writer.writeKey("e\u{301}" as String)
        try writer.write(2)
        let bytes = unsafe Array(writer.bytes)
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.read([String: Int].self, bytes) }?.message
                == "two keys of a dict are equal in Swift though not in Python"
        )
    }

    @Test func tupleHasExactlyItsValues() throws {
        var writer = ValueWriter()
        writer.beginTuple(2)
        try writer.write(1.5)
        try writer.write("x")
        let message = writer.finish()
        let (number, text) = try message.read { reader throws(ValueMismatch) in
            try reader.beginTuple(2)
            return (try reader.read(Double.self), try reader.read(String.self))
        }
        #expect(number == 1.5 && text == "x")
        #expect(throws: ValueMismatch(offset: 0, message: "expected 3 values, found 2")) {
            try message.read { reader throws(ValueMismatch) in try reader.beginTuple(3) }
        }
    }

    @Test func somethingLeftUnreadIsAMismatch() throws {
        let message = ValueMessage([0, 0])
        #expect(throws: ValueMismatch.self) {
            try message.read { reader throws(ValueMismatch) in try reader.readNothing() }
        }
        #expect(throws: ValueMismatch.self) {
            try ValueMessage([]).read { reader throws(ValueMismatch) in try reader.readNothing() }
        }
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in
                try ValueMessage([1]).read { reader throws(ValueMismatch) in try reader.readNothing() }
            }?.message == "expected None, found bool"
        )
    }

    @Test func largeArraysReturn() throws {
        let numbers = Array(-200_000..<200_000)
        #expect(try Wire.typed(numbers) == numbers)
        let texts = numbers.prefix(50_000).map(String.init)
        #expect(try Wire.typed(texts) == texts)
        #expect(try Wire.overJSON(texts) == texts)
        let dictionary = Dictionary(uniqueKeysWithValues: texts.map { ($0, $0.count) })
        #expect(try Wire.typed(dictionary) == dictionary)
    }

    @Test func longCountCannotReserveMuchMemory() {
        // A list of four billion values in a message of five bytes.
        #expect(throws: ValueMismatch.self) { try Wire.read([Int].self, [0x0a, 0xff, 0xff, 0xff, 0xff]) }
        #expect(throws: ValueMismatch.self) { try Wire.read(String.self, [0x08, 0xff, 0xff, 0xff, 0xff]) }
        #expect(throws: ValueMismatch.self) { try Wire.read([String: Int].self, [0x0d, 0xff, 0xff, 0xff, 0xff, 0]) }
    }
}
