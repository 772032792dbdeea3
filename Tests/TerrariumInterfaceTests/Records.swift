import Foundation
import TerrariumInterface

/// What `@PluginRecord` writes for a struct, spelled out.
struct User: PluginValue, Equatable, Sendable {
    var name: String
    var email: String?
    var score = 1.5

    private static let fieldNames: FieldNames = ["name", "email", "score"]

    func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        writer.beginObject(3)
        writer.writeKey("name")
        try writer.write(name)
        writer.writeKey("email")
        try writer.write(email)
        writer.writeKey("score")
        try writer.write(score)
    }

    init(name: String, email: String?) {
        self.name = name
        self.email = email
    }

    init(reading reader: inout ValueReader) throws(ValueMismatch) {
        var fields = try reader.readFields(Self.fieldNames)
        var name: String?
        var email: String?
        var score: Double?
        while let field = try fields.next(&reader) {
            switch field {
            case 0: name = try reader.read(String.self)
            case 1: email = try reader.read(String?.self)
            case 2: score = try reader.read(Double.self)
            default: break
            }
        }
        self.name = try fields.require(name, 0)
        self.email = email
        if let score { self.score = score }
    }
}

/// A record with a record, a list of them, and every kind of key length.
struct Order: PluginValue, Equatable, Sendable {
    var id: UUID
    var user: User
    var watchers: [User]
    var amountCents: Int
    var data: [UInt8]
    var colour: Colour
    var shape: Shape
    var pairOfNumbersThatIsLong: Int16

    private static let fieldNames: FieldNames = [
        "id", "user", "watchers", "amount_cents", "data", "colour", "shape", "pair_of_numbers_that_is_long",
    ]

    func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        writer.beginObject(8)
        writer.writeKey("id")
        try writer.write(id)
        writer.writeKey("user")
        try writer.write(user)
        writer.writeKey("watchers")
        try writer.write(watchers)
        writer.writeKey("amount_cents")
        try writer.write(amountCents)
        writer.writeKey("data")
        try writer.write(data)
        writer.writeKey("colour")
        try writer.write(colour)
        writer.writeKey("shape")
        try writer.write(shape)
        writer.writeKey("pair_of_numbers_that_is_long")
        try writer.write(pairOfNumbersThatIsLong)
    }

    init(colour: Colour, shape: Shape) {
        id = UUID()
        user = User(name: "Alice", email: "alice@example.org")
        watchers = [User(name: "Bob", email: nil), User(name: "", email: "")]
        amountCents = 1999
        data = [0, 255]
        self.colour = colour
        self.shape = shape
        pairOfNumbersThatIsLong = -3
    }

    init(reading reader: inout ValueReader) throws(ValueMismatch) {
        var fields = try reader.readFields(Self.fieldNames)
        var id: UUID?
        var user: User?
        var watchers: [User]?
        var amountCents: Int?
        var data: [UInt8]?
        var colour: Colour?
        var shape: Shape?
        var pair: Int16?
        while let field = try fields.next(&reader) {
            switch field {
            case 0: id = try reader.read(UUID.self)
            case 1: user = try reader.read(User.self)
            case 2: watchers = try reader.read([User].self)
            case 3: amountCents = try reader.read(Int.self)
            case 4: data = try reader.read([UInt8].self)
            case 5: colour = try reader.read(Colour.self)
            case 6: shape = try reader.read(Shape.self)
            case 7: pair = try reader.read(Int16.self)
            default: break
            }
        }
        self.id = try fields.require(id, 0)
        self.user = try fields.require(user, 1)
        self.watchers = try fields.require(watchers, 2)
        self.amountCents = try fields.require(amountCents, 3)
        self.data = try fields.require(data, 4)
        self.colour = try fields.require(colour, 5)
        self.shape = try fields.require(shape, 6)
        self.pairOfNumbersThatIsLong = try fields.require(pair, 7)
    }
}

/// An enum with raw values: the macro adds no more than this.
enum Colour: String, PluginValue, Codable, CaseIterable, Sendable {
    case red
    case green = "GREEN"
}

/// An enum with numbers.
enum Level: UInt8, PluginValue, Sendable {
    case low = 1
    case high = 200
}

/// What `@PluginRecord` writes for an enum with payloads, spelled out.
indirect enum Shape: PluginValue, Equatable, Sendable {
    case empty
    case circle(Double)
    case move(Int, Int)
    case rect(width: Int, height: Int)
    case outlined(Shape)

    private static let rectNames: FieldNames = ["width", "height"]

    func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        switch self {
        case .empty:
            writer.writeText("empty")
        case .circle(let radius):
            writer.beginObject(1)
            writer.writeKey("circle")
            try writer.write(radius)
        case .move(let x, let y):
            writer.beginObject(1)
            writer.writeKey("move")
            writer.beginList(2)
            try writer.write(x)
            try writer.write(y)
        case .rect(let width, let height):
            writer.beginObject(1)
            writer.writeKey("rect")
            writer.beginObject(2)
            writer.writeKey("width")
            try writer.write(width)
            writer.writeKey("height")
            try writer.write(height)
        case .outlined(let shape):
            writer.beginObject(1)
            writer.writeKey("outlined")
            try writer.write(shape)
        }
    }

    init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let (name, hasPayload) = try reader.readCase()
        switch (name, hasPayload) {
        case ("empty", false):
            self = .empty
        case ("circle", true):
            self = .circle(try reader.read(Double.self))
        case ("move", true):
            try reader.beginTuple(2)
            self = .move(try reader.read(Int.self), try reader.read(Int.self))
        case ("rect", true):
            var fields = try reader.readFields(Self.rectNames)
            var width: Int?
            var height: Int?
            while let field = try fields.next(&reader) {
                switch field {
                case 0: width = try reader.read(Int.self)
                case 1: height = try reader.read(Int.self)
                default: break
                }
            }
            self = .rect(width: try fields.require(width, 0), height: try fields.require(height, 1))
        case ("outlined", true):
            self = .outlined(try reader.read(Shape.self))
        default:
            throw reader.unknownCase(name, of: Self.self)
        }
    }
}
