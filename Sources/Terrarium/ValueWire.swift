/// How a client's values get to a plugin and back.
public enum ValueWire: Sendable, Hashable, CaseIterable {
    /// Straight to Python objects and back: `Data` is `bytes`, `Date` is `datetime`, a `Set` is a `set`.
    case python
    /// As JSON text, for plugins that were written for it: what JSON has no form for is text there. `Data` is base64, `Date`
    /// RFC 3339, `Duration` ISO 8601, and UUIDs, decimals and URLs are what they are written as; sets and tuples are lists.
    case json
}
