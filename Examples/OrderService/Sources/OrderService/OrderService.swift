import Foundation
import Terrarium

/// An order as this program knows it; the plugin gets it as a dictionary.
struct Order: Encodable {
    struct User: Encodable {
        var id: String
        var email: String
    }

    var user: User
    var amount: String
    var currency: String
}

/// What the plugin makes of an order.
struct OrderSummary: Decodable {
    enum CodingKeys: String, CodingKey {
        case email, currency
        case userID = "user_id"
        case amountCents = "amount_cents"
        case isHighValue = "high_value"
    }

    var userID: String
    var email: String
    var amountCents: Int
    var currency: String
    var isHighValue: Bool
}

@main
enum OrderService {
    /// What a plugin must offer to be used here.
    ///
    /// The hash says that it was written for this interface.
    static let transformer = InterfaceDescriptor(
        name: "Transformer",
        version: 1,
        hash: 0xef8b_fa99_990d_f246,
        methods: [.json("transform", parameters: 1)]
    )

    static func main() throws {
        // Python code that writes to a closed pipe gets an exception then; by default the signal would end this program.
        signal(SIGPIPE, SIG_IGN)
        let plugins = CommandLine.arguments.dropFirst().first ?? "plugins"
        let host = try PluginHost(searchPaths: [plugins])
        let transform = try host.load("transform", interface: transformer)

        let orders = [
            Order(user: .init(id: "u-1", email: "  Ada@Example.COM "), amount: "1234.50", currency: "eur"),
            Order(user: .init(id: "u-2", email: "grace@example.com"), amount: "19.99", currency: "usd"),
        ]
        for order in orders {
            // A JSON object is the one argument of the method.
            let output = try transform.callTypedJSON("transform", JSONEncoder().encode(order))
            let summary = try JSONDecoder().decode(OrderSummary.self, from: output)
            print(
                "\(summary.userID): \(summary.amountCents) \(summary.currency) cents, high value: \(summary.isHighValue)"
            )
        }

        do {
            let broken = Order(user: .init(id: "u-3", email: "x@example.com"), amount: "a lot", currency: "usd")
            _ = try transform.callTypedJSON("transform", JSONEncoder().encode(broken))
        } catch let error as CallError {
            // What the plugin raised is an ordinary Swift error; the plugin goes on working.
            print("refused: \(error.message)")
        }
        try transform.unload()
    }
}
