#if Macros
import TerrariumSyntax

/// Writes the members that make a struct a `PluginValue`.
struct StructCode {
    /// The properties that cross.
    let fields: [RecordModel.Field]
    /// The access modifier, with a space.
    let access: String
    /// The name of the constant with the keys.
    let fieldNames: String

    /// Adds the members.
    func write(into text: inout SourceText) {
        let code = FieldsCode(fields: fields)
        let names = fields.map { ($0.name ?? "").swiftIdentifier }
        text.line("private static let \(fieldNames): FieldNames = \(code.keys)")
        text.line("")
        text.documentation(["Writes the properties under their names in Python."])
        text.block("\(access)func write(to writer: inout ValueWriter) throws(ValueMismatch) {") { text in
            code.write(names.map { "self.\($0)" }, into: &text)
        }
        text.line("")
        text.documentation(["Reads the properties by their names in Python."])
        text.block("\(access)init(reading reader: inout ValueReader) throws(ValueMismatch) {") { text in
            code.read(fieldNames: "Self.\(fieldNames)", into: &text)
            for (index, field) in fields.enumerated() {
                guard field.defaultText == nil else {
                    // The property has its initial value already.
                    text.line("if let value\(index) { self.\(names[index]) = value\(index) }")
                    continue
                }
                text.line("self.\(names[index]) = \(code.value(index))")
            }
        }
    }
}

#endif
