import AllocationCounter
import Terrarium

/// What the reference plugin `greeter` offers.
@PluginInterface(version: 1)
protocol Greeter {
    func greet(name: String) throws -> String
}

/// What the plugin below offers to a typed client.
@PluginInterface(version: 1)
protocol Identity {
    func add(left: Int, right: Int) throws -> Int
    func record(value: Record) throws -> Record
    func numbers(value: [Double]) throws -> [Double]
}

/// A record whose texts are short enough to need no memory of their own.
@PluginRecord
struct Record {
    var userID: String
    var email: String
    var amount: Double
    var isNew: Bool
}

/// Counts the allocations of one call, by the library that makes them, and prints a line of JSON for each kind of call.
///
/// Swift allocates through `libswiftCore`; what the executable itself allocates is the C shim's. Allocations of CPython's
/// own small-object allocator never reach `malloc` and are not seen.
@main
enum CountAllocations {
    private static let source = """
        from terrarium import method

        @method
        def identity(value):
            return value

        @method(raw=True)
        def same(data):
            return data

        @method(raw=True)
        def lend(view):
            return b"lent"
        """

    private static let typedSource = """
        __interface_hash__ = \(IdentityInterface.hash)

        def add(left, right):
            return left + right

        def record(value):
            return value

        def numbers(value):
            return value
        """

    static func main() throws {
        guard allocation_counter_works(), CommandLine.arguments.count == 2 else { return }
        let host = try PluginHost(searchPaths: [CommandLine.arguments[1]])
        let greeter = try host.load("greeter")
        let plugin = try host.load(source: source, name: "allocations")
        let greeting = Array(#"["World"]"#.utf8)
        let greet = try greeter.index(of: "greet")
        let record = Array(#"{"user_id":"u-4711","email":"ada@example.org","amount":1234.56,"tags":["a","b"]}"#.utf8)
        let typed = try host.load("greeter", as: GreeterClient.self)
        let identity = IdentityClient(
            try host.load(source: typedSource, name: "typed", interface: IdentityInterface.descriptor)
        )
        let value = Record(userID: "u-4711", email: "ada@example", amount: 1234.56, isNew: true)
        let numbers = (0..<1000).map(Double.init)
        try count("typed `greet`", limit: 0) { _ = try typed.greet(name: "World") }
        try count("typed `greet`, a long result", limit: 1) { _ = try typed.greet(name: "a name of twenty bytes") }
        try count("typed `add`", limit: 0) { _ = try identity.add(left: 3, right: 7) }
        try count("typed record, in and out", limit: 0) { _ = try identity.record(value: value) }
        try count("typed 1 000 doubles, in and out", limit: 1) { _ = try identity.numbers(value: numbers) }
        let bytes = [UInt8](repeating: 7, count: 4096)
        let span = bytes
        try count("JSON `greet`", limit: 1) { _ = try greeter.callTypedJSON(greet, greeting) }
        try count("JSON record, in and out", limit: 1) { _ = try plugin.callTypedJSON(0, record) }
        try count("raw 4 KiB, copied in and out", limit: 1) { _ = try plugin.callRaw(1, bytes) }
        try count("raw 4 KiB, copied in from a span", limit: 1) { _ = try plugin.callRaw(1, span.span) }
        try count("raw 4 KiB, copied in, result lent", limit: 0) { _ = try plugin.callRaw(1, bytes) { $0.count } }
        try count("raw 4 KiB, view in, result lent", limit: 0) {
            _ = try plugin.callRaw(2, bytes, as: .memoryView) { $0.count }
        }
    }

    private static func count(_ work: String, limit: Int, _ call: () throws -> Void) throws {
        let calls = 1000
        for _ in 0..<calls { try call() }
        allocation_counter_begin()
        for _ in 0..<calls { try call() }
        let total = allocation_counter_end()
        var callers: [String: Int] = [:]
        for index in 0..<total {
            let name = unsafe allocation_counter_caller(index).map { unsafe String(cString: $0) } ?? "unknown"
            callers[name, default: 0] += 1
        }
        let swift = callers.removeValue(forKey: "libswiftCore.so") ?? 0
        let others = callers.sorted { $0.key < $1.key }
            .map { "\"\($0.key)\": \(Double($0.value) / Double(calls))" }
        print(
            """
            {"work": "\(work)", "limit": \(limit), "swift": \(Double(swift) / Double(calls)), \
            "others": {\(others.joined(separator: ", "))}}
            """
        )
    }
}
