import Foundation
import TerrariumInterface
import Testing

@Suite struct ClientTests {
    /// A caller whose other side is JSON text: it takes the brackets off.
    private static func jsonCaller() -> JSONCaller {
        JSONCaller(
            JSONTarget { (method, input) throws(CallError) in
                method == 2 ? Array("null".utf8) : Array(input.dropFirst().dropLast())
            }
        )
    }

    private static let callers: [@Sendable () -> any MethodCaller] = [{ EchoCaller() }, { jsonCaller() }]

    @Test func callsReturnOverBothWires() async throws {
        for caller in Self.callers {
            let order = Order(colour: .green, shape: .rect(width: 1, height: 2))
            let client = EchoClient<[Order]>(caller())
            // From nothing to far more than the memory that a call lends its writer.
            for count in [0, 1, 2, 3, 100] {
                let orders = Array(repeating: order, count: count)
                #expect(try client.echo(orders) == orders)
                #expect(try await client.echoLater(orders) == orders)
                try client.forget(orders)
            }
        }
    }

    @Test func rawCallsReturnOverBothWires() async throws {
        for caller in Self.callers {
            let client = EchoClient<Int>(caller())
            #expect(try client.reverse([1, 2, 3]) == [3, 2, 1])
            #expect(try client.reverse(Data([1, 2])) == Data([2, 1]))
            #expect(try await client.reverseLater([1, 2, 3]) == [3, 2, 1])
            #expect(try await client.reverseLater(Data([1, 2])) == Data([2, 1]))
            #expect(client.has(2) && !client.has(3))
        }
    }

    @Test func argumentWithoutAFormNamesItsPath() async {
        let client = EchoClient<[String: [Date]]>(EchoCaller())
        let value = ["dates": [Date(timeIntervalSince1970: 0), Date(timeIntervalSinceReferenceDate: .infinity)]]
        let message =
            "an argument cannot be passed at $[0].dates[1]: "
            + "expected a date that 64 bits of microseconds can hold, found another one"
        #expect { try client.echo(value) } throws: { error in
            let error = error as? CallError
            return error?.code == .invalidInput && error?.path == "$[0].dates[1]" && error?.message == message
        }
        await #expect { try await client.echoLater(value) } throws: { error in
            (error as? CallError)?.message == message
        }
        let json = EchoClient<[Double]>(Self.jsonCaller())
        #expect { try json.echo([1, .nan]) } throws: { error in
            (error as? CallError)?.message == "an argument cannot be passed at $[0][1]: JSON has no NaN"
        }
    }

    @Test func resultThatDoesNotFitNamesItsPath() async {
        /// Writes one number, and reads it as a smaller one.
        struct Growing: PluginValue, Equatable {
            init() {}

            func write(to writer: inout ValueWriter) throws(ValueMismatch) {
                try writer.write(["rows": [["count": 1], ["count": 1000]]])
            }

            init(reading reader: inout ValueReader) throws(ValueMismatch) {
                _ = try reader.read([String: [[String: UInt8]]].self)
            }
        }
        for caller in Self.callers {
            let client = EchoClient<Growing>(caller())
            let message =
                "the result cannot be read at $.rows[1].count: expected an integer from 0 to 255, found a larger one"
            #expect { try client.echo(Growing()) } throws: { error in
                let error = error as? CallError
                return error?.code == .invalidResult && error?.path == "$.rows[1].count" && error?.message == message
            }
            await #expect { try await client.echoLater(Growing()) } throws: { error in
                (error as? CallError)?.message == message
            }
        }
    }

    @Test func resultThatIsNoJSONNamesItsByte() {
        let caller = JSONCaller(JSONTarget { (_, _) throws(CallError) in Array("[1,".utf8) })
        let client = EchoClient<Int>(caller)
        #expect { try client.echo(1) } throws: { error in
            let error = error as? CallError
            return error?.code == .invalidResult && error?.offset == 3
                && error?.message == "the result is not JSON at byte 3: the text ends inside an array"
        }
    }

    @Test func messageGivesItsMemoryBackOnce() {
        final class Counter: Sendable {
            let count = Locked(0)
        }
        let counter = Counter()
        let storage = unsafe Unmanaged.passRetained(counter).toOpaque()
        do {
            let message = unsafe ValueMessage(
                base: storage,
                count: 0,
                capacity: 7,
                isJSON: true
            ) { base, count, capacity in
                guard let base = unsafe base, capacity == 7, count == 0 else { return }
                unsafe Unmanaged<Counter>.fromOpaque(base).takeRetainedValue().count.withLock { $0 += 1 }
            }
            let isJSON = message.isJSON
            #expect(isJSON)
            #expect(throws: ValueMismatch.self) {
                try message.read { reader throws(ValueMismatch) in try reader.readNothing() }
            }
        }
        #expect(counter.count.withLock { $0 } == 1)
    }

    @Test func writerMovesFromLentMemoryToItsOwn() throws {
        for size in [0, 1, 7, 64] {
            let text = try unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { memory in
                var writer = unsafe ValueWriter(lent: memory)
                writer.beginList(3)
                try writer.write("a")
                try writer.write(String(repeating: "b", count: 40))
                try writer.write([UInt8](repeating: 7, count: 1000))
                return try writer.finish().read { reader throws(ValueMismatch) in
                    try reader.beginTuple(3)
                    let text = try reader.read(String.self) + reader.read(String.self)
                    return try text + String(reader.read([UInt8].self).count)
                }
            }
            #expect(text == "a" + String(repeating: "b", count: 40) + "1000")
        }
    }
}
