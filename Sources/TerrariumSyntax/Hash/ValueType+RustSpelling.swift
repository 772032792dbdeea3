extension ValueType {
    /// The type as a Rust interface with the same hash spells it, with the spaces of rustc's printer.
    ///
    /// Streams are written as their item, and no result as nothing.
    package var rustSpelling: String {
        switch self {
        case .bool: "bool"
        case .integer(let signed, let bits): (signed ? "i" : "u") + String(bits)
        case .float: "f32"
        case .double: "f64"
        case .string: "String"
        case .bytes: "Vec < u8 >"
        case .date: "DateTime < Utc >"
        case .duration: "Duration"
        case .uuid: "Uuid"
        case .decimal: "Decimal"
        case .url: "Url"
        case .array(let element): "Vec < \(element.rustSpelling) >"
        case .set(let element): "HashSet < \(element.rustSpelling) >"
        case .dictionary(let value): "HashMap < String, \(value.rustSpelling) >"
        case .optional(let wrapped): "Option < \(wrapped.rustSpelling) >"
        case .tuple(let elements): "(\(Self.commaSeparated(elements.map(\.rustSpelling))))"
        case .named: unqualifiedName
        case .void: ""
        case .stream(let element): element.rustSpelling
        }
    }

    /// Joins spellings as rustc prints them: no space before a comma, unless a `>` stands there.
    private static func commaSeparated(_ spellings: [String]) -> String {
        var result = ""
        for (index, spelling) in spellings.enumerated() {
            if index > 0 {
                result += result.hasSuffix(">") ? " , " : ", "
            }
            result += spelling
        }
        return result
    }
}
