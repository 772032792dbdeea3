import Baselines
import Terrarium

/// One call with JSON text in and out, the GIL included.
enum CallRows {
    static let greeting = Array(#"["World"]"#.utf8)
    static let order = Array(
        #"[{"id":"o-4711","user":{"id":7,"email":" Ann@Example.COM "},"amount":"1234.50","currency":"eur"}]"#.utf8
    )
    private static let summary = Array(
        #"{"user_id":7,"email":"ann@example.com","amount_cents":123450,"currency":"EUR","high_value":true}"#.utf8
    )

    static func measure(_ setup: Setup) throws -> [Row] {
        let bar = Row.Bar.ratio(1.0, to: "C + orjson")
        let greeter = try setup.load("greeter", methods: [.json("greet")])
        let greet = try setup.baseline("greeter", "greet")
        try check(greeter, greeting, Array(#""Hello, World!""#.utf8))
        let world = Array("World".utf8)

        let transformer = try setup.load("transform", methods: [.json("transform")])
        let transform = try setup.baseline("transform", "transform")
        try check(transformer, order, summary)
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
                    transformer.jsonCandidate(order), transform.orjson(order), transform.json(order),
                    transform.pybind11(order), transform.body(order),
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
