#if Macros
import Testing

@Suite struct RecordExpansionTests {
    @Test func aStructIsAnObject() {
        expectExpansion(
            of: """
                @PluginRecord
                public struct Order {
                    public var userID: Int
                    let `default`: String?
                    var tags: [String] = []
                    var limit: Int? = 5
                    var point: (x: Int, y: Int)
                    @PythonName("high_value")
                    var isHighValue = false
                    let version = 1
                    var computed: Int { 1 }
                }
                """,
            """
            public struct Order {
                public var userID: Int
                let `default`: String?
                var tags: [String] = []
                var limit: Int? = 5
                var point: (x: Int, y: Int)
                var isHighValue = false
                let version = 1
                var computed: Int { 1 }
            }

            nonisolated extension Order: PluginValue {
                private static let fieldNames: FieldNames = ["user_id", "default", "tags", "limit", "point", "high_value"]

                /// Writes the properties under their names in Python.
                public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
                    writer.beginObject(6)
                    writer.writeKey("user_id")
                    try writer.write(self.userID)
                    writer.writeKey("default")
                    try writer.write(self.`default`)
                    writer.writeKey("tags")
                    try writer.write(self.tags)
                    writer.writeKey("limit")
                    try writer.write(self.limit)
                    writer.writeKey("point")
                    writer.beginTuple(2)
                    try writer.write(self.point.0)
                    try writer.write(self.point.1)
                    writer.writeKey("high_value")
                    try writer.write(self.isHighValue)
                }

                /// Reads the properties by their names in Python.
                public init(reading reader: inout ValueReader) throws(ValueMismatch) {
                    var fields = try reader.readFields(Self.fieldNames)
                    var value0: Int?
                    var value1: String? = nil
                    var value2: [String]?
                    var value3: Int??
                    var value4: (x: Int, y: Int)?
                    var value5: Bool?
                    while let field = try fields.next(&reader) {
                        switch field {
                        case 0:
                            value0 = try reader.read(Int.self)
                        case 1:
                            value1 = try reader.read(String?.self)
                        case 2:
                            value2 = try reader.read([String].self)
                        case 3:
                            value3 = try reader.read(Int?.self)
                        case 4:
                            try reader.beginTuple(2)
                            let value4_0 = try reader.read(Int.self)
                            let value4_1 = try reader.read(Int.self)
                            value4 = (value4_0, value4_1)
                        case 5:
                            value5 = try reader.read(Bool.self)
                        default:
                            break
                        }
                    }
                    self.userID = try fields.require(value0, 0)
                    self.`default` = value1
                    if let value2 {
                        self.tags = value2
                    }
                    if let value3 {
                        self.limit = value3
                    }
                    self.point = try fields.require(value4, 4)
                    if let value5 {
                        self.isHighValue = value5
                    }
                }
            }
            """
        )
    }

    @Test func anEnumerationIsTaggedByItsCase() {
        expectExpansion(
            of: """
                @PluginRecord
                indirect enum Shape {
                    case empty
                    case circle(Double)
                    case move(Int, (Int, Int))
                    case rect(width: Int, height: Int?, depth: Int = 3)
                    @PythonName("sub")
                    case child(Shape)
                }
                """,
            """
            indirect enum Shape {
                case empty
                case circle(Double)
                case move(Int, (Int, Int))
                case rect(width: Int, height: Int?, depth: Int = 3)
                case child(Shape)
            }

            nonisolated extension Shape: PluginValue {
                private static let fieldNames: [FieldNames] = [["width", "height", "depth"]]

                /// Writes the name of the case, with its values if it has some.
                func write(to writer: inout ValueWriter) throws(ValueMismatch) {
                    switch self {
                    case .empty:
                        try writer.write("empty")
                    case .circle(let value0):
                        writer.beginObject(1)
                        writer.writeKey("circle")
                        try writer.write(value0)
                    case .move(let value0, let value1):
                        writer.beginObject(1)
                        writer.writeKey("move")
                        writer.beginList(2)
                        try writer.write(value0)
                        writer.beginTuple(2)
                        try writer.write(value1.0)
                        try writer.write(value1.1)
                    case .rect(let value0, let value1, let value2):
                        writer.beginObject(1)
                        writer.writeKey("rect")
                        writer.beginObject(3)
                        writer.writeKey("width")
                        try writer.write(value0)
                        writer.writeKey("height")
                        try writer.write(value1)
                        writer.writeKey("depth")
                        try writer.write(value2)
                    case .child(let value0):
                        writer.beginObject(1)
                        writer.writeKey("sub")
                        try writer.write(value0)
                    }
                }

                /// Reads the name of a case and its values.
                init(reading reader: inout ValueReader) throws(ValueMismatch) {
                    let found = try reader.readCase()
                    switch (found.name, found.hasPayload) {
                    case ("empty", false):
                        self = .empty
                    case ("circle", true):
                        let value0 = try reader.read(Double.self)
                        self = .circle(value0)
                    case ("move", true):
                        try reader.beginTuple(2)
                        let value0 = try reader.read(Int.self)
                        try reader.beginTuple(2)
                        let value1_0 = try reader.read(Int.self)
                        let value1_1 = try reader.read(Int.self)
                        let value1 = (value1_0, value1_1)
                        self = .move(value0, value1)
                    case ("rect", true):
                        var fields = try reader.readFields(Self.fieldNames[0])
                        var value0: Int?
                        var value1: Int? = nil
                        var value2: Int?
                        while let field = try fields.next(&reader) {
                            switch field {
                            case 0:
                                value0 = try reader.read(Int.self)
                            case 1:
                                value1 = try reader.read(Int?.self)
                            case 2:
                                value2 = try reader.read(Int.self)
                            default:
                                break
                            }
                        }
                        self = .rect(width: try fields.require(value0, 0), height: value1, depth: value2 ?? (3))
                    case ("sub", true):
                        let value0 = try reader.read(Shape.self)
                        self = .child(value0)
                    default:
                        throw reader.unknownCase(found.name, of: Self.self)
                    }
                }
            }
            """
        )
    }

    @Test func rawValuesConformByThemselves() {
        expectExpansion(
            of: """
                @PluginRecord
                package enum Color: String {
                    case red
                }
                """,
            """
            package enum Color: String {
                case red
            }

            nonisolated extension Color: PluginValue {
            }
            """
        )
    }

    @Test func theKeysAvoidAMemberOfTheirName() {
        expectExpansion(
            of: """
                public extension Shop {
                    @PluginRecord
                    struct Order {
                        static let fieldNames = 1
                        var fields: Int
                    }
                }
                """,
            """
            public extension Shop {
                struct Order {
                    static let fieldNames = 1
                    var fields: Int
                }
            }

            nonisolated extension Shop.Order: PluginValue {
                private static let __macro_local_10fieldNamesfMu_: FieldNames = ["fields"]

                /// Writes the properties under their names in Python.
                public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
                    writer.beginObject(1)
                    writer.writeKey("fields")
                    try writer.write(self.fields)
                }

                /// Reads the properties by their names in Python.
                public init(reading reader: inout ValueReader) throws(ValueMismatch) {
                    var fields = try reader.readFields(Self.__macro_local_10fieldNamesfMu_)
                    var value0: Int?
                    while let field = try fields.next(&reader) {
                        switch field {
                        case 0:
                            value0 = try reader.read(Int.self)
                        default:
                            break
                        }
                    }
                    self.fields = try fields.require(value0, 0)
                }
            }
            """
        )
    }
}
#endif
