#if Macros
import SwiftDiagnostics
import SwiftSyntax

extension MethodParser {
    /// Reports a method that cannot throw, or that throws something else.
    func checkEffects(_ function: FunctionDeclSyntax, into findings: inout Findings) {
        let effects = function.signature.effectSpecifiers
        if let specifier = effects?.asyncSpecifier, specifier.text == "reasync" {
            findings.report(.reasync, at: specifier, fixIt: .replaceToken(specifier, with: .keyword(.async)))
        }
        guard let clause = effects?.throwsClause else {
            let fixIt = insertThrows(function.signature)
            findings.report(.notThrowing(function.name.plainName), at: function.name, fixIt: fixIt)
            return
        }
        if clause.throwsSpecifier.tokenKind == .keyword(.rethrows) {
            let fixIt = FixIt.replaceToken(clause.throwsSpecifier, with: .keyword(.throws))
            findings.report(.rethrowing, at: clause.throwsSpecifier, fixIt: fixIt)
        }
        if let type = clause.type, !TypeParser.isAnyError(type), !Self.isCallError(type) {
            let plain = ThrowsClauseSyntax(throwsSpecifier: .keyword(.throws))
            findings.report(.typedThrows(type.trimmedDescription), at: type, fixIt: .replace(clause, with: plain))
        }
    }

    private static func isCallError(_ type: TypeSyntax) -> Bool {
        TypeName(type)?.path.last == "CallError"
    }

    private func insertThrows(_ signature: FunctionSignatureSyntax) -> FixIt {
        var changed = signature
        // The space that stands after the last token goes after `throws`.
        let after: Trivia
        var effects = signature.effectSpecifiers ?? FunctionEffectSpecifiersSyntax()
        if effects.asyncSpecifier != nil {
            after = effects.asyncSpecifier?.trailingTrivia ?? []
            effects.asyncSpecifier?.trailingTrivia = .space
        } else {
            after = changed.parameterClause.trailingTrivia
            changed.parameterClause.trailingTrivia = .space
        }
        effects.throwsClause = ThrowsClauseSyntax(throwsSpecifier: .keyword(.throws, trailingTrivia: after))
        changed.effectSpecifiers = effects
        return FixIt(
            message: Correction.insert("throws"),
            changes: [.replace(oldNode: Syntax(signature), newNode: Syntax(changed))]
        )
    }
}
#endif
