#if Macros

import Foundation
import TerrariumSyntax

extension InterfaceSource {
    /// Parses Swift files and chooses an interface.
    ///
    /// - Parameters:
    ///   - files: The files.
    ///   - name: The interface; `nil` takes the only one.
    ///   - warn: Takes warnings, which have lines for their notes.
    /// - Throws: ``SourceError`` and ``UsageError``.
    init(_ files: [SourceFile], interface name: String?, warn: (String) -> Void) throws {
        let reading = SourceReader.read(files)
        guard !reading.hasErrors else { throw SourceError(diagnostics: reading.diagnostics) }
        for diagnostic in reading.diagnostics { warn(diagnostic.description) }
        model = try Self.choose(name, of: reading.model.interfaces)
        self.files = files.map { URL(filePath: $0.path).lastPathComponent }
        table = RecordTable(reading.model.records)
        hash = InterfaceHash.hash(of: model)
        canonicalLines = InterfaceHash.canonicalText(of: model).split(separator: "\n").map(String.init)
    }

    private static func choose(_ name: String?, of interfaces: [InterfaceModel]) throws(UsageError) -> InterfaceModel {
        let names = interfaces.map(\.name).joined(separator: ", ")
        guard let first = interfaces.first else {
            throw UsageError("no protocol with @PluginInterface in the files")
        }
        guard let name else {
            guard interfaces.count == 1 else {
                throw UsageError("the files declare several interfaces; choose one with --interface: \(names)")
            }
            return first
        }
        guard let model = interfaces.first(where: { $0.name == name }) else {
            throw UsageError("no interface is called \(name); the files declare \(names)")
        }
        return model
    }
}

#endif
