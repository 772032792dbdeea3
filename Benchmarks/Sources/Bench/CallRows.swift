import Baselines
import Terrarium

/// One call with JSON text in and out, the GIL included.
enum CallRows {
    static let greeting = Array(#"["World"]"#.utf8)
    static let record = Array(
        #"[{"user_id":"u-4711","email":"  Ada.Lovelace@Example.COM ","amount":1234.56,"currency":"eur"}]"#.utf8
    )

    static func measure(_ setup: Setup) throws -> [Row] {
        let bar = Row.Bar.ratio(1.0, to: "C + orjson")
        let greeter = try setup.load("greeter", methods: [.json("greet")])
        let greet = try setup.baseline("greeter", "greet")
        try check(greeter, greeting, Array(#""Hello, World!""#.utf8))
        let world = Array("World".utf8)

        let transformer = try setup.load("transform", methods: [.json("transform")])
        let transform = try setup.baseline("transform", "transform")
        return [
            Row(
                "Calls",
                "JSON `greet`",
                bar: bar,
                try setup.timing.compare([
                    greeter.jsonCandidate(greeting), greet.orjson(greeting), greet.json(greeting),
                    greet.pybind11(greeting), greet.textBare(world), greet.textPybind11(world),
                ])
            ),
            Row(
                "Calls",
                "JSON `transform`",
                bar: bar,
                try setup.timing.compare([
                    transformer.jsonCandidate(record), transform.orjson(record), transform.json(record),
                    transform.pybind11(record), transform.body(record),
                ])
            ),
        ]
    }

    private static func check(_ plugin: Plugin, _ input: [UInt8], _ expected: [UInt8]) throws {
        let output = try plugin.callTypedJSON(0, input)
        guard unsafe baseline_same_json(output, output.count, expected, expected.count) else {
            throw Setup.Failed(description: "\(plugin.name) gave \(String(decoding: output, as: UTF8.self))")
        }
    }
}
