#if Macros

import TerrariumSyntax

/// Swift's default values as Python writes them.
struct PythonDefault {
    /// The types of the module.
    let types: PythonTypes

    /// The members of the classes that stand for enumerations, by the record's and the case's Swift names; empty where
    /// enumerations are plain values.
    let members: [String: [String: String]]

    /// The expression for a default; `nil` when Python has none that is of the type.
    ///
    /// - Parameters:
    ///   - source: The Swift source of the default.
    ///   - type: The type of the parameter or field.
    ///   - hidden: The names of the class around it.
    func text(_ source: String, _ type: ValueType, hiddenBy hidden: Set<String> = []) -> String? {
        SwiftLiteral(source).flatMap { text($0, type, hidden) }
    }

    private func text(_ literal: SwiftLiteral, _ type: ValueType, _ hidden: Set<String>) -> String? {
        switch (type, literal) {
        case (.optional, .null): "None"
        case (.optional(let wrapped), _): text(literal, wrapped, hidden)
        case (.bool, .boolean(let value)): value ? "True" : "False"
        case (.integer, .integer(let digits)), (.float, .integer(let digits)), (.double, .integer(let digits)): digits
        case (.float, .float(let digits)), (.double, .float(let digits)): digits
        case (.decimal, .integer(let digits)), (.decimal, .float(let digits)):
            "\(types.names.text(.decimal, hiddenBy: hidden))(\"\(digits)\")"
        case (.string, .string(let value)): PythonText.literal(value)
        case (.bytes, .emptyArray): "b\"\""
        case (.array, .emptyArray): "[]"
        case (.dictionary, .emptyDictionary): "{}"
        case (.set, .emptyArray): "\(types.names.text(.builtin("set"), hiddenBy: hidden))()"
        case (.named(let name), .member(let member)): types.table[name].flatMap { self.member(member, of: $0) }
        default: nil
        }
    }

    private func member(_ name: String, of record: RecordModel) -> String? {
        switch record.shape {
        case .fields: return nil
        case .rawValues(_, let cases):
            guard let value = cases.first(where: { $0.name == name })?.value else { return nil }
            if let members = members[record.name] { return members[name].map { "\(types.recordNames[record]).\($0)" } }
            return value.pythonText
        case .cases(let cases):
            guard let model = cases.first(where: { $0.name == name }),
                case .name = PayloadForm(model, of: record)
            else { return nil }
            return PythonText.literal(model.pythonName)
        }
    }
}

extension RecordModel.RawValue {
    /// The literal in Python.
    var pythonText: String {
        switch self {
        case .string(let text): PythonText.literal(text)
        case .integer(let text): SwiftLiteral(text).flatMap(\.integerDigits) ?? text
        }
    }
}

extension SwiftLiteral {
    /// The digits of an integer.
    var integerDigits: String? {
        if case .integer(let digits) = self { digits } else { nil }
    }
}

#endif
