#if Macros
import Testing
import TerrariumSyntax

/// Reads an interface with the given requirements; fails on any problem.
func readInterface(_ methods: String, arguments: String = "version: 2") throws -> InterfaceModel {
    let text = "@PluginInterface(\(arguments)) protocol P {\n\(methods)\n}"
    let reading = SourceReader.read([SourceFile(path: "P.swift", text: text)])
    #expect(reading.diagnostics == [])
    return try #require(reading.model.interfaces.first)
}

/// Reads the records of a file; fails on any problem.
func readRecords(_ text: String) -> [RecordModel] {
    let reading = SourceReader.read([SourceFile(path: "R.swift", text: text)])
    #expect(reading.diagnostics == [])
    return reading.model.records
}

/// The errors that `SourceReader` finds in the only requirement of an interface, each with its line and column.
func readProblems(inMethod method: String) -> [String] {
    let text = "@PluginInterface(version: 3)\nprotocol P {\n    \(method)\n}"
    let reading = SourceReader.read([SourceFile(path: "P.swift", text: text)])
    return reading.diagnostics.map { "\($0.line):\($0.column): \($0.message)" }
}
#endif
