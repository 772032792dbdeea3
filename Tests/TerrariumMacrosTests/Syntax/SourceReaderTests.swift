#if Macros
import Testing
import TerrariumSyntax

@Suite struct SourceReaderTests {
    @Test func interfacesAreFoundAtAnyDepth() {
        let text = """
            import Terrarium
            @PluginInterface(version: 1) protocol A { func f() throws }
            enum Outer {
                struct Inner {
                    @TerrariumInterface.PluginInterface(version: 2) public protocol B { func f() throws }
                }
            }
            extension Outer {
                #if DEBUG
                @PluginInterface(version: 3) protocol C {}
                #endif
            }
            protocol NotOne { var a: Int { get } }
            """
        let reading = SourceReader.read([SourceFile(path: "A.swift", text: text)])
        #expect(reading.diagnostics == [])
        #expect(reading.model.interfaces.map(\.name) == ["A", "B", "C"])
        #expect(reading.model.interfaces.map(\.version) == [1, 2, 3])
    }

    @Test func aMethodIsReadWhole() throws {
        let interface = try readInterface(
            """
            /// Shouts.
            ///
            ///   Indented.
            // Not this.

            /// Shouts loudly.
            ///
            /// - Parameter name: Who.
            @Optional(since: 2) @Default("times", 1)
            @PythonName("shout_out") func shout(at name: String, times: Int) async throws -> [String]
            /** A block.
             * With stars.
             */
            @Raw func `repeat`(_ data: [UInt8]) throws -> [UInt8]
            """
        )
        let shout = interface.methods[0]
        #expect(shout.name == "shout")
        #expect(shout.pythonName == "shout_out")
        #expect(shout.documentation == ["Shouts loudly.", "", "- Parameter name: Who."])
        #expect(shout.isAsync)
        #expect(!shout.isRaw)
        #expect(shout.optionalSince == 2)
        #expect(shout.result == .array(.string))
        #expect(shout.resultText == "[String]")
        #expect(shout.parameters.map(\.label) == ["at", "times"])
        #expect(shout.parameters.map(\.name) == ["name", "times"])
        #expect(shout.parameters.map(\.defaultText) == [nil, "1"])
        #expect(shout.swiftSignature == "shout(at:times:)")
        let raw = interface.methods[1]
        #expect(raw.name == "repeat")
        #expect(raw.isRaw)
        #expect(raw.documentation == ["A block.", "With stars."])
        #expect(raw.parameters.map(\.label) == [nil])
    }

    @Test func problemsHaveTheirPlace() {
        let files = [
            SourceFile(path: "A.swift", text: "// ü\n@PluginInterface(version: 1) protocol A { func f() }\n"),
            SourceFile(path: "B.swift", text: "@PluginRecord struct B { /* ü */ var a: Character }"),
        ]
        let reading = SourceReader.read(files)
        #expect(reading.hasErrors)
        #expect(
            reading.diagnostics.map(\.description) == [
                """
                A.swift:2:48: error: `f` must be able to throw: every call of a plugin can fail
                A.swift:2:48: note: insert `throws`
                """,
                """
                B.swift:1:42: error: `Character` cannot cross to Python
                B.swift:1:42: note: use `String`
                """,
            ]
        )
    }

    @Test(arguments: [
        "protocol {", "@PluginInterface(version: 1) protocol P { func f( throws }", "let a = ", "}",
        "struct S { var a: }",
    ])
    func brokenSwiftIsAnError(text: String) {
        let reading = SourceReader.read([SourceFile(path: "A.swift", text: text)])
        #expect(reading.diagnostics.first?.message == "this is not valid Swift")
    }

    @Test func aCodableTypeKeepsItsKeys() throws {
        let records = readRecords(
            """
            struct Order: Hashable, Codable {
                var userID: Int
                let kind = "order"
                var note: String?
                var computed: Int { 1 }
                struct Line: Encodable {
                    var count = 1
                    private enum CodingKeys: String, CodingKey { case count = "line-count" }
                }
            }
            struct Extended { var a: Int }
            extension Extended: Decodable {}
            struct NotCodable { var a: Int }
            """
        )
        #expect(records.map(\.name) == ["Order", "Order.Line", "Extended"])
        #expect(records.allSatisfy { !$0.hasMacro })
        guard case .fields(let order) = records[0].shape, case .fields(let line) = records[1].shape else {
            Issue.record("not structs")
            return
        }
        #expect(order.map(\.pythonName) == ["userID", "kind", "note"])
        #expect(order.map(\.type) == [.integer(signed: true, bits: 64), .string, .optional(.string)])
        #expect(line.map(\.pythonName) == ["line-count"])
        #expect(line.map(\.defaultText) == ["1"])
    }

    @Test func codingKeysLeavePropertiesOut() {
        let records = readRecords(
            "struct A: Codable { var a = 1, b = 2\n enum CodingKeys: CodingKey { case b } }"
        )
        guard case .fields(let fields)? = records.first?.shape else {
            Issue.record("not a struct")
            return
        }
        #expect(fields.map(\.name) == ["b"])
    }

    @Test func aCodableEnumerationKeepsSwiftsForm() {
        let records = readRecords(
            """
            enum Shape: Codable {
                case empty, circle(Double), rect(width: Int, Int)
                enum CodingKeys: String, CodingKey { case empty = "none", circle, rect }
                enum RectCodingKeys: String, CodingKey { case width = "w", _1 }
            }
            """
        )
        guard case .cases(let cases)? = records.first?.shape else {
            Issue.record("not cases")
            return
        }
        #expect(cases.map(\.pythonName) == ["none", "circle", "rect"])
        #expect(cases.map { $0.fields.map(\.pythonName) } == [[], ["_0"], ["w", "_1"]])
    }

    @Test func rawValuesAreCounted() {
        let records = readRecords(
            """
            @PluginRecord enum Level: Int8, Sendable { case low = -2, middle, high = 0x10, top }
            enum Color: String, Codable { case red, green = "g" }
            """
        )
        let values = records.map { record -> [RecordModel.RawValue] in
            guard case .rawValues(_, let values) = record.shape else {
                return []
            }
            return values.map(\.value)
        }
        #expect(values[0] == [.integer("-2"), .integer("-1"), .integer("16"), .integer("17")])
        #expect(values[1] == [.string("red"), .string("g")])
    }

    @Test func aRecordHasKeysOfPython() {
        let records = readRecords(
            """
            /// An order.
            @PluginRecord struct Order {
                /// Who ordered.
                var userID: Int
                @PythonName("high-value") var isHighValue = false
                var width, height: Double
                var ratio = -1.5, count = 0, text = ""
                let version = 1
                static var all = 1
                lazy var later = 2
                var watched: [Int] = [] { didSet {} }
                var point: (x: Int, y: Int)
            }
            """
        )
        #expect(records.first?.documentation == ["An order."])
        guard case .fields(let fields)? = records.first?.shape else {
            Issue.record("not a struct")
            return
        }
        #expect(
            fields.map(\.pythonName) == [
                "user_id", "high-value", "width", "height", "ratio", "count", "text", "watched", "point",
            ]
        )
        #expect(
            fields.map(\.typeText) == [
                "Int", "Bool", "Double", "Double", "Double", "Int", "String", "[Int]", "(x: Int, y: Int)",
            ]
        )
        #expect(fields[0].documentation == ["Who ordered."])
    }

    @Test func aCodableTypeOfUnknownFormIsLeftOut() {
        let text = """
            @PluginInterface(version: 1) protocol P { func f(a: Used, b: Coded) throws }
            struct Used: Codable { var a: Character }
            struct Unused: Codable { var a: Character }
            struct Coded: Codable { var a: Int; func encode(to encoder: any Encoder) throws {} }
            """
        let reading = SourceReader.read([SourceFile(path: "A.swift", text: text)])
        #expect(reading.model.records.isEmpty)
        #expect(!reading.hasErrors)
        #expect(
            reading.diagnostics.map(\.description) == [
                "A.swift:2:31: warning: `Character` cannot cross to Python\nA.swift:2:31: note: use `String`"
            ]
        )
    }
}
#endif
