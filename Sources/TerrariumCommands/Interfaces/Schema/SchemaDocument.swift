#if Macros

import TerrariumSyntax

/// The JSON Schema of an interface: an object that has, for each method, its arguments and its result.
struct SchemaDocument {
    private typealias Entry = (key: String, value: SchemaValue)

    /// The document.
    let value: SchemaValue

    private let types: SchemaTypes

    /// Describes an interface.
    init(_ source: InterfaceSource) {
        types = SchemaTypes(table: source.table)
        let model = source.model
        let use = RecordUse(model.methods, in: source.table)
        var entries: [Entry] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string(model.name)),
        ]
        let documentation = Documentation(model.documentation).lines()
        if !documentation.isEmpty { entries.append(("description", .string(documentation.joined(separator: "\n")))) }
        entries.append(
            (
                "$comment",
                .string(
                    "Version \(model.version), interface hash \(Format.hash(source.hash)), for values on the JSON wire."
                )
            )
        )
        entries.append(("type", .string("object")))
        let types = types
        entries.append(("properties", .object(model.methods.map { ($0.pythonName, Self.method($0, types)) })))
        entries.append(("additionalProperties", .boolean(false)))
        if !use.ordered.isEmpty {
            entries.append(("$defs", .object(use.ordered.map { ($0.name, Self.record($0, types)) })))
        }
        value = .object(entries)
    }

    /// The document as text, with the end of its last line.
    var text: String { value.text() + "\n" }

    // MARK: - Methods

    private static func method(_ method: MethodModel, _ types: SchemaTypes) -> SchemaValue {
        let documentation = Documentation(method.documentation)
        let since = method.optionalSince.map { ["Optional since version \($0)."] } ?? []
        var entries = description(documentation.body + since)
        guard !method.isRaw else {
            entries.append(("$comment", .string("A raw method: bytes in and bytes out, with no JSON.")))
            return .object(entries)
        }
        let descriptions = Dictionary(documentation.parameters.map { ($0.name, $0.text) }) { first, _ in first }
        func schema(_ parameter: MethodModel.Parameter, _ type: ValueType) -> SchemaValue {
            let text = descriptions[parameter.name] ?? parameter.label.flatMap { descriptions[$0] } ?? []
            let value = parameter.defaultText.flatMap { types.defaultValue($0, type) }
            return types.schema(type)
                .with([("title", .string(parameter.pythonName))] + description(text))
                .with(value.map { [("default", $0)] } ?? [])
        }
        var properties: [Entry] = []
        let arguments = method.parameters.filter { !$0.type.isStream }.map { schema($0, $0.type) }
        properties.append(("arguments", SchemaTypes.tuple(arguments)))
        for parameter in method.parameters {
            guard case .stream(let item) = parameter.type else { continue }
            let comment: Entry = ("$comment", .string("Each item of the stream that the method reads."))
            properties.append(("input", schema(parameter, item).with([comment])))
        }
        let returns = description(documentation.returns)
        if case .stream(let item) = method.result {
            let comment: Entry = ("$comment", .string("Each item of the stream that the method gives."))
            properties.append(("result", types.schema(item).with(returns + [comment])))
        } else {
            properties.append(("result", types.schema(method.result).with(returns)))
        }
        entries += [("type", .string("object")), ("properties", .object(properties))]
        return .object(entries)
    }

    // MARK: - Records

    private static func record(_ record: RecordModel, _ types: SchemaTypes) -> SchemaValue {
        let entries = description(Documentation(record.documentation).lines())
        switch record.shape {
        case .fields(let fields):
            return .object(entries + object(fields, of: record, types))
        case .rawValues(let type, let cases):
            let name = type == .string ? "string" : "integer"
            // A list of nothing would be no schema: nothing is of a type without cases.
            guard !cases.isEmpty else { return .object(entries + [("not", .object([]))]) }
            return .object(
                entries + [("type", .string(name)), ("enum", .array(cases.map(\.value.schemaValue)))]
            )
        case .cases(let cases):
            guard !cases.isEmpty else { return .object(entries + [("not", .object([]))]) }
            return .object(entries + [("oneOf", .array(cases.map { payload($0, of: record, types) }))])
        }
    }

    private static func payload(
        _ model: RecordModel.Case,
        of record: RecordModel,
        _ types: SchemaTypes
    ) -> SchemaValue {
        let entries = description(Documentation(model.documentation).lines())
        let value: SchemaValue
        switch PayloadForm(model, of: record) {
        case .name: return .object(entries + [("const", .string(model.pythonName))])
        case .value(let field): value = types.schema(field.type)
        case .list(let fields): value = SchemaTypes.tuple(fields.map { types.schema($0.type) })
        case .object(let fields): value = .object(object(fields, of: record, types))
        }
        return .object(
            entries + [
                ("type", .string("object")),
                ("properties", .object([(model.pythonName, value)])),
                ("required", .array([.string(model.pythonName)])),
                ("additionalProperties", .boolean(false)),
            ]
        )
    }

    /// An object by its fields; other keys are ignored.
    private static func object(
        _ fields: [RecordModel.Field],
        of record: RecordModel,
        _ types: SchemaTypes
    ) -> [Entry] {
        let properties = fields.map { field in
            let value = field.defaultText.flatMap { types.defaultValue($0, field.type) }
            let schema = types.schema(field.type)
                .with(description(Documentation(field.documentation).lines()))
                .with(value.map { [("default", $0)] } ?? [])
            return (field.pythonName, schema)
        }
        let required = fields.filter { !record.mayOmit($0) }.map { SchemaValue.string($0.pythonName) }
        return [("type", .string("object")), ("properties", .object(properties))]
            + (required.isEmpty ? [] : [("required", .array(required))])
    }

    private static func description(_ lines: [String]) -> [Entry] {
        lines.isEmpty ? [] : [("description", .string(lines.joined(separator: "\n")))]
    }
}

#endif
