import Foundation
import TerrariumInterface
import Testing

@Suite struct CodableTests {
    private struct Inner: Codable, Equatable {
        var x: Int8
        var y: Float?
        var colour: Colour
    }

    private struct Plain: Codable, Equatable {
        var flag = true
        var number = -1
        var wide = UInt64.max
        var text = "Größe"
        var inner = Inner(x: 1, y: nil, colour: .green)
        var list = [Inner(x: 2, y: 0.5, colour: .red), Inner(x: 3, y: nil, colour: .red)]
        var table: [String: [Inner]] = ["a": [], "b": [Inner(x: 4, y: 1, colour: .green)]]
        var numbered: [Int: String] = [1: "one", -2: "two"]
        var optionals: [Int?] = [1, nil]
    }

    private struct Packed: Codable, Equatable {
        var date = Date(timeIntervalSince1970: 1.5)
        var data = Data([1, 2, 3])
        var bytes: [UInt8] = [4, 5]
        var id = UUID()
        var decimal = Decimal(string: "1.25") ?? 0
        var url = URL(string: "https://example.org/x")
        var duration = Duration.milliseconds(1500)
        var tags: Set<String> = ["a", "b"]
        var shades: Set<Shade> = [.light]
        var big = Int128.max
    }

    private enum Shade: String, Codable { case light, dark }

    private enum Event: Codable, Equatable {
        case start
        case move(x: Int, y: Int)
        case note(String)
    }

    private class Base: Codable {
        var base = 1
    }

    private final class Derived: Base {
        var derived = "d"

        private enum CodingKeys: CodingKey { case derived }

        override init() { super.init() }

        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            derived = try container.decode(String.self, forKey: .derived)
            try super.init(from: container.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(derived, forKey: .derived)
            try super.encode(to: container.superEncoder())
        }
    }

    private struct PairKey: Codable, Hashable {
        var a: Int
    }

    @Test func structsHaveTheStructureThatFoundationGivesThem() throws {
        let value = Plain()
        let encoder = JSONEncoder()
        let ours = try JSONSerialization.jsonObject(with: Data(try Wire.encodedJSON(value).utf8)) as? NSDictionary
        let foundations = try JSONSerialization.jsonObject(with: encoder.encode(value)) as? NSDictionary
        #expect(ours != nil && ours == foundations)
        #expect(try Wire.decode(Plain.self, try Wire.encoded(value)) == value)
        #expect(try Wire.decodeJSON(Plain.self, try Wire.encodedJSON(value)) == value)
        #expect(try JSONDecoder().decode(Plain.self, from: Data(try Wire.encodedJSON(value).utf8)) == value)
    }

    @Test func enumsHaveTheStructureThatFoundationGivesThem() throws {
        for event in [Event.start, .move(x: 1, y: 2), .note("n")] {
            let text = try Wire.encodedJSON(event)
            #expect(try JSONDecoder().decode(Event.self, from: Data(text.utf8)) == event)
            #expect(try Wire.decode(Event.self, try Wire.encoded(event)) == event)
        }
    }

    @Test func packedTypesKeepTheirFormInside() throws {
        let value = Packed()
        let bytes = try Wire.encoded(value)
        #expect(try Wire.decode(Packed.self, bytes) == value)
        #expect(try Wire.decodeJSON(Packed.self, try Wire.encodedJSON(value)) == value)
        // The tags, in the order of the properties.
        let tags = try ValueMessage(bytes).read { reader throws(ValueMismatch) in
            var tags: [UInt8] = []
            for _ in 0..<(try reader.beginObject()) {
                _ = try reader.readKey()
                tags.append(bytes[reader.offset])
                try reader.skip()
            }
            return tags
        }
        #expect(tags == [0x0e, 0x09, 0x09, 0x10, 0x11, 0x08, 0x0f, 0x0c, 0x0c, 0x04])
    }

    @Test func recordsKeepTheirFormInside() throws {
        struct Holder: Codable, Equatable {
            var colours: [Colour]
            var scores: [String: Double?]
        }
        let holder = Holder(colours: [.green], scores: ["a": nil])
        #expect(try Wire.encodedJSON(holder) == #"{"colours":["GREEN"],"scores":{"a":null}}"#)
        #expect(try Wire.decode(Holder.self, try Wire.encoded(holder)) == holder)
    }

    @Test func integersOf128BitsReturnFromEveryContainer() throws {
        struct Wide: Codable, Equatable {
            var list = [Int128.min, 0]
            var maybe: UInt128? = .max
            var single = Single()
            var signed = Int128.max
            var none: Int128?
        }
        struct Single: Codable, Equatable {
            var value = UInt128.max

            init() {}

            init(from decoder: any Decoder) throws {
                value = try decoder.singleValueContainer().decode(UInt128.self)
            }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(value)
            }
        }
        struct List: Codable, Equatable {
            var values = [Single()]
            var first = Int128.max

            init() {}

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                first = try container.decode(Int128.self)
                values = [try container.decode(Single.self)]
                #expect(try container.decode(UInt128.self) == 5)
            }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(first)
                try container.encode(values[0])
                try container.encode(UInt128(5))
            }
        }
        #expect(try Wire.decode(Wide.self, try Wire.encoded(Wide())) == Wide())
        #expect(try Wire.decode(List.self, try Wire.encoded(List())) == List())
    }

    @Test func classesThatInheritReturn() throws {
        let value = Derived()
        value.base = 5
        #expect(try Wire.encodedJSON(value) == #"{"derived":"d","super":{"base":5}}"#)
        let back = try Wire.decode(Derived.self, try Wire.encoded(value))
        #expect(back.base == 5 && back.derived == "d")
    }

    @Test func topLevelValuesOfEveryShapeReturn() throws {
        #expect(try Wire.decode([Shade].self, try Wire.encoded([Shade.dark])) == [.dark])
        #expect(try Wire.decode(Shade?.self, try Wire.encoded(Shade?.none)) == nil)
        #expect(try Wire.encoded(Shade?.none) == [0])
        #expect(try Wire.decode([Shade?].self, try Wire.encoded([Shade.dark, nil])) == [.dark, nil])
        #expect(try Wire.decode(Set<Shade>.self, try Wire.encoded(Set([Shade.dark]))) == [.dark])
        let table = [PairKey(a: 1): 2]
        #expect(try Wire.encodedJSON(table) == #"[{"a":1},2]"#)
        #expect(try Wire.decode([PairKey: Int].self, try Wire.encoded(table)) == table)
        #expect(try Wire.encodedJSON([Shade: Int]()) == "[]")
    }

    @Test func containersMayBeFilledInAnyOrder() throws {
        struct Interleaved: Encodable {
            enum Key: String, CodingKey { case a, b, c, d }

            func encode(to encoder: any Encoder) throws {
                var root = encoder.container(keyedBy: Key.self)
                var list = root.nestedUnkeyedContainer(forKey: .a)
                var object = root.nestedContainer(keyedBy: Key.self, forKey: .b)
                try list.encode(1)
                try object.encode("x", forKey: .c)
                try root.encode(true, forKey: .c)
                var inner = list.nestedContainer(keyedBy: Key.self)
                try list.encodeNil()
                try object.encodeNil(forKey: .d)
                try inner.encode([1.5], forKey: .a)
                var again = root.nestedContainer(keyedBy: Key.self, forKey: .b)
                try again.encode(2, forKey: .a)
                var rootAgain = encoder.container(keyedBy: Key.self)
                try rootAgain.encode(UInt8(9), forKey: .d)
            }
        }
        #expect(
            try Wire.encodedJSON(Interleaved())
                == #"{"a":[1,{"a":[1.5]},null],"b":{"c":"x","d":null,"a":2},"c":true,"d":9}"#
        )
    }

    @Test func valueThatEncodesNothingIsAnEmptyObject() throws {
        struct Nothing: Codable, Equatable {}
        struct Silent: Encodable {
            func encode(to encoder: any Encoder) {}
        }
        #expect(try Wire.encodedJSON(Nothing()) == "{}")
        #expect(try Wire.encodedJSON([Silent()]) == "[{}]")
        #expect(try Wire.decode(Nothing.self, try Wire.encoded(Nothing())) == Nothing())
    }

    @Test func errorsNameThePlaceAndNotTheValue() throws {
        let text = #"{"flag": true, "number": 1, "wide": 1, "text": "", "inner": {"x": 1000, "colour": "red"}}"#
        let mismatch = Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON(Plain.self, text) }
        #expect(mismatch?.message == "expected an integer from -128 to 127, found a larger one")
        try expectPath(text, mismatch, "$.inner.x")

        let missing = #"[{"x": 1, "colour": "red"}, {"x": 1}]"#
        let missed = Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON([Inner].self, missing) }
        #expect(missed?.message == "`colour` is missing")
        try expectPath(missing, missed, "$[1]")

        let unknown = #"{"list": ["light", "secret"]}"#
        let refused = Wire.mismatch { () throws(ValueMismatch) in
            try Wire.decodeJSON([String: [Shade]].self, unknown)
        }
        #expect(refused?.message == "not a valid `Shade`")
        try expectPath(unknown, refused, "$.list[1]")

        let wrong = #"[{"x": 1, "colour": ["red"]}]"#
        let mistyped = Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON([Inner].self, wrong) }
        #expect(mistyped?.message == "expected str, found list")
        try expectPath(wrong, mistyped, "$[0].colour")

        let null = Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON([Inner].self, "[null]") }
        #expect(null?.message == "expected dict, found None")
    }

    private func expectPath(_ text: String, _ mismatch: ValueMismatch?, _ path: String) throws {
        let offset = try #require(mismatch).offset
        let message = try JSONText.packed(from: Array(text.utf8))
        let found = unsafe PackedPath.text(in: message.bytes, at: offset)
        #expect(found == path)
    }

    @Test func errorsOfTheTypeItselfFindTheirPlace() throws {
        struct Strict: Codable {
            var list: [Int]

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                list = try container.decode([Int].self, forKey: .list)
                if list.contains(13) {
                    let path = container.codingPath + [CodingKeys.list]
                    throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "13 is secret"))
                }
                if list.contains(14) { throw CancellationError() }
            }
        }
        let text = #"[{"list": [1]}, {"list": [13]}]"#
        let mismatch = Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON([Strict].self, text) }
        #expect(mismatch?.message == "`Array<Strict>` cannot be decoded: a value was refused")
        try expectPath(text, mismatch, "$[1].list")
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.decodeJSON(Strict.self, #"{"list": [14]}"#) }?.message
                == "decoding `Strict` threw `CancellationError`"
        )
    }

    @Test func valuesThatCannotBeEncodedNameThePlace() throws {
        var value = Packed()
        value.date = Date(timeIntervalSinceReferenceDate: .infinity)
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.encoded(["k": [value]]) }?.message
                == "`Dictionary<String, Array<Packed>>` cannot be encoded, at $.k[0].date in it: "
                + "expected a date that 64 bits of microseconds can hold, found another one"
        )
        struct Failing: Encodable {
            func encode(to encoder: any Encoder) throws { throw CancellationError() }
        }
        #expect(
            Wire.mismatch { () throws(ValueMismatch) in try Wire.encoded(Failing()) }?.message
                == "encoding `Failing` threw `CancellationError`"
        )
    }

    @Test func decoderThatIsKeptFindsNothing() throws {
        final class Kept: Decodable {
            let decoder: any Decoder
            init(from decoder: any Decoder) { self.decoder = decoder }
        }
        let kept = try Wire.decodeJSON(Kept.self, "[1, 2]")
        #expect(throws: DecodingError.self) { try kept.decoder.unkeyedContainer() }
        #expect(throws: DecodingError.self) { try kept.decoder.singleValueContainer().decode(Int.self) }
    }

    @Test func listsAreReadOneByOne() throws {
        struct Mixed: Decodable, Equatable {
            var number = 0
            var text: String?
            var inner: [Int] = []
            var count: Int?

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                count = list.count
                number = try list.decode(Int.self)
                if try !list.decodeNil() { text = try list.decode(String.self) }
                var nested = try list.nestedUnkeyedContainer()
                while !nested.isAtEnd { inner.append(try nested.decode(Int.self)) }
                // A failed attempt does not move on.
                #expect(throws: DecodingError.self) { try list.decode(Int.self) }
                _ = try list.decode(Double.self)
                #expect(list.isAtEnd && list.currentIndex == 4)
                #expect(throws: DecodingError.self) { try list.decode(Int.self) }
            }
        }
        let mixed = try Wire.decodeJSON(Mixed.self, "[7, null, [1, 2], 0.5]")
        #expect(mixed.number == 7 && mixed.text == nil && mixed.inner == [1, 2] && mixed.count == 4)
    }

    @Test func objectsOfManyKeysAreIndexed() throws {
        struct Wide: Codable, Equatable {
            var values: [String: Inner]
        }
        let wide = Wide(
            values: .init(uniqueKeysWithValues: (0..<500).map { ("k\($0)", Inner(x: 1, y: nil, colour: .red)) })
        )
        #expect(try Wire.decode(Wide.self, try Wire.encoded(wide)) == wide)
        let repeated = "{" + (0..<20).map { #""k\#($0)": 0, "# }.joined() + #""x": 1, "x": 2, "colour": "red"}"#
        #expect(try Wire.decodeJSON(Inner.self, repeated).x == 2)
        #expect(try Wire.decodeJSON(Inner.self, #"{"x": 1, "x": 2, "colour": "red"}"#).x == 2)
    }
}
