#if Macros

import TerrariumSyntax

/// Writes records as what plugins see by default: dictionaries and the values that stand for cases.
struct RecordWriter {
    /// A key of a dictionary.
    private struct Key {
        let name: String
        let type: ValueType
        let mayBeAbsent: Bool
        let documentation: [String]
    }

    /// The types of the module.
    let types: PythonTypes

    /// Which records go in which direction.
    let use: RecordUse

    /// The definition of a record; of an enumeration with payloads, with one for each payload before it.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - names: Where the payloads' names come from.
    func text(_ record: RecordModel, _ names: inout RecordNames) -> String {
        let name = names[record]
        let documentation = Documentation(record.documentation).lines()
        switch record.shape {
        case .fields(let fields):
            return dictionary(name, fields.map { key($0, of: record) }, documentation)
        case .rawValues(_, let cases):
            return alias(name, [literal(cases.map(\.value.pythonText))], documentation)
        case .cases(let cases):
            return payloads(name, cases, of: record, documentation, &names)
        }
    }

    private func key(_ field: RecordModel.Field, of record: RecordModel) -> Key {
        let isRead = use.inArguments.contains(record.name)
        let isWritten = use.inResults.contains(record.name)
        return Key(
            name: field.pythonName,
            type: field.type,
            mayBeAbsent: isWritten && record.mayOmit(field) || isRead && record.isSometimesAbsent(field),
            documentation: Documentation(field.documentation).lines()
        )
    }

    private func payloads(
        _ name: String,
        _ cases: [RecordModel.Case],
        of record: RecordModel,
        _ documentation: [String],
        _ names: inout RecordNames
    ) -> String {
        var texts: [String] = []
        var plain: [String] = []
        var members: [String] = []
        for model in cases {
            let part = name + model.name.prefix(1).uppercased() + model.name.dropFirst()
            let lines = Documentation(model.documentation).lines()
            let payload: (type: String, nested: [String])
            switch PayloadForm(model, of: record) {
            case .name:
                plain.append(PythonText.literal(model.pythonName))
                continue
            case .value(let field):
                payload = (types.annotation(field.type, hiddenBy: [model.pythonName]), [])
            case .list(let fields):
                payload = (types.annotation(.tuple(fields.map(\.type)), hiddenBy: [model.pythonName]), [])
            case .object(let fields):
                let values = names.part(part + "Values")
                payload = (values, [dictionary(values, fields.map { key($0, of: record) }, [])])
            }
            let member = names.part(part)
            members.append(member)
            texts += payload.nested
            texts.append(dictionary(member, [(model.pythonName, payload.type, [])], lines))
        }
        if !plain.isEmpty { members.insert(literal(plain), at: 0) }
        return (texts + [alias(name, members.isEmpty ? [literal([])] : members, documentation)]).joined(
            separator: "\n\n"
        )
    }

    private func literal(_ values: [String]) -> String {
        values.isEmpty
            ? types.names.text(.never) : PythonText.list("\(types.names.text(.literal))[", values, "]")
    }

    private func alias(_ name: String, _ members: [String], _ documentation: [String]) -> String {
        let line = "\(name) = \(members.joined(separator: " | "))\n"
        let fits = members.count == 1 || line.count <= 88
        let text = fits ? line : "\(name) = (\n    \(members.joined(separator: "\n    | "))\n)\n"
        return text + (documentation.isEmpty ? "" : PythonText.docstring(documentation, indent: ""))
    }

    private func dictionary(_ name: String, _ keys: [Key], _ documentation: [String]) -> String {
        let hidden = Set(keys.map(\.name))
        let fields = keys.map { key in
            let type =
                key.mayBeAbsent
                ? types.optionalKey(key.type, hiddenBy: hidden) : types.annotation(key.type, hiddenBy: hidden)
            return (key.name, type, key.documentation)
        }
        return dictionary(name, fields, documentation)
    }

    private func dictionary(
        _ name: String,
        _ keys: [(name: String, type: String, documentation: [String])],
        _ documentation: [String]
    ) -> String {
        let lines =
            documentation + RecordWriter.attributes(keys.map { ($0.name, $0.documentation) }, after: documentation)
        let base = types.names.text(.typedDict)
        guard keys.allSatisfy({ Self.isFieldName($0.name) }) else {
            let items = keys.map { "\(PythonText.literal($0.name)): \(Self.quoted($0.type))" }
            let text = "\(name) = \(PythonText.list("\(base)(\(PythonText.literal(name)), {", items, "})"))\n"
            return text + (lines.isEmpty ? "" : PythonText.docstring(lines, indent: ""))
        }
        var text = "class \(name)(\(base)):\n"
        if !lines.isEmpty { text += PythonText.docstring(lines, indent: "    ") + (keys.isEmpty ? "" : "\n") }
        text += keys.map { "    \($0.name): \($0.type)\n" }.joined()
        return keys.isEmpty && lines.isEmpty ? text + "    pass\n" : text
    }

    /// The section of a documentation string that describes fields.
    static func attributes(_ fields: [(name: String, documentation: [String])], after text: [String]) -> [String] {
        let described = fields.filter { !$0.documentation.isEmpty }
        guard !described.isEmpty else { return [] }
        return (text.isEmpty ? [] : [""]) + ["Attributes:"]
            + described.flatMap { Documentation.described($0.name, $0.documentation) }
    }

    /// Whether a key can be written as a field of a class, where Python changes names that begin with two underscores.
    static func isFieldName(_ name: String) -> Bool {
        PythonText.isIdentifier(name) && name.allSatisfy(\.isASCII) && !name.hasPrefix("__")
    }

    /// A hint as text, which may name what is defined later.
    private static func quoted(_ hint: String) -> String {
        hint.hasPrefix("\"") ? hint : PythonText.literal(hint)
    }
}

#endif
