#if Macros

import Foundation
import Terrarium
import TerrariumInterface
import Testing

/// One line of a bill.
@PluginRecord
struct Line: Equatable, Sendable {
    var name: String
    var unitPrice: Decimal
    var count: UInt8
    var note: String?
    var bought: Date
}

/// How a customer pays.
@PluginRecord
enum Payment: String, Equatable {
    case card, invoice
}

/// What is printed on a bill.
@PluginRecord
enum Shape: Equatable {
    case blank
    case circle(Double)
    case box(width: Int, height: Int)
}

/// A bill with all of it.
@PluginRecord
struct Bill: Equatable, Sendable {
    var lines: [Line]
    var payment: Payment
    var shape: Shape
    var labels: Set<String>
    var sizes: [String: Double]
    var id: UUID
}

/// A shop's till, whose methods give back what they get.
@PluginInterface(version: 1)
protocol Till {
    func line(_ value: Line) throws -> Line
    func lines(_ value: [Line]) throws -> [Line]
    func payment(_ value: Payment) throws -> Payment
    func shape(_ value: Shape) throws -> Shape
    func bill(_ value: Bill) throws -> Bill
    func note(_ value: String?) throws -> String?
    func blob(_ value: Data) throws -> Data
}

/// The declarations above, the plugin whose frame `terrarium stub` makes of them, and the client that the macro writes.
@Suite struct StubPluginTests {
    private let bill = Bill(
        lines: [
            Line(name: "apple", unitPrice: 0.35, count: 255, note: nil, bought: Date(timeIntervalSince1970: 1.5)),
            Line(name: "Größe", unitPrice: -1, count: 0, note: "n", bought: Date(timeIntervalSince1970: 0)),
        ],
        payment: .invoice,
        shape: .box(width: 1, height: -2),
        labels: ["a", "b"],
        sizes: ["x": 0.5],
        id: UUID()
    )

    /// The stub, with functions that return their argument.
    private func plugin(dataclasses: Bool = false) throws -> Plugin {
        let folder = try Folder()
        let file = folder.path + "/till.py"
        let outcome =
            dataclasses
            ? terrarium("stub", #filePath, "--interface", "Till", "-o", file, "--dataclasses")
            : terrarium("stub", #filePath, "--interface", "Till", "-o", file)
        try #require(outcome.status == 0, "\(outcome)")
        let stub = String(decoding: try folder.read("till.py"), as: UTF8.self)
        let source = stub.replacingOccurrences(of: "raise NotImplementedError", with: "return _seen(value)")
        // Records are what the stub declares: dictionaries, or objects with fields.
        let check =
            dataclasses
            ? """
            def _seen(value):
                assert type(value) is not dict or not {"lines", "unit_price"} & value.keys(), value
                if type(value) is Bill:
                    assert type(value.lines[0]) is Line and value.payment is Payment.INVOICE, value
                return value
            """
            : """
            def _seen(value):
                assert type(value) in (dict, list, str, bytes, type(None)), value
                if type(value) is dict and "lines" in value:
                    assert type(value["lines"][0]) is dict and value["payment"] == "invoice", value
                return value
            """
        try folder.write("till.py", source + "\n\n" + check + "\n")
        let host = try PluginHost(searchPaths: [], configuration: .init(python: .init(codeCache: .none)))
        return try host.load(file, interface: TillInterface.descriptor)
    }

    @Test(arguments: [false, true], ValueWire.allCases)
    func pluginMadeFromTheStubGivesBackWhatItGets(dataclasses: Bool, wire: ValueWire) throws {
        let till = TillClient(try plugin(dataclasses: dataclasses), over: wire)
        #expect(try till.bill(bill) == bill)
        #expect(try till.lines(bill.lines) == bill.lines)
        #expect(try till.line(bill.lines[0]) == bill.lines[0])
        #expect(try till.payment(.card) == .card)
        #expect(try till.shape(.blank) == .blank)
        #expect(try till.shape(.circle(0.5)) == .circle(0.5))
        #expect(try till.note(nil) == nil)
        #expect(try till.note("") == "")
        #expect(try till.blob(Data([0, 255])) == Data([0, 255]))
    }

    @Test(.enabled(if: StubPython.path != nil))
    func whatCrossesAsJSONFitsTheSchema() throws {
        let schema = terrarium("schema", #filePath, "--interface", "Till")
        try #require(schema.status == 0, "\(schema)")
        let recorder = Recorder(try plugin())
        let till = TillClient(JSONCaller(recorder))
        _ = try till.bill(bill)
        _ = try till.lines(bill.lines)
        _ = try till.payment(.invoice)
        for shape in [Shape.blank, .circle(1), .box(width: 0, height: 0)] { _ = try till.shape(shape) }
        _ = try till.note(nil)
        _ = try till.blob(Data([1]))
        let folder = try Folder()
        try folder.write("schema.json", schema.text)
        try folder.write("calls.jsonl", recorder.lines.joined(separator: "\n"))
        try folder.write(
            "validate.py",
            """
            import json
            from jsonschema import Draft202012Validator, FormatChecker

            schema = json.load(open("schema.json"))
            Draft202012Validator.check_schema(schema)
            count = 0
            for line in open("calls.jsonl"):
                call = json.loads(line)
                for part in ("arguments", "result"):
                    one = schema["properties"][call["method"]]["properties"][part] | {"$defs": schema["$defs"]}
                    Draft202012Validator(one, format_checker=FormatChecker()).validate(call[part])
                    count += 1
            print(count)
            """
        )
        let outcome = try StubPython.run(["validate.py"], in: folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text == "16\n")
    }
}

/// Passes calls on to a plugin, and keeps what crossed.
private final class Recorder: JSONMethodCaller {
    private let plugin: Plugin
    private let recorded = Locked<[String]>([])

    init(_ plugin: Plugin) {
        self.plugin = plugin
    }

    /// A line of JSON for each call.
    var lines: [String] { recorded.withLock { $0 } }

    func has(_ method: Int) -> Bool { plugin.has(method) }

    func callTypedJSON(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        let output = try plugin.callTypedJSON(method, input)
        let (arguments, result) = (String(decoding: input, as: UTF8.self), String(decoding: output, as: UTF8.self))
        let line = #"{"method": "\#(plugin.methods[method].name)", "arguments": \#(arguments), "result": \#(result)}"#
        recorded.withLock { $0.append(line) }
        return output
    }

    func callTypedJSONAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try callTypedJSON(method, input)
    }

    func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try plugin.callRaw(method, input)
    }

    func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try callRawBytes(method, input)
    }
}

#endif
