#if Macros

import TerrariumSyntax

/// Writes records as classes, where Python allows for it.
struct DataclassWriter {
    /// The types of the module.
    let types: PythonTypes

    /// The defaults of fields.
    let defaults: PythonDefault

    /// The names of the records that become classes.
    ///
    /// Payloads and records whose keys cannot be fields stay dictionaries, and what is in a dictionary stays one too.
    static func records(of use: RecordUse) -> Set<String> {
        let dictionaries = use.closure(of: use.ordered.filter { !canBeClass($0) })
        return Set(use.ordered.map(\.name)).subtracting(dictionaries)
    }

    private static func canBeClass(_ record: RecordModel) -> Bool {
        switch record.shape {
        case .fields(let fields):
            fields.allSatisfy { RecordWriter.isFieldName($0.pythonName) && !$0.pythonName.hasPrefix("_") }
        case .rawValues: true
        case .cases: false
        }
    }

    /// The names of an enumeration's members by the names of its cases; `nil` for other records.
    static func members(of record: RecordModel) -> [String: String]? {
        guard case .rawValues(_, let cases) = record.shape else { return nil }
        var taken: Set<String> = []
        return Dictionary(
            cases.map { name, _ in
                var member = PythonText.identifier(SnakeCase.convert(name).uppercased())
                // Python keeps names with underscores around them for itself.
                while member.hasPrefix("_") { member.removeFirst() }
                while member.hasSuffix("_") { member.removeLast() }
                member = PythonText.identifier(member.isEmpty ? "CASE" : member)
                if member.hasPrefix("_") { member = "CASE" + member }
                while !taken.insert(member).inserted { member += "_2" }
                return (name, member)
            }
        ) { first, _ in first }
    }

    /// The definition of a record.
    func text(_ record: RecordModel) -> String {
        let lines = Documentation(record.documentation).lines()
        return switch record.shape {
        case .rawValues(let type, let cases): enumeration(record, type, cases, lines)
        case .fields(let fields): dataclass(record, fields, lines)
        case .cases: ""
        }
    }

    private func enumeration(
        _ record: RecordModel,
        _ type: ValueType,
        _ cases: [(name: String, value: RecordModel.RawValue)],
        _ documentation: [String]
    ) -> String {
        let bases =
            type == .string
            ? "\(types.names.text(.builtin("str"))), \(types.names.text(.enumeration))"
            : types.names.text(.integerEnumeration)
        let members = defaults.members[record.name] ?? [:]
        let body = cases.map { name, value in "    \(members[name] ?? name) = \(value.pythonText)\n" }
        return classText("\(types.recordNames[record])(\(bases)):\n", body, documentation)
    }

    private func dataclass(_ record: RecordModel, _ fields: [RecordModel.Field], _ documentation: [String]) -> String {
        let hidden = Set(fields.map(\.pythonName))
        var required: [String] = []
        var optional: [String] = []
        for field in fields {
            let hint = "    \(field.pythonName): \(types.annotation(field.type, hiddenBy: hidden))"
            if let value = value(field, hiddenBy: hidden) {
                optional.append("\(hint) = \(value)\n")
            } else {
                required.append(hint + "\n")
            }
        }
        let described = fields.map { ($0.pythonName, Documentation($0.documentation).lines()) }
        return classText(
            "\(types.recordNames[record]):\n",
            // Python wants the fields without a default first.
            required + optional,
            documentation + RecordWriter.attributes(described, after: documentation)
        )
    }

    private func value(_ field: RecordModel.Field, hiddenBy hidden: Set<String>) -> String? {
        let value = field.defaultText.flatMap { defaults.text($0, field.type, hiddenBy: hidden) }
        guard let value else { return field.type.isOptional ? "None" : nil }
        let field = types.names.text(.field, hiddenBy: hidden)
        func builtin(_ name: String) -> String { types.names.text(.builtin(name), hiddenBy: hidden) }
        // A class must not share one list among its instances.
        return switch value {
        case "[]": "\(field)(default_factory=\(builtin("list")))"
        case "{}": "\(field)(default_factory=\(builtin("dict")))"
        case _ where value.hasSuffix("set()"): "\(field)(default_factory=\(builtin("set")))"
        default: value
        }
    }

    private func classText(_ head: String, _ body: [String], _ documentation: [String]) -> String {
        var text = "@\(types.names.text(.record))\nclass \(head)"
        if !documentation.isEmpty {
            text += PythonText.docstring(documentation, indent: "    ") + (body.isEmpty ? "" : "\n")
        }
        return text + (body.isEmpty && documentation.isEmpty ? "    pass\n" : body.joined())
    }
}

#endif
