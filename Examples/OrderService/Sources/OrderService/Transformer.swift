import Terrarium

/// An order as this program knows it; the plugin gets a dictionary.
@PluginRecord
struct Order {
    @PluginRecord
    struct User {
        var id: String
        var email: String
    }

    var user: User
    var amount: String
    var currency: String
}

/// What a plugin makes of an order.
@PluginRecord
struct OrderSummary {
    var userID: String
    var email: String
    var amountCents: Int
    var currency: String
    @PythonName("high_value") var isHighValue: Bool
}

/// What a plugin must offer to be used here.
@PluginInterface(version: 1)
protocol Transformer {
    /// Summarises an order.
    func transform(record: Order) throws -> OrderSummary
}
