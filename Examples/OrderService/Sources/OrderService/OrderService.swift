import Foundation
import Terrarium

@main
enum OrderService {
    static func main() throws {
        // Python code that writes to a closed pipe gets an exception then; by default the signal would end this program.
        signal(SIGPIPE, SIG_IGN)
        let plugins = CommandLine.arguments.dropFirst().first ?? "plugins"
        let host = try PluginHost(searchPaths: [plugins])
        let transformer = try host.load("transform", as: TransformerClient.self)

        let orders = [
            Order(user: .init(id: "u-1", email: "  Ada@Example.COM "), amount: "1234.50", currency: "eur"),
            Order(user: .init(id: "u-2", email: "grace@example.com"), amount: "19.99", currency: "usd"),
        ]
        for order in orders {
            let summary = try transformer.transform(record: order)
            print(
                "\(summary.userID): \(summary.amountCents) \(summary.currency) cents, high value: \(summary.isHighValue)"
            )
        }

        do {
            let broken = Order(user: .init(id: "u-3", email: "x@example.com"), amount: "a lot", currency: "usd")
            _ = try transformer.transform(record: broken)
        } catch {
            // What the plugin raised is an ordinary Swift error; the plugin goes on working.
            print("refused: \(error.message)")
        }
        try transformer.plugin?.unload()
    }
}
