#if Macros
import Foundation
import Testing

@testable import Terrarium

/// What clients do beside carrying values.
@PluginInterface(version: 3)
protocol Workbench: Sendable {
    func describe(_ parcel: Parcel, at point: (Double, Double)) throws -> String
    func stops() throws -> [Stop]
    func parcel() throws -> Parcel
    func date() throws -> Date
    func nothing(_ value: Int) throws
    func size() throws -> Size
    func currency() throws -> Currency
    func level() throws -> Level
    func plain() throws -> [Plain]
    @Default("times", 2) func repeated(text: String, times: Int) async throws -> String
    func meet() async throws
    @Raw func reverse(_ data: [UInt8]) throws -> [UInt8]
    @Raw func reverseData(_ data: Data) async throws -> Data
    @Optional(since: 2) func shout(name: String) throws -> String
    @Optional(since: 3) func whisper(name: String) throws -> String
    @PythonName("import_all") func importEverything() throws -> Int
}

/// Calls through generated clients: names, errors, options, threads.
@Suite struct TypedCallTests {
    private let source = """
        import datetime, threading
        from terrarium import PluginError, method

        __interface_hash__ = \(WorkbenchInterface.hash)
        barrier = threading.Barrier(16)

        def describe(parcel, point):
            return f"{parcel['label']} {parcel['weight_grams']} {parcel['sent'].isoformat()} {point!r}"

        def stops():
            return [{"city": "a", "rows": [{"count": 1}, {"count": 2}]}, {"city": "b", "rows": [{"count": 3}, {"count": 256}]}]

        def parcel():
            return {"label": "x", "unknown": [1, {"deep": ()}]}

        def date():
            return datetime.datetime(2026, 1, 1)

        def nothing(value):
            if value:
                return value

        def size():
            return {"crate": 1}

        def currency():
            return "GBP"

        def level():
            return 2

        def plain():
            return [{"name": "n", "when": "soon"}]

        def repeated(text, times):
            return text * times

        def meet():
            barrier.wait(timeout=60)

        @method(raw=True)
        def reverse(data):
            return data[::-1]

        @method(raw=True)
        def reverse_data(data):
            return data[::-1]

        def shout(name):
            return name.upper()

        def import_all():
            raise PluginError("NOTHING_THERE", "there is nothing to import", {"count": 0})
        """

    private func workbench(over wire: ValueWire = .python) throws -> WorkbenchClient {
        WorkbenchClient(try load(source, interface: WorkbenchInterface.descriptor), over: wire)
    }

    @Test func clientOfAPackage() throws {
        let greeter = try makeHost(searchPaths: [referencePlugins]).load("greeter", as: GreeterClient.self)
        #expect(try greeter.greet(name: "World") == "Hello, World!")
        #expect(GreeterInterface.hash == 0xd66a_3334_3f4b_2077)
        #expect(greeter.plugin?.name == "greeter")
        let error = try callError { try greeter.greet(name: "") }
        #expect(error.code == .pluginFailed)
        #expect(error.pluginError?.code == "EMPTY_INPUT")
        #expect(error.pluginError?.frames.last?.function == "greet")
    }

    @Test func hostsCanMockTheProtocol() throws {
        struct Mock: Greeter {
            func greet(name: String) throws -> String { "mocked \(name)" }
        }
        let greeters: [any Greeter] = [
            Mock(), try makeHost(searchPaths: [referencePlugins]).load("greeter", as: GreeterClient.self),
        ]
        #expect(try greeters.map { try $0.greet(name: "A") } == ["mocked A", "Hello, A!"])
    }

    @Test func descriptorSaysWhatTheProtocolSays() {
        let descriptor = WorkbenchInterface.descriptor
        #expect(descriptor.name == "Workbench")
        #expect(descriptor.version == 3)
        #expect(descriptor.methods[WorkbenchInterface.Method.reverse].wire == .raw)
        #expect(descriptor.methods[WorkbenchInterface.Method.repeated].signature == "(text: str, times: int) -> str")
        #expect(descriptor.methods[WorkbenchInterface.Method.importEverything].name == "import_all")
        #expect(descriptor.methods[WorkbenchInterface.Method.shout].since == 2)
        #expect(descriptor.canonicalText?.contains("shout") == false)
    }

    @Test func tuplesArePassedAsTuples() throws {
        var parcel = try JSONParcel.example()
        parcel.label = "box"
        let text = try workbench().describe(parcel, at: (1, 2.5))
        #expect(text == "box 5 1970-01-01T00:00:00+00:00 (1.0, 2.5)")
    }

    @Test(arguments: ValueWire.allCases) func integerThatDoesNotFitNamesItsPlace(wire: ValueWire) throws {
        let error = try callError { try workbench(over: wire).stops() }
        #expect(error.code == .invalidResult)
        #expect(error.path == "$[1].rows[1].count")
        #expect(error.message.contains("255"))
    }

    @Test(arguments: ValueWire.allCases) func missingKeyIsNamed(wire: ValueWire) throws {
        let error = try callError { try workbench(over: wire).parcel() }
        #expect(error.code == .invalidResult)
        #expect(error.message.contains("`id`"))
    }

    @Test func naiveDateIsRefused() throws {
        let error = try callError { try workbench().date() }
        #expect(error.code == .invalidResult)
        #expect(error.message.contains("datetime.datetime without a time zone"))
    }

    @Test(arguments: ValueWire.allCases) func unknownCasesAreNamed(wire: ValueWire) throws {
        let client = try workbench(over: wire)
        #expect(try callError { try client.size() }.code == .invalidResult)
        #expect(try callError { try client.currency() }.message.contains("Currency"))
        #expect(try callError { try client.level() }.code == .invalidResult)
        let error = try callError { try client.plain() }
        #expect(error.path == "$[0].when")
    }

    @Test(arguments: ValueWire.allCases) func methodWithoutResultGivesNone(wire: ValueWire) throws {
        let client = try workbench(over: wire)
        try client.nothing(0)
        #expect(try callError { try client.nothing(1) }.code == .invalidResult)
    }

    @Test(arguments: ValueWire.allCases) func errorsOfThePluginArrive(wire: ValueWire) throws {
        let error = try callError { try workbench(over: wire).importEverything() }
        #expect(error.pluginError?.code == "NOTHING_THERE")
        #expect(error.pluginError?.details == #"{"count":0}"#)
    }

    @Test(arguments: ValueWire.allCases) func rawMethods(wire: ValueWire) async throws {
        let client = try workbench(over: wire)
        #expect(try client.reverse([1, 2, 3]) == [3, 2, 1])
        #expect(try await client.reverseData(Data([1, 2, 3])) == Data([3, 2, 1]))
    }

    @Test(arguments: ValueWire.allCases) func optionalMethods(wire: ValueWire) throws {
        let client = try workbench(over: wire)
        #expect(client.has(WorkbenchInterface.Method.shout))
        #expect(!client.has(WorkbenchInterface.Method.whisper))
        #expect(!client.has(1000))
        #expect(try client.shout(name: "a") == "A")
        let error = try callError { try client.whisper(name: "a") }
        #expect(error.code == .optionalMethodMissing)
        #expect(error.message.contains("whisper"))
        #expect(client.plugin?.has(WorkbenchInterface.Method.whisper) != true)
    }

    @Test func optionalMethodMissingOnEveryWire() throws {
        let plugin = try load(source, interface: WorkbenchInterface.descriptor)
        #expect(try callError { try plugin.json("whisper", #"["a"]"#) }.code == .optionalMethodMissing)
    }

    @Test(arguments: ValueWire.allCases) func awaitedCallsRunBesideTheTask(wire: ValueWire) async throws {
        let client = try workbench(over: wire)
        #expect(try await client.repeated(text: "ab") == "abab")
        #expect(try await client.repeated(text: "ab", times: 3) == "ababab")
        // More calls than Swift has threads, of which none returns before all are there.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await client.meet() } }
            try await group.waitForAll()
        }
    }

    @Test func awaitedCallsBeyondTheThreadsWaitTheirTurn() async throws {
        let client = try workbench()
        let results = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<2000 { group.addTask { try await client.repeated(text: "\(number)", times: 1) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(results.count == 2000)
    }

    @Test func callsFromManyThreads() async throws {
        let greeter = try makeHost(searchPaths: [referencePlugins]).load("greeter", as: GreeterClient.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        let greeting = try greeter.greet(name: "\(task) \(number)")
                        #expect(greeting == "Hello, \(task) \(number)!")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func unloadedPluginRefusesTypedCalls() throws {
        let client = try workbench()
        try client.plugin?.unload()
        #expect(try callError { try client.shout(name: "a") }.code == .unloaded)
    }

    @Test func argumentsBeyondTheLimitsAreRefused() throws {
        let plugin = try load(
            "__interface_hash__ = \(EchoInterface.hash)\n"
                + EchoInterface.descriptor.methods.map { "def \($0.name)(value=None): return value\n" }.joined(),
            interface: EchoInterface.descriptor,
            limits: CallLimits(depth: 6, inputBytes: 300, resultBytes: 300)
        )
        let client = EchoClient(plugin)
        #expect(try callError { try client.echoString(String(repeating: "a", count: 400)) }.code == .inputTooLarge)
        var tree = Tree(value: 0, children: [])
        #expect(try client.echoTree(tree) == tree)
        tree = Tree(value: 1, children: [tree])
        #expect(try client.echoTree(tree) == tree)
        tree = Tree(value: 2, children: [Tree(value: 2, children: [tree])])
        let error = try callError { try client.echoTree(tree) }
        #expect(error.code == .invalidInput)
        #expect(error.message.contains("deep"))
    }

    @Test func clientDoesNotFitAnotherInterface() throws {
        let error = try loadError {
            try makeHost(searchPaths: [referencePlugins]).load("transform", as: GreeterClient.self)
        }
        #expect(error.code == .hashMismatch)
        #expect(error.message.contains("greet:String->String"))
    }
}

private enum JSONParcel {
    static func example() throws -> Parcel {
        Parcel(
            id: UUID(),
            label: "",
            weightGrams: 5,
            isFragile: false,
            sentAt: Date(timeIntervalSince1970: 0),
            note: nil,
            stops: [],
            tags: [],
            prices: [:],
            size: .loose,
            contents: Data()
        )
    }
}
#endif
