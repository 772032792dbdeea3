import Platform
import Terrarium

/// Resident memory before and after a great many operations.
///
/// Growth of less than a mebibyte is the allocator's.
enum MemoryRows {
    static func measure(_ setup: Setup) throws -> [Row] {
        guard platform_resident_bytes() > 0 else { return [] }
        let greeter = try setup.load("greeter", methods: [.json("greet")])
        let failing = try setup.host.load(source: "def fail():\n    raise ValueError('no')\n", name: "failing")
        let nothing = Array("null".utf8)
        return [
            try row("calls", 1_000_000 / setup.divisor) {
                keep(try greeter.callTypedJSON(0, CallRows.greeting))
            },
            try row("errors, with traceback", 100_000 / setup.divisor) {
                do throws(CallError) {
                    keep(try failing.callTypedJSON(0, nothing))
                } catch {
                    keep(error.pluginError?.traceback)
                }
            },
            try row("loads and unloads of a package", 10_000 / setup.divisor) {
                try setup.host.load("greeter").unload()
            },
            try row("loads and unloads of a source text", 10_000 / setup.divisor) {
                try setup.host.load(source: "def nothing():\n    pass\n").unload()
            },
        ]
    }

    private static func row(_ what: String, _ count: Int, _ work: () throws -> Void) throws -> Row {
        for _ in 0..<count / 10 { try work() }
        let before = platform_resident_bytes()
        for _ in 0..<count { try work() }
        let after = platform_resident_bytes()
        return Row(
            "Memory",
            "growth over \(count) \(what)",
            unit: .bytes,
            bar: .absolute(1_048_576),
            [
                Figure("Terrarium", [max(Double(after) - Double(before), 0)]),
                Figure("resident before", [Double(before)]),
            ]
        )
    }
}
