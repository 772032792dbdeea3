#if Macros

import TerrariumSyntax

/// Swift's types as JSON Schema, in the form that they have on the JSON wire.
struct SchemaTypes {
    /// The declared records.
    let table: RecordTable

    /// The schema of a type.
    func schema(_ type: ValueType) -> SchemaValue {
        switch type {
        case .bool: return Self.type("boolean")
        case .integer(let signed, let bits): return Self.integer(signed: signed, bits: bits)
        case .float, .double: return Self.type("number")
        case .string: return Self.type("string")
        case .bytes: return Self.type("string").with([("contentEncoding", .string("base64"))])
        case .date: return Self.text(format: "date-time")
        case .duration: return Self.text(format: "duration")
        case .uuid: return Self.text(format: "uuid")
        case .url: return Self.text(format: "uri")
        case .decimal: return Self.type("string").with([("pattern", .string(Self.decimalPattern))])
        case .array(let element), .stream(let element):
            return Self.type("array").with([("items", schema(element))])
        case .set(let element):
            return Self.type("array").with([("items", schema(element)), ("uniqueItems", .boolean(true))])
        case .dictionary(let value): return Self.type("object").with([("additionalProperties", schema(value))])
        case .optional(.optional(let wrapped)): return schema(.optional(wrapped))
        case .optional(let wrapped):
            return .object([("anyOf", .array([schema(wrapped), Self.type("null")]))])
        case .tuple(let elements): return Self.tuple(elements.map(schema))
        case .void: return Self.type("null")
        case .named(let name):
            if let record = table[name] { return .object([("$ref", .string(Self.reference(record)))]) }
            return .object([("$comment", .string("\(name) is no record of the Swift files, so this is any value."))])
        }
    }

    /// A list with one schema for each place.
    static func tuple(_ elements: [SchemaValue]) -> SchemaValue {
        let count = SchemaValue.number("\(elements.count)")
        let places: [(String, SchemaValue)] = elements.isEmpty ? [] : [("prefixItems", .array(elements))]
        return type("array").with(places + [("items", .boolean(false)), ("minItems", count), ("maxItems", count)])
    }

    /// A schema of one JSON type.
    static func type(_ name: String) -> SchemaValue { .object([("type", .string(name))]) }

    /// The value of a default; `nil` when JSON has no form for it.
    func defaultValue(_ source: String, _ type: ValueType) -> SchemaValue? {
        SwiftLiteral(source).flatMap { value($0, type) }
    }

    private func value(_ literal: SwiftLiteral, _ type: ValueType) -> SchemaValue? {
        switch (type, literal) {
        case (.optional, .null): .null
        case (.optional(let wrapped), _): value(literal, wrapped)
        case (.bool, .boolean(let value)): .boolean(value)
        case (.integer, .integer(let digits)), (.float, .integer(let digits)), (.double, .integer(let digits)),
            (.float, .float(let digits)), (.double, .float(let digits)):
            .number(digits)
        case (.decimal, .integer(let digits)), (.decimal, .float(let digits)): .string(digits)
        case (.string, .string(let text)): .string(text)
        case (.bytes, .emptyArray): .string("")
        case (.array, .emptyArray), (.set, .emptyArray): .array([])
        case (.dictionary, .emptyDictionary): .object([])
        case (.named(let name), .member(let member)): table[name].flatMap { self.member(member, of: $0) }
        default: nil
        }
    }

    private func member(_ name: String, of record: RecordModel) -> SchemaValue? {
        switch record.shape {
        case .fields: return nil
        case .rawValues(_, let cases): return cases.first { $0.name == name }?.value.schemaValue
        case .cases(let cases):
            guard let model = cases.first(where: { $0.name == name }),
                case .name = PayloadForm(model, of: record)
            else { return nil }
            return .string(model.pythonName)
        }
    }

    private static func text(format: String) -> SchemaValue {
        type("string").with([("format", .string(format))])
    }

    private static func integer(signed: Bool, bits: Int) -> SchemaValue {
        // Bits beyond 128 do not occur; for 128 the limits are those of Swift's widest types.
        let highest = UInt128.max >> (128 - UInt128(bits))
        let maximum = signed ? highest >> 1 : highest
        let minimum = signed ? "-\((maximum + 1))" : "0"
        return type("integer").with([("minimum", .number(minimum)), ("maximum", .number("\(maximum)"))])
    }

    /// A pointer to a record's schema, as a URI.
    private static func reference(_ record: RecordModel) -> String {
        let allowed = record.name.utf8.map { byte in
            let isPlain =
                byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
            return isPlain || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                ? String(Unicode.Scalar(byte))
                : "%" + String(byte, radix: 16, uppercase: true).leftPadded(to: 2, with: "0")
        }
        return "#/$defs/" + allowed.joined()
    }

    /// What `Decimal` is written as, in Swift and in Python.
    private static let decimalPattern = #"^(-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|NaN)$"#
}

extension RecordModel.RawValue {
    /// The value in JSON.
    var schemaValue: SchemaValue {
        switch self {
        case .string(let text): .string(text)
        case .integer(let text): .number(SwiftLiteral(text).flatMap(\.integerDigits) ?? text)
        }
    }
}

#endif
