/// A type that crosses the boundary, as an interface spells it.
package indirect enum ValueType: Hashable, Sendable {
    case bool
    /// `Int` is `signed: true, bits: 64`, as in Rust's `i64`.
    case integer(signed: Bool, bits: Int)
    case float
    case double
    case string
    /// `[UInt8]` and `Data`.
    case bytes
    case date
    case duration
    case uuid
    case decimal
    case url
    case array(ValueType)
    case set(ValueType)
    /// String keys.
    case dictionary(ValueType)
    case optional(ValueType)
    case tuple([ValueType])
    /// A record, an enumeration or any other type of the program, by its name (`Order`, `Shop.Order`).
    case named(String)
    /// No result.
    case void
    /// `AsyncThrowingStream<Element, any Error>` or `AsyncStream<Element>`.
    case stream(ValueType)
}
