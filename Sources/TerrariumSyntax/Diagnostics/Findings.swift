#if Macros
package import SwiftDiagnostics
package import SwiftSyntax

/// The problems found so far, in the order of their discovery.
package struct Findings: Sendable {
    /// As the compiler takes them.
    package private(set) var diagnostics: [Diagnostic] = []

    /// Creates an empty list.
    package init() {}

    /// Whether nothing was found.
    package var isEmpty: Bool {
        diagnostics.isEmpty
    }

    /// Adds a problem, with its advice as a note where no fix-it says what to do.
    ///
    /// - Parameters:
    ///   - problem: What is wrong.
    ///   - node: The offending token or node.
    ///   - fixIt: The change that mends it.
    package mutating func report(_ problem: SyntaxProblem, at node: some SyntaxProtocol, fixIt: FixIt? = nil) {
        let notes = problem.advice.map { [Note(node: Syntax(node), message: Advice(message: $0))] } ?? []
        diagnostics.append(
            Diagnostic(node: node, message: problem, notes: notes, fixIts: fixIt.map { [$0] } ?? [])
        )
    }
}
#endif
