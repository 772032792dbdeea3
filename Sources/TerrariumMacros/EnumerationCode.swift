#if Macros
import TerrariumSyntax

/// Writes the members that make an enumeration with payloads a `PluginValue`.
struct EnumerationCode {
    /// The cases, in the order of their declaration.
    let cases: [RecordModel.Case]
    /// The access modifier, with a space.
    let access: String
    /// The name of the constant with the keys of the labelled cases.
    let fieldNames: String

    /// Adds the members.
    func write(into text: inout SourceText) {
        let labelled = cases.filter(\.isLabelled)
        if !labelled.isEmpty {
            let keys = labelled.map { FieldsCode(fields: $0.fields).keys }.joined(separator: ", ")
            text.line("private static let \(fieldNames): [FieldNames] = [\(keys)]")
            text.line("")
        }
        text.documentation(["Writes the name of the case, with its values if it has some."])
        text.block("\(access)func write(to writer: inout ValueWriter) throws(ValueMismatch) {") { text in
            text.line("switch self {")
            for each in cases {
                write(each, into: &text)
            }
            text.line("}")
        }
        text.line("")
        text.documentation(["Reads the name of a case and its values."])
        text.block("\(access)init(reading reader: inout ValueReader) throws(ValueMismatch) {") { text in
            text.line("let found = try reader.readCase()")
            text.line("switch (found.name, found.hasPayload) {")
            var labelledIndex = 0
            for each in cases {
                text.line("case (\(SourceText.literal(each.pythonName)), \(!each.fields.isEmpty)):")
                text.indented { text in
                    read(each, labelledIndex: labelledIndex, into: &text)
                }
                labelledIndex += each.isLabelled ? 1 : 0
            }
            text.line("default: throw reader.unknownCase(found.name, of: Self.self)")
            text.line("}")
        }
    }

    private func write(_ each: RecordModel.Case, into text: inout SourceText) {
        let name = each.name.swiftIdentifier
        let key = SourceText.literal(each.pythonName)
        guard !each.fields.isEmpty else {
            text.line("case .\(name): try writer.write(\(key))")
            return
        }
        let values = each.fields.indices.map { "value\($0)" }
        text.line("case .\(name)(\(values.map { "let \($0)" }.joined(separator: ", "))):")
        text.indented { text in
            text.line("writer.beginObject(1)")
            text.line("writer.writeKey(\(key))")
            if each.isLabelled {
                FieldsCode(fields: each.fields).write(values, into: &text)
                return
            }
            if values.count > 1 {
                text.line("writer.beginList(\(values.count))")
            }
            for (field, value) in zip(each.fields, values) {
                ValueCode(field.typeText).write(value, to: "writer", into: &text)
            }
        }
    }

    private func read(_ each: RecordModel.Case, labelledIndex: Int, into text: inout SourceText) {
        let name = each.name.swiftIdentifier
        guard !each.fields.isEmpty else {
            text.line("self = .\(name)")
            return
        }
        var arguments: [String] = []
        if each.isLabelled {
            let code = FieldsCode(fields: each.fields)
            code.read(fieldNames: "Self.\(fieldNames)[\(labelledIndex)]", into: &text)
            arguments = each.fields.indices.map { "\((each.fields[$0].name ?? "").swiftLabel): \(code.value($0))" }
        } else {
            if each.fields.count > 1 {
                text.line("try reader.beginTuple(\(each.fields.count))")
            }
            for (index, field) in each.fields.enumerated() {
                ValueCode(field.typeText).read(from: "reader", to: "value\(index)", isNew: true, into: &text)
                arguments.append("value\(index)")
            }
        }
        text.line("self = .\(name)(\(arguments.joined(separator: ", ")))")
    }
}

extension RecordModel.Case {
    /// Whether the values have names.
    fileprivate var isLabelled: Bool {
        fields.first?.name != nil
    }
}
#endif
