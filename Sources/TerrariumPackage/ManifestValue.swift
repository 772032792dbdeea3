/// A value in the `[metadata]` of a package manifest, as TOML knows it.
///
/// ```swift
/// if case .string(let author)? = manifest.metadata["author"] { print(author) }
/// ```
///
/// Equality is that of the parts. As with `Double`, a float that is not a number is not equal to itself.
public enum ManifestValue: Sendable, Hashable {
    /// Text. It never contains a NUL character.
    case string(String)
    /// A whole number of at most 64 bits.
    case integer(Int64)
    /// A floating-point number, which may be infinite or not a number.
    case float(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// A date, a time, or both, with or without an offset from UTC, as RFC 3339 writes it: `1979-05-27T07:32:00Z`.
    case dateTime(String)
    /// Values in order, of any mix of types.
    case array([ManifestValue])
    /// Values by key.
    case table([String: ManifestValue])

    /// The value at a key of a table; `nil` if there is none, or if this is not a table.
    ///
    /// - Parameter key: one key, not a dotted path.
    public subscript(key: String) -> ManifestValue? {
        guard case .table(let entries) = self else { return nil }
        return entries[key]
    }

    /// What an error message calls a value of this type, with its article.
    var typeName: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .dateTime: "a date or time"
        case .array: "an array"
        case .table: "a table"
        }
    }
}
