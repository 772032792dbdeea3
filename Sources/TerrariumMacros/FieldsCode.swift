#if Macros
import TerrariumSyntax

/// Writes the code that moves named values to and from the keys of one object.
struct FieldsCode {
    /// The values, each with a key of its own.
    let fields: [RecordModel.Field]

    /// The keys as an array literal.
    var keys: String {
        "[\(fields.map { SourceText.literal($0.pythonName) }.joined(separator: ", "))]"
    }

    /// Statements that write the object.
    ///
    /// - Parameters:
    ///   - values: An expression for each field.
    ///   - text: Takes the statements.
    func write(_ values: [String], into text: inout SourceText) {
        text.line("writer.beginObject(\(fields.count))")
        for (field, value) in zip(fields, values) {
            text.line("writer.writeKey(\(SourceText.literal(field.pythonName)))")
            ValueCode(field.typeText).write(value, to: "writer", into: &text)
        }
    }

    /// Statements that read the object into one variable for each field, `value0` and so on.
    ///
    /// - Parameters:
    ///   - fieldNames: The expression for the keys.
    ///   - text: Takes the statements.
    func read(fieldNames: String, into text: inout SourceText) {
        text.line("var fields = try reader.readFields(\(fieldNames))")
        for (index, field) in fields.enumerated() {
            // A field that may be absent needs to tell that from null.
            let isBare = field.type.isOptional && field.defaultText == nil
            text.line("var value\(index): \(field.typeText)\(isBare ? " = nil" : "?")")
        }
        text.block("while let field = try fields.next(&reader) {") { text in
            text.line("switch field {")
            for (index, field) in fields.enumerated() {
                text.line("case \(index):")
                text.indented { text in
                    ValueCode(field.typeText).read(from: "reader", to: "value\(index)", into: &text)
                }
            }
            text.line("default: break")
            text.line("}")
        }
    }

    /// The expression for the value of a field that was read.
    func value(_ index: Int) -> String {
        let field = fields[index]
        if let defaultText = field.defaultText {
            return "value\(index) ?? (\(defaultText))"
        }
        return field.type.isOptional ? "value\(index)" : "try fields.require(value\(index), \(index))"
    }
}
#endif
