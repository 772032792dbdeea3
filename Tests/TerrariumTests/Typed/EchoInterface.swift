#if Macros
import Foundation
import Terrarium

/// A struct with one property of every kind.
@PluginRecord
struct Parcel: Equatable {
    var id: UUID
    var label: String
    var weightGrams: Int32
    var isFragile: Bool
    @PythonName("sent") var sentAt: Date
    var note: String?
    var copies: Int = 1
    var stops: [Stop]
    var tags: Set<String>
    var prices: [String: Decimal]
    var size: Size
    var contents: Data
}

@PluginRecord
struct Stop: Equatable {
    var city: String
    var rows: [Row]

    @PluginRecord
    struct Row: Equatable {
        var count: UInt8
    }
}

/// An enumeration with payloads.
@PluginRecord
enum Size: Equatable {
    case loose
    case letter(String)
    case box(width: Double, height: Double)
    case bag(Int, Int)
}

/// Enumerations with raw values, with the macro and without it.
@PluginRecord
enum Currency: String, Equatable {
    case euro = "EUR"
    case dollar = "USD"
}

enum Level: Int, Codable, Equatable {
    case low = 1
    case high = 10
}

/// Types without the macro.
struct Plain: Codable, Equatable {
    var name: String
    var when: Date
    var blob: Data
    var price: Decimal
    var link: URL
    var inner: [Inner]
    var map: [String: Level]
    var missing: Int?

    struct Inner: Codable, Equatable {
        var big: UInt64
        var shape: Shape
    }

    enum Shape: Codable, Equatable {
        case point
        case circle(radius: Double)
    }
}

/// A recursive record.
@PluginRecord
struct Tree: Equatable {
    var value: Int
    var children: [Tree]
}

/// Gives back what it gets, a method per type.
@PluginInterface(version: 1)
protocol Echo {
    func echoBool(_ value: Bool) throws -> Bool
    func echoInt8(_ value: Int8) throws -> Int8
    func echoInt16(_ value: Int16) throws -> Int16
    func echoInt32(_ value: Int32) throws -> Int32
    func echoInt64(_ value: Int64) throws -> Int64
    func echoInt128(_ value: Int128) throws -> Int128
    func echoInt(_ value: Int) throws -> Int
    func echoUInt8(_ value: UInt8) throws -> UInt8
    func echoUInt16(_ value: UInt16) throws -> UInt16
    func echoUInt32(_ value: UInt32) throws -> UInt32
    func echoUInt64(_ value: UInt64) throws -> UInt64
    func echoUInt128(_ value: UInt128) throws -> UInt128
    func echoUInt(_ value: UInt) throws -> UInt
    func echoFloat(_ value: Float) throws -> Float
    func echoDouble(_ value: Double) throws -> Double
    func echoString(_ value: String) throws -> String
    func echoBytes(_ value: [UInt8]) throws -> [UInt8]
    func echoData(_ value: Data) throws -> Data
    func echoDate(_ value: Date) throws -> Date
    func echoDuration(_ value: Duration) throws -> Duration
    func echoUUID(_ value: UUID) throws -> UUID
    func echoDecimal(_ value: Decimal) throws -> Decimal
    func echoURL(_ value: URL) throws -> URL
    func echoList(_ value: [Int]) throws -> [Int]
    func echoNested(_ value: [[[String?]]]) throws -> [[[String?]]]
    func echoSet(_ value: Set<String>) throws -> Set<String>
    func echoMap(_ value: [String: [Double]]) throws -> [String: [Double]]
    func echoOptional(_ value: Int?) throws -> Int?
    func echoTuple(_ value: (Int, String)) throws -> (Int, String)
    func echoParcel(_ value: Parcel) throws -> Parcel
    func echoSize(_ value: Size) throws -> Size
    func echoCurrency(_ value: Currency) throws -> Currency
    func echoLevel(_ value: Level) throws -> Level
    func echoPlain(_ value: Plain) throws -> Plain
    func echoPlains(_ value: [String: [Plain]]) throws -> [String: [Plain]]
    func echoTree(_ value: Tree) throws -> Tree
    /// What the last argument was in Python.
    func lastType() throws -> String
}

/// Loads the interface's plugin.
func echo(over wire: ValueWire) throws -> EchoClient {
    let methods = EchoInterface.descriptor.methods.map(\.name).filter { $0 != "last_type" }
    let source = """
        __interface_hash__ = \(EchoInterface.hash)
        last = None

        def echo(value):
            global last
            last = value
            return value

        \(methods.map { "\($0) = echo" }.joined(separator: "\n"))

        def last_type():
            return type(last).__name__
        """
    return EchoClient(try load(source, interface: EchoInterface.descriptor), over: wire)
}
#endif
