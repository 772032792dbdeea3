/// What was read from Swift files, and what was wrong in them.
package struct SourceReading: Sendable {
    /// The interfaces and records.
    package var model: SourceModel
    /// By file, then by place.
    package var diagnostics: [SourceDiagnostic]

    /// Creates a result.
    package init(model: SourceModel, diagnostics: [SourceDiagnostic]) {
        self.model = model
        self.diagnostics = diagnostics
    }

    /// Whether something in the interfaces or records cannot be honoured.
    package var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }
}
