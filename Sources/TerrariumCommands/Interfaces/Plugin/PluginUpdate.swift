#if Macros

/// What it takes to bring a plugin's file up to an interface, as far as no line of the author's changes.
struct PluginUpdate {
    /// The changes of the file.
    private(set) var edits: [PluginInspector.Edit] = []

    /// What they do, in words.
    private(set) var changes: [String] = []

    private let plugin: PluginDescription
    private let source: InterfaceSource

    /// Works the changes out.
    ///
    /// - Parameters:
    ///   - plugin: What the file has.
    ///   - source: The interface.
    ///   - style: How records are written.
    init(_ plugin: PluginDescription, _ source: InterfaceSource, style: StubModule.Style) {
        self.plugin = plugin
        self.source = source
        let module = StubModule(source, style: style, addingTo: plugin)
        var heading = module.imports
        if plugin.hash == nil || plugin.lines == nil {
            let statements = identity()
            if let hash = plugin.hash {
                insert(statements, at: hash.next)
            } else if let lines = plugin.lines {
                insert(statements, at: lines.next)
            } else if !statements.isEmpty {
                heading.append([statements.trimmingNewline])
            }
        }
        addHeading(heading)
        replaceIdentity()
        insert((module.records + module.methods).map { "\n\n" + $0.text }.joined(), at: plugin.length)
        changes += module.records.map { "added the record \($0.name)" }
        changes += module.methods.map { "added the method \($0.name)" }
    }

    /// The statements of the hash and its lines that the file has not.
    private mutating func identity() -> String {
        var text = ""
        if plugin.hash == nil, plugin.names["__interface_hash__"] == nil {
            text += StubModule.hashLine(source.hash)
            changes.append("added __interface_hash__")
        }
        if plugin.lines == nil, plugin.names["__interface_methods__"] == nil {
            text += StubModule.methodsLine(source.canonicalLines)
            changes.append("added __interface_methods__")
        }
        return text
    }

    private mutating func replaceIdentity() {
        let hash = Format.hash(source.hash)
        if let found = plugin.hash, let value = found.value, value != hash {
            edits.append(PluginInspector.Edit(start: found.start, end: found.end, text: hash))
            changes.append("changed __interface_hash__ from \(value) to \(hash)")
        }
        if let found = plugin.lines, let value = found.value, value != source.canonicalLines {
            let text = StubModule.methodsValue(source.canonicalLines)
            edits.append(PluginInspector.Edit(start: found.start, end: found.end, text: text))
            changes.append("changed __interface_methods__")
        }
    }

    private mutating func addHeading(_ groups: [[String]]) {
        guard !groups.isEmpty else { return }
        let text = groups.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
        // Imports go on with those that are there; other statements stand apart.
        let goesOn = plugin.hasImports && groups.count == 1 && groups[0].allSatisfy(\.isImport)
        let before = goesOn || plugin.importOffset == 0 ? "" : "\n"
        let after = plugin.hasImports || plugin.importOffset == plugin.length ? "" : "\n"
        insert(before + text + after, at: plugin.importOffset)
        changes += groups.joined().filter(\.isImport).map { "added `\($0)`" }
    }

    /// Adds whole lines; at the end of a file whose last line does not end, the last of them does not end either.
    private mutating func insert(_ text: String, at offset: Int) {
        guard !text.isEmpty else { return }
        let isOpen = offset == plugin.length && !plugin.endsWithNewline
        let text = isOpen ? "\n" + text.trimmingNewline : text
        if let index = edits.firstIndex(where: { $0.start == offset && $0.end == offset }) {
            edits[index].text += text
        } else {
            edits.append(PluginInspector.Edit(start: offset, end: offset, text: text))
        }
    }
}

extension String {
    fileprivate var isImport: Bool { hasPrefix("import ") || hasPrefix("from ") }

    fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

#endif
