#if Macros

import TerrariumSyntax

/// Swift's types as Python's type hints.
struct PythonTypes {
    /// The names of the module.
    let names: PythonNames

    /// The declared records.
    let table: RecordTable

    /// What the records are called.
    let recordNames: RecordNames

    /// Whether hints that name records are written as text, for modules that evaluate them where they stand.
    let quotes: Bool

    /// A hint as it is written after a colon or an arrow.
    ///
    /// - Parameter hidden: The names of the class around it.
    func annotation(_ type: ValueType, hiddenBy hidden: Set<String> = []) -> String {
        quoted(hint(type, hiddenBy: hidden), type)
    }

    /// A hint that says that a key may be absent.
    func optionalKey(_ type: ValueType, hiddenBy hidden: Set<String> = []) -> String {
        quoted("\(names.text(.notRequired, hiddenBy: hidden))[\(hint(type, hiddenBy: hidden))]", type)
    }

    /// The text of a hint.
    func hint(_ type: ValueType, hiddenBy hidden: Set<String> = []) -> String {
        func symbol(_ symbol: PythonSymbol) -> String { names.text(symbol, hiddenBy: hidden) }
        func inner(_ type: ValueType) -> String { hint(type, hiddenBy: hidden) }
        return switch type {
        case .bool: symbol(.builtin("bool"))
        case .integer: symbol(.builtin("int"))
        case .float, .double: symbol(.builtin("float"))
        case .string, .url: symbol(.builtin("str"))
        case .bytes: symbol(.builtin("bytes"))
        case .date: symbol(.datetime)
        case .duration: symbol(.timedelta)
        case .uuid: symbol(.uuid)
        case .decimal: symbol(.decimal)
        case .array(let element): "\(symbol(.builtin("list")))[\(inner(element))]"
        case .set(let element): "\(symbol(.builtin("set")))[\(inner(element))]"
        case .dictionary(let value): "\(symbol(.builtin("dict")))[\(symbol(.builtin("str"))), \(inner(value))]"
        case .optional(.optional(let wrapped)): inner(.optional(wrapped))
        case .optional(let wrapped): "\(inner(wrapped)) | None"
        case .tuple(let elements) where elements.isEmpty: "\(symbol(.builtin("tuple")))[()]"
        case .tuple(let elements):
            "\(symbol(.builtin("tuple")))[\(elements.map(inner).joined(separator: ", "))]"
        case .named(let name): table[name].map { recordNames[$0] } ?? symbol(.any)
        case .void: "None"
        case .stream(let item): "\(symbol(.iterator))[\(inner(item))]"
        }
    }

    /// The hint of a parameter.
    func parameter(_ type: ValueType) -> String {
        guard case .stream(let item) = type else { return annotation(type) }
        return quoted("\(names.text(.iterable))[\(hint(item))]", type)
    }

    /// A comment for each name in types that is no record of the files.
    func comments(_ types: [ValueType]) -> String {
        var seen: Set<String> = []
        return types.flatMap(\.names).filter { table[$0] == nil && seen.insert($0).inserted }
            .map { "# \($0) is no record of the Swift files, so it is Any here.\n" }.joined()
    }

    private func quoted(_ hint: String, _ type: ValueType) -> String {
        quotes && type.names.contains { table[$0] != nil } ? PythonText.literal(hint) : hint
    }
}

#endif
