#if Macros
import SwiftSyntax
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import TerrariumMacros

/// The protocol that the compiler asks a record's macro for.
private let pluginValue = TypeSyntax(IdentifierTypeSyntax(name: .identifier("PluginValue")))

/// Every macro, under the name of its attribute.
let allMacros: [String: MacroSpec] = [
    "PluginInterface": MacroSpec(type: PluginInterfaceMacro.self),
    "PluginRecord": MacroSpec(type: PluginRecordMacro.self, conformances: [pluginValue]),
    "Raw": MacroSpec(type: RawMacro.self),
    "Optional": MacroSpec(type: OptionalMacro.self),
    "PythonName": MacroSpec(type: PythonNameMacro.self),
    "Default": MacroSpec(type: DefaultMacro.self),
]

/// Expects source to expand as a whole, without problems.
func expectExpansion(
    of source: String,
    _ expanded: String,
    macros: [String: MacroSpec] = allMacros,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    assertMacroExpansion(
        source,
        expandedSource: expanded,
        macroSpecs: macros,
        failureHandler: { Issue.record(Comment(rawValue: $0.message), sourceLocation: sourceLocation) }
    )
}

/// Expects one problem at the place that `‸` marks, and nothing to be written.
///
/// The attribute that expands is on a line of its own; the other attributes stay.
///
/// - Parameters:
///   - source: The declaration, with the mark before the offending token.
///   - attribute: The line with the attribute, by default the first one.
///   - message: The message.
///   - note: What the note says to write instead, if there is one.
///   - fixIt: What the fix-it says it does, if there is one.
///   - fixed: The source after the fix-it.
///   - sourceLocation: Where to record an issue.
func expectProblem(
    in source: String,
    removing attribute: String? = nil,
    _ message: String,
    note: String? = nil,
    fixIt: String? = nil,
    fixed: String? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let mark: Character = "‸"
    guard let index = source.firstIndex(of: mark) else {
        Issue.record("the source has no mark", sourceLocation: sourceLocation)
        return
    }
    let before = source[..<index].split(separator: "\n", omittingEmptySubsequences: false)
    let (line, column) = (before.count, (before.last?.utf8.count ?? 0) + 1)
    let source = source.filter { $0 != mark }
    let firstLine = source.prefix { $0 != "\n" } + "\n"
    let expanded = source.replacing(attribute ?? String(firstLine), with: "", maxReplacements: 1)
    let diagnostic = DiagnosticSpec(
        message: message,
        line: line,
        column: column,
        notes: note.map { [NoteSpec(message: $0, line: line, column: column)] } ?? [],
        fixIts: fixIt.map { [FixItSpec(message: $0)] } ?? []
    )
    assertMacroExpansion(
        source,
        expandedSource: expanded,
        diagnostics: [diagnostic],
        macroSpecs: allMacros.filter { ["PluginInterface", "PluginRecord"].contains($0.key) },
        applyFixIts: fixIt.map { [$0] },
        fixedSource: fixed,
        failureHandler: { Issue.record(Comment(rawValue: $0.message), sourceLocation: sourceLocation) }
    )
}

/// Expects one problem in the only requirement of an interface; see `expectProblem(in:)`.
func expectProblem(
    inMethod method: String,
    _ message: String,
    note: String? = nil,
    fixIt: String? = nil,
    fixed: String? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    func interface(_ method: String) -> String {
        "@PluginInterface(version: 3)\nprotocol P {\n    \(method)\n}"
    }
    expectProblem(
        in: interface(method),
        message,
        note: note,
        fixIt: fixIt,
        fixed: fixed.map(interface),
        sourceLocation: sourceLocation
    )
}

/// Expects one problem at column 5 of a line, with a note, in source that is written out as a whole.
func expectExpansionProblem(
    of source: String,
    _ expanded: String,
    _ message: String,
    line: Int,
    note: String,
    macros: [String: MacroSpec] = allMacros,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
    let notes = [NoteSpec(message: note, line: line, column: 5)]
    assertMacroExpansion(
        source,
        expandedSource: expanded,
        diagnostics: [DiagnosticSpec(message: message, line: line, column: 5, notes: notes)],
        macroSpecs: macros,
        failureHandler: { Issue.record(Comment(rawValue: $0.message), sourceLocation: sourceLocation) }
    )
}
#endif
