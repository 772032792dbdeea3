import Baselines
import Foundation
import Terrarium

/// Says hello.
@PluginInterface(version: 1)
protocol Greeter {
    func greet(name: String) throws -> String
}

/// Adds.
@PluginInterface(version: 1)
protocol Adder {
    func add(left: Int, right: Int) throws -> Int
}

/// An order as the plugin `transform` takes it.
@PluginRecord
struct Order: Codable {
    @PluginRecord
    struct User: Codable {
        var id: Int
        var email: String
    }

    var id: String
    var user: User
    var amount: String
    var currency: String
}

/// What `transform` gives.
@PluginRecord
struct OrderSummary: Codable {
    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case email
        case amountCents = "amount_cents"
        case currency
        case highValue = "high_value"
    }

    var userID: Int
    var email: String
    var amountCents: Int
    var currency: String
    var highValue: Bool
}

/// Transforms orders.
@PluginInterface(version: 1)
protocol Transformer {
    func transform(record: Order) throws -> OrderSummary
}

/// Passes a column of numbers through.
@PluginInterface(version: 1)
protocol Column {
    func same(values: [Double]) throws -> [Double]
}

/// One call with Swift values in and out, the GIL included.
enum TypedRows {
    static let order = Order(
        id: "o-4711",
        user: Order.User(id: 7, email: " Ann@Example.COM "),
        amount: "1234.50",
        currency: "eur"
    )
    static let source = """
        def add(left, right):
            return left + right

        def same(values):
            return values
        """

    static func measure(_ setup: Setup) throws -> [Row] {
        let greeter = try setup.host.load("greeter", as: GreeterClient.self)
        let greet = try setup.baseline("greeter", "greet")
        let world = Array("World".utf8)
        try check(greeter.greet(name: "World") == "Hello, World!")

        let adder = AdderClient(
            try setup.host.load(
                source: source + "\n__interface_hash__ = \(AdderInterface.hash)",
                name: "add",
                interface: AdderInterface.descriptor
            )
        )
        let add = try Baseline(source: source, module: "baseline_add", function: "add")
        try check(adder.add(left: 3, right: 7) == 10)
        return [
            Row(
                "Typed",
                "`greet`, str in and out",
                bar: .ratio(1.3, to: "bare C API"),
                try setup.timing.compare([
                    Candidate("Terrarium") { for _ in 0..<$0 { keep(try greeter.greet(name: "World")) } },
                    greet.textBare(world), greet.textPybind11(world),
                ])
            ),
            Row(
                "Typed",
                "`add`, int in and out",
                bar: .ratio(1.3, to: "bare C API"),
                try setup.timing.compare([
                    Candidate("Terrarium") { for _ in 0..<$0 { keep(try adder.add(left: 3, right: 7)) } },
                    add.addBare(), add.addPybind11(),
                ])
            ),
            try transform(setup),
            try column(setup),
        ]
    }

    private static func transform(_ setup: Setup) throws -> Row {
        let client = try setup.host.load("transform", as: TransformerClient.self)
        let overJSON = try setup.host.load("transform", as: TransformerClient.self, over: .json)
        let plugin = try setup.host.load("transform", interface: TransformerInterface.descriptor)
        let baseline = try setup.baseline("transform", "transform")
        try check(client.transform(record: order).amountCents == 123_450)
        try check(overJSON.transform(record: order).email == "ann@example.com")
        return Row(
            "Typed",
            "`transform`, record in and out",
            bar: .ratio(1, to: "client over JSON"),
            try setup.timing.compare([
                Candidate("Terrarium") { for _ in 0..<$0 { keep(try client.transform(record: order)) } },
                Candidate("JSON text ready") { count in
                    for _ in 0..<count { keep(try plugin.callTypedJSON(0, CallRows.order)) }
                },
                Candidate("client over JSON") { for _ in 0..<$0 { keep(try overJSON.transform(record: order)) } },
                Candidate("JSON with Codable") { count in
                    for _ in 0..<count {
                        let output = try plugin.callTypedJSON(0, JSONEncoder().encode(order))
                        keep(try JSONDecoder().decode(OrderSummary.self, from: output))
                    }
                },
                baseline.orderBare(), baseline.orderPybind11(), baseline.body(CallRows.order),
            ])
        )
    }

    private static func column(_ setup: Setup) throws -> Row {
        let plugin = try setup.host.load(
            source: source + "\n__interface_hash__ = \(ColumnInterface.hash)",
            name: "column",
            interface: ColumnInterface.descriptor
        )
        let client = ColumnClient(plugin)
        let overJSON = ColumnClient(plugin, over: .json)
        let values = (0..<100_000).map { Double($0) / 7 }
        try check(client.same(values: values) == values)
        return Row(
            "Typed",
            "100 000 doubles in and out",
            try setup.timing.compare([
                Candidate("Terrarium") { for _ in 0..<$0 { keep(try client.same(values: values)) } },
                Candidate("client over JSON") { for _ in 0..<$0 { keep(try overJSON.same(values: values)) } },
            ])
        )
    }

    private static func check(_ holds: Bool) throws {
        guard holds else { throw Setup.Failed(description: "a typed call gave another result than expected") }
    }
}
