extension ValueType {
    /// The type hint of a result, a field or an element.
    package var pythonHint: String {
        switch self {
        case .stream(let element): "Iterator[\(element.pythonHint)]"
        case .bool: "bool"
        case .integer: "int"
        case .float, .double: "float"
        case .string, .url: "str"
        case .bytes: "bytes"
        case .date: "datetime"
        case .duration: "timedelta"
        case .uuid: "UUID"
        case .decimal: "Decimal"
        case .array(let element): "list[\(element.pythonHint)]"
        case .set(let element): "set[\(element.pythonHint)]"
        case .dictionary(let value): "dict[str, \(value.pythonHint)]"
        case .optional(let wrapped): "\(wrapped.pythonHint) | None"
        case .tuple(let elements): "tuple[\(elements.map(\.pythonHint).joined(separator: ", "))]"
        case .named: unqualifiedName
        case .void: "None"
        }
    }

    /// The type hint of a parameter; differs from that of a result for streams.
    package var pythonParameterHint: String {
        guard case .stream(let element) = self else {
            return pythonHint
        }
        return "Iterable[\(element.pythonHint)]"
    }
}
