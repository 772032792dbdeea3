#if Macros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax

/// Finds interfaces and records in the text of Swift files; nothing is compiled.
package struct SourceReader {
    /// Reads files that belong together.
    ///
    /// Interfaces and records may stand inside other types. Streaming methods are read, although clients cannot call them yet.
    /// A `Codable` type whose form is not plain from its declaration is left out; if an interface names it, a warning says so.
    ///
    /// - Parameter files: The files, in the order in which their declarations should come out.
    /// - Returns: The interfaces and records, with everything that is wrong about them.
    package static func read(_ files: [SourceFile]) -> SourceReading {
        var reader = SourceReader()
        let sources = files.map { ParsedSource($0) }
        for source in sources {
            reader.conformances.formUnion(source.codableExtensions)
        }
        for source in sources {
            reader.read(source)
        }
        return reader.finish()
    }

    /// A `Codable` type that was left out.
    private struct Omission {
        var name: String
        var diagnostics: [SourceDiagnostic]
    }

    /// The types that an extension makes `Codable`.
    private var conformances: Set<String> = []
    private var interfaces: [InterfaceModel] = []
    private var records: [RecordModel] = []
    private var omissions: [Omission] = []
    private var diagnostics: [SourceDiagnostic] = []

    private mutating func read(_ source: ParsedSource) {
        var findings = Findings()
        if let broken = source.firstBrokenNode {
            findings.report(.syntaxError, at: broken)
        }
        for found in source.declarations {
            if let attribute = found.attributes.first(named: "PluginInterface") {
                let parser = InterfaceParser(allowsStreams: true)
                if let interface = parser.parse(found.declaration, attribute: attribute, into: &findings) {
                    interfaces.append(interface.model)
                }
            } else if found.attributes.first(named: "PluginRecord") != nil {
                let parser = RecordParser(hasMacro: true)
                if let record = parser.parse(found.declaration, scope: found.scope, into: &findings) {
                    records.append(record)
                }
            } else if found.isCodable || conformances.contains(found.name) {
                readCodable(found, in: source)
            }
        }
        diagnostics += findings.diagnostics.map { source.locate($0, .error) }
    }

    private mutating func readCodable(_ found: ParsedSource.Found, in source: ParsedSource) {
        var findings = Findings()
        let record = RecordParser(hasMacro: false).parse(found.declaration, scope: found.scope, into: &findings)
        guard let record else {
            return
        }
        if found.codesItself {
            omissions.append(Omission(name: found.name, diagnostics: []))
        } else if findings.isEmpty {
            records.append(record)
        } else {
            let located = findings.diagnostics.map { source.locate($0, .warning) }
            omissions.append(Omission(name: found.name, diagnostics: located))
        }
    }

    /// Adds warnings about the types that were left out and that an interface names.
    private func finish() -> SourceReading {
        let used = NamedTypes(interfaces: interfaces, records: records).names
        let warnings = omissions.filter { used.contains($0.name.lastComponent) }.flatMap(\.diagnostics)
        let model = SourceModel(interfaces: interfaces, records: records)
        return SourceReading(model: model, diagnostics: diagnostics + warnings)
    }
}
#endif
