import TerrariumInterface
import Testing

@Suite struct RecordTests {
    private static var shapes: [Shape] {
        [.empty, .circle(-0.5), .move(1, -2), .rect(width: 3, height: 4), .outlined(.outlined(.empty))]
    }

    private static let names: FieldNames = [
        "", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop",
        "abcdefghijklmnopq", "abcdefgxijklmnopq", "é",
    ]

    @Test(arguments: shapes) func recordsReturn(_ shape: Shape) throws {
        for colour in Colour.allCases {
            let order = Order(colour: colour, shape: shape)
            #expect(try Wire.typed(order) == order)
            #expect(try Wire.overJSON(order) == order)
            #expect(try Wire.typed(["a": [Order?.some(order), nil]]) == ["a": [order, nil]])
        }
    }

    @Test func jsonFormIsThatOfTheContract() throws {
        #expect(try Wire.json(User(name: "A", email: nil)) == #"{"name":"A","email":null,"score":1.5}"#)
        #expect(
            try Wire.json(Self.shapes)
                == #"["empty",{"circle":-0.5},{"move":[1,-2]},{"rect":{"width":3,"height":4}},"#
                + #"{"outlined":{"outlined":"empty"}}]"#
        )
        #expect(try Wire.json([Colour.red, .green]) == #"["red","GREEN"]"#)
        #expect(try Wire.json([Level.low, .high]) == "[1,200]")
    }

    @Test func keysMayComeInAnyOrderWithUnknownOnesBetween() throws {
        let user = try Wire.readJSON(
            User.self,
            #"{"x": [1, {"y": [[]]}], "score": 2, "email": "e", "": {}, "name": "n", "scores": 3, "nam": 1}"#
        )
        var expected = User(name: "n", email: "e")
        expected.score = 2
        #expect(user == expected)
    }

    @Test func lastOfEqualKeysCounts() throws {
        let user = try Wire.readJSON(User.self, #"{"name": "a", "name": "b", "email": "x", "email": null}"#)
        #expect(user == User(name: "b", email: nil))
    }

    @Test func absentKeyIsNilOrTheInitialValueOrAMismatch() throws {
        #expect(try Wire.readJSON(User.self, #"{"name": "n"}"#) == User(name: "n", email: nil))
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.readJSON([User].self, #"[{"email": "n"}]"#) }
                == ValueMismatch(offset: 5, message: "`name` is missing")
        )
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.readJSON(User.self, #"{"name": null}"#) }?.message
                == "expected str, found None"
        )
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(User.self, #"{"name": "n", "score": null}"#) }
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(User.self, "[]") }
    }

    @Test func unknownCasesAndPayloadsAreMismatchesWithoutTheName() throws {
        for text in [#""circle""#, #"{"empty": null}"#, #""secret""#, #"{"secret": 1}"#] {
            #expect(
                Wire.mismatch { () throws(ValueMismatch) in try Wire.readJSON([Shape].self, "[\(text)]") }
                    == ValueMismatch(
                        offset: 5,
                        message: "expected a case of `Shape`, found none of that name and payload"
                    )
            )
        }
        for text in ["{}", #"{"circle": 1, "x": 2}"#, "1", "null", #"{"move": [1]}"#, #"{"rect": {"width": 1}}"#] {
            #expect(throws: ValueMismatch.self) { try Wire.readJSON(Shape.self, text) }
        }
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.readJSON(Colour.self, #""secret""#) }?.message
                == "expected a value of `Colour`, found one that it does not have"
        )
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(Level.self, "2") }
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(Level.self, "1000") }
    }

    @Test func namesOfEveryLengthAreToldApart() throws {
        let keys = [
            "", "a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop",
            "abcdefghijklmnopq", "abcdefgxijklmnopq", "é",
        ]
        #expect(Self.names.count == keys.count)
        for order in [keys, keys.reversed(), keys.shuffled()] {
            var writer = ValueWriter()
            writer.beginObject(2 * order.count)
            for key in order {
                try writer.writeKey(key + "?")
                try writer.write([key])
                try writer.writeKey(key)
                try writer.write(key)
            }
            let message = writer.finish()
            let found = try message.read { reader throws(ValueMismatch) in
                var found: [String] = []
                var fields = try reader.readFields(Self.names)
                while let field = try fields.next(&reader) {
                    let key = try reader.read(String.self)
                    found.append(key == keys[field] ? key : "wrong")
                }
                return found
            }
            #expect(found == order)
        }
    }
}
