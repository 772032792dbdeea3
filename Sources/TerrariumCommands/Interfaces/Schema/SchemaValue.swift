#if Macros

/// JSON whose objects keep their order and whose numbers keep their digits.
indirect enum SchemaValue {
    case object([(key: String, value: SchemaValue)])
    case array([SchemaValue])
    case string(String)
    /// Digits, which may be more than a machine's number has.
    case number(String)
    case boolean(Bool)
    case null

    /// The text, on several lines.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .object(let entries):
            guard !entries.isEmpty else { return "{}" }
            let lines = entries.map { "\(inner)\(Self.quoted($0.key)): \($0.value.text(indent: inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .array(let items):
            guard !items.isEmpty else { return "[]" }
            return "[\n\(items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
        case .string(let text): return Self.quoted(text)
        case .number(let digits): return digits
        case .boolean(let value): return value ? "true" : "false"
        case .null: return "null"
        }
    }

    /// The object with more entries.
    func with(_ more: [(key: String, value: SchemaValue)]) -> SchemaValue {
        guard case .object(let entries) = self else { return self }
        return .object(entries + more)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                result += "\\u" + String(scalar.value, radix: 16).leftPadded(to: 4, with: "0")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

#endif
