#if Macros

import TerrariumSyntax

/// The Python module that a plugin starts from.
struct StubModule {
    /// A definition of the module.
    struct Definition {
        /// The name that it defines.
        let name: String
        /// The source, with the end of its last line.
        let text: String
    }

    /// How records are written.
    enum Style {
        /// As typed dictionaries, which is what plugins get.
        case dictionaries
        /// As dataclasses of the SDK.
        case dataclasses
    }

    /// The import statements, in groups.
    let imports: [[String]]

    /// The records that the methods use.
    let records: [Definition]

    /// The methods.
    let methods: [Definition]

    /// The interface and the files it comes from.
    private let source: InterfaceSource

    /// Writes the definitions of an interface.
    ///
    /// - Parameters:
    ///   - source: The interface.
    ///   - style: How records are written.
    ///   - plugin: A plugin that the definitions are for; those that it has are left out.
    init(_ source: InterfaceSource, style: Style, addingTo plugin: PluginDescription? = nil) {
        self.source = source
        let model = source.model
        let use = RecordUse(model.methods, in: source.table)
        let methodNames = Set(model.methods.map(\.pythonName))
        let inner = Set(
            use.ordered.flatMap(\.keys) + model.methods.flatMap { MethodWriter.parameters(of: $0).map(\.name) }
        )
        let existing = plugin?.names ?? [:]
        let names = PythonNames(
            occupied: methodNames.union(existing.keys),
            inner: inner,
            imported: Dictionary(
                existing.compactMap { name, origin in
                    // The module of Fidius is the SDK under another name.
                    origin.map { ($0.replacing(/^fidius\b/, with: "terrarium"), name) }
                },
                uniquingKeysWith: min
            )
        )
        var recordNames = RecordNames(use.ordered, avoiding: methodNames.union(inner))
        recordNames.avoid(existing.keys)
        let types = PythonTypes(
            names: names,
            table: source.table,
            recordNames: recordNames,
            quotes: plugin?.evaluatesAnnotations ?? false
        )
        let classes = style == .dataclasses ? DataclassWriter.records(of: use) : []
        var members: [String: [String: String]] = [:]
        for record in use.ordered where classes.contains(record.name) {
            members[record.name] = DataclassWriter.members(of: record)
        }
        let defaults = PythonDefault(types: types, members: members)
        let dictionaries = RecordWriter(types: types, use: use)
        let dataclasses = DataclassWriter(types: types, defaults: defaults)
        let functions = MethodWriter(types: types, defaults: defaults)
        // What a plugin imports with `*` may be the methods.
        let missing = plugin?.hasUnknownNames == true ? [] : model.methods.filter { existing[$0.pythonName] == nil }
        methods = missing.map { Definition(name: $0.pythonName, text: functions.text($0)) }
        let needed = Set(RecordUse(missing, in: source.table).ordered.map(\.name))
        records = use.ordered.compactMap { record in
            let name = recordNames[record]
            guard needed.contains(record.name), existing[name] == nil else { return nil }
            let isClass = classes.contains(record.name)
            let text = isClass ? dataclasses.text(record) : dictionaries.text(record, &recordNames)
            return Definition(name: name, text: types.comments(record.types) + text)
        }
        imports = names.imports
    }

    /// The whole module.
    var text: String {
        let model = source.model
        // No comment before the third line has text that is not ours: Python would take `coding:` for the file's encoding.
        var parts = [
            """
            # The interface \(model.name), version \(model.version), for plugins in Python.
            # Made by `terrarium stub`, version \(TerrariumCommand.version). The functions are yours to fill in.
            # Source: \(source.files.map { Format.shown($0) }.joined(separator: ", "))

            """
        ]
        let documentation = Documentation(model.documentation).lines()
        parts.append(
            (documentation.isEmpty ? "" : PythonText.docstring(documentation, indent: "") + "\n")
                + ([["from __future__ import annotations"]] + imports).map { $0.joined(separator: "\n") + "\n" }
                .joined(separator: "\n")
        )
        parts.append(Self.hashLine(source.hash) + Self.methodsLine(source.canonicalLines))
        return parts.joined(separator: "\n") + (records + methods).map { "\n\n" + $0.text }.joined()
    }

    /// The statement that declares the interface hash.
    static func hashLine(_ hash: UInt64) -> String {
        "__interface_hash__ = \(Format.hash(hash))\n"
    }

    /// The statement that declares what the hash stands for.
    static func methodsLine(_ lines: [String]) -> String {
        "__interface_methods__ = \(methodsValue(lines))\n"
    }

    /// The tuple of the canonical lines.
    static func methodsValue(_ lines: [String]) -> String {
        lines.isEmpty ? "()" : "(\n" + lines.map { "    \(PythonText.literal($0)),\n" }.joined() + ")"
    }
}

extension RecordModel {
    /// The keys of everything in the record.
    fileprivate var keys: [String] {
        switch shape {
        case .fields(let fields): fields.map(\.pythonName)
        case .rawValues: []
        case .cases(let cases): cases.flatMap { [$0.pythonName] + $0.fields.map(\.pythonName) }
        }
    }
}

#endif
