#if Macros
import Foundation
import Testing

@testable import Terrarium

/// Every type comes back from Python as it went there, on both wires.
@Suite(.serialized) struct ValueRoundTripTests {
    /// Calls with each value, and checks what comes back and what it was in Python.
    private func expect<Value>(
        _ values: [Value],
        on client: EchoClient,
        is python: String,
        over wire: ValueWire,
        orJSON json: String? = nil,
        _ call: (Value) throws -> Value,
        same: (Value, Value) -> Bool
    ) throws {
        for value in values {
            let back = try call(value)
            #expect(same(back, value), "\(value) came back as \(back) over \(wire)")
            #expect(try client.lastType() == (wire == .json ? json ?? python : python), "\(value) over \(wire)")
        }
    }

    private func expect<Value: Equatable>(
        _ values: [Value],
        on client: EchoClient,
        is python: String,
        over wire: ValueWire,
        orJSON json: String? = nil,
        _ call: (Value) throws -> Value
    ) throws {
        try expect(values, on: client, is: python, over: wire, orJSON: json, call, same: ==)
    }

    @Test(arguments: ValueWire.allCases) func booleansAndIntegers(wire: ValueWire) throws {
        let client = try echo(over: wire)
        try expect([true, false], on: client, is: "bool", over: wire, client.echoBool)
        try expect([.min, -1, 0, .max], on: client, is: "int", over: wire, client.echoInt8)
        try expect([.min, -129, 0, .max], on: client, is: "int", over: wire, client.echoInt16)
        try expect([.min, 0, 32_768, .max], on: client, is: "int", over: wire, client.echoInt32)
        try expect([.min, -1 << 53, 0, 1 << 53 + 1, .max], on: client, is: "int", over: wire, client.echoInt64)
        try expect(
            [.min, Int128(Int64.min) - 1, -1, 0, Int128(UInt64.max) + 1, .max],
            on: client,
            is: "int",
            over: wire,
            client.echoInt128
        )
        try expect([.min, -6, 256, 257, .max], on: client, is: "int", over: wire, client.echoInt)
        try expect([.min, 1, .max], on: client, is: "int", over: wire, client.echoUInt8)
        try expect([.min, 1, .max], on: client, is: "int", over: wire, client.echoUInt16)
        try expect([.min, 1 << 30, 1 << 31, .max], on: client, is: "int", over: wire, client.echoUInt32)
        try expect([.min, 1 << 63 - 1, 1 << 63, .max], on: client, is: "int", over: wire, client.echoUInt64)
        try expect(
            [.min, UInt128(UInt64.max) + 1, UInt128(Int128.max), UInt128(Int128.max) + 1, .max],
            on: client,
            is: "int",
            over: wire,
            client.echoUInt128
        )
        try expect([.min, .max], on: client, is: "int", over: wire, client.echoUInt)
    }

    @Test(arguments: ValueWire.allCases) func floats(wire: ValueWire) throws {
        let client = try echo(over: wire)
        let doubles: [Double] = [
            0, 1, -1.5, 0.1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude.nextDown,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p53 + 2, 1e16, 1e-7, .pi,
        ]
        let floats: [Float] = [0, -2.5, 0.1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi]
        try expect(doubles, on: client, is: "float", over: wire, client.echoDouble)
        try expect(floats, on: client, is: "float", over: wire, client.echoFloat)
        #expect(try client.echoDouble(-0.0).sign == .minus)
        #expect(try client.echoFloat(-0.0).sign == .minus)
        if wire == .python {
            try expect([.infinity, -.infinity], on: client, is: "float", over: wire, client.echoDouble)
            try expect([.nan], on: client, is: "float", over: wire, client.echoDouble, same: { $0.isNaN && $1.isNaN })
            try expect([-.infinity], on: client, is: "float", over: wire, client.echoFloat)
        } else {
            let error = try callError { try client.echoDouble(.nan) }
            #expect(error.code == .invalidInput)
            #expect(error.path == "$[0]")
        }
    }

    @Test(arguments: ValueWire.allCases) func texts(wire: ValueWire) throws {
        let client = try echo(over: wire)
        let texts = [
            "", "a", "World", "with \"quotes\", \\ and \n", "\u{e9}", "e\u{301}", "日本語", "🌱👩‍👩‍👧", "a\0b", "\u{feff}x",
            "\u{10FFFF}", String(repeating: "ü", count: 100_000),
        ]
        // Equality of Swift's strings takes both normal forms for one.
        try expect(
            texts,
            on: client,
            is: "str",
            over: wire,
            client.echoString,
            same: { Array($0.utf8) == Array($1.utf8) }
        )
        let urls = ["https://example.org/a?b=c#d", "file:///tmp/x%20y", "mailto:a@example.org"].compactMap(URL.init)
        #expect(urls.count == 3)
        try expect(urls, on: client, is: "str", over: wire, client.echoURL)
    }

    @Test(arguments: ValueWire.allCases) func bytes(wire: ValueWire) throws {
        let client = try echo(over: wire)
        let bytes: [[UInt8]] = [[], [0], Array(0...255), [UInt8](repeating: 7, count: 100_000)]
        try expect(bytes, on: client, is: "bytes", over: wire, orJSON: "str", client.echoBytes)
        try expect(bytes.map { Data($0) }, on: client, is: "bytes", over: wire, orJSON: "str", client.echoData)
    }

    @Test(arguments: ValueWire.allCases) func timesAndIdentifiers(wire: ValueWire) throws {
        let client = try echo(over: wire)
        let dates = [0, -1.5, 1_700_000_000.123456, -62_135_596_800, 253_402_300_799.999].map(
            Date.init(timeIntervalSince1970:)
        )
        try expect(
            dates,
            on: client,
            is: "datetime",
            over: wire,
            orJSON: "str",
            client.echoDate,
            same: { abs($0.timeIntervalSince($1)) < 1e-6 }
        )
        let durations: [Duration] = [
            .zero, .microseconds(1), .microseconds(-1), .seconds(1.5), .seconds(-90), .seconds(86_400 * 365 * 1000),
        ]
        try expect(durations, on: client, is: "timedelta", over: wire, orJSON: "str", client.echoDuration)
        let identifiers = [UUID(), UUID(uuidString: "00000000-0000-0000-0000-000000000000") ?? UUID()]
        try expect(identifiers, on: client, is: "UUID", over: wire, orJSON: "str", client.echoUUID)
        let decimals = ["0", "1.10", "-0.001", "12345678901234567890123456789012345678", "1e-100"].compactMap {
            Decimal(string: $0)
        }
        #expect(decimals.count == 5)
        try expect(decimals, on: client, is: "Decimal", over: wire, orJSON: "str", client.echoDecimal)
    }

    @Test(arguments: ValueWire.allCases) func containers(wire: ValueWire) throws {
        let client = try echo(over: wire)
        try expect([[], [1], Array(-500...500)], on: client, is: "list", over: wire, client.echoList)
        try expect(
            [[], [[]], [[[]]], [[["a", nil], []], [[nil]]]],
            on: client,
            is: "list",
            over: wire,
            client.echoNested
        )
        try expect([[], ["a", "b"], [""]], on: client, is: "set", over: wire, orJSON: "list", client.echoSet)
        try expect(
            [[:], ["": []], ["a": [1], "ключ": [0.5, -0.5]]],
            on: client,
            is: "dict",
            over: wire,
            client.echoMap
        )
        try expect([3, .max], on: client, is: "int", over: wire, client.echoOptional)
        try expect([nil], on: client, is: "NoneType", over: wire, client.echoOptional)
        try expect(
            [(1, "one"), (-1, "")],
            on: client,
            is: "tuple",
            over: wire,
            orJSON: "list",
            client.echoTuple,
            same: ==
        )
    }

    @Test(arguments: ValueWire.allCases) func records(wire: ValueWire) throws {
        let client = try echo(over: wire)
        var parcel = Parcel(
            id: UUID(),
            label: "Größe ß",
            weightGrams: .max,
            isFragile: true,
            sentAt: Date(timeIntervalSince1970: 1_700_000_000.25),
            note: nil,
            copies: 3,
            stops: [
                Stop(city: "Köln", rows: [Stop.Row(count: 0), Stop.Row(count: 255)]), Stop(city: "", rows: []),
            ],
            tags: ["a", "b"],
            prices: ["EUR": Decimal(string: "19.99") ?? 0],
            size: .box(width: 1.5, height: 2),
            contents: Data([0, 255])
        )
        try expect([parcel], on: client, is: "dict", over: wire, client.echoParcel)
        parcel.note = "fragile"
        parcel.stops = []
        try expect([parcel], on: client, is: "dict", over: wire, client.echoParcel)
        try expect(
            [Tree(value: 1, children: [Tree(value: 2, children: [Tree(value: 3, children: [])])])],
            on: client,
            is: "dict",
            over: wire,
            client.echoTree
        )
    }

    @Test(arguments: ValueWire.allCases) func enumerations(wire: ValueWire) throws {
        let client = try echo(over: wire)
        try expect([.loose], on: client, is: "str", over: wire, client.echoSize)
        let payloads: [Size] = [.letter("C5"), .box(width: 1, height: 0.5), .bag(1, -2)]
        try expect(payloads, on: client, is: "dict", over: wire, client.echoSize)
        try expect([.euro, .dollar], on: client, is: "str", over: wire, client.echoCurrency)
        try expect([.low, .high], on: client, is: "int", over: wire, client.echoLevel)
    }

    @Test(arguments: ValueWire.allCases) func codableTypes(wire: ValueWire) throws {
        let client = try echo(over: wire)
        let plain = Plain(
            name: "n",
            when: Date(timeIntervalSince1970: 12.5),
            blob: Data([1, 2, 3]),
            price: 2.5,
            link: try #require(URL(string: "https://example.org")),
            inner: [.init(big: .max, shape: .point), .init(big: 0, shape: .circle(radius: 2))],
            map: ["a": .low, "b": .high],
            missing: nil
        )
        try expect([plain], on: client, is: "dict", over: wire, client.echoPlain)
        try expect([["x": [plain, plain], "y": []]], on: client, is: "dict", over: wire, client.echoPlains)
    }
}
#endif
