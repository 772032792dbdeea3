#if Macros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax

extension InterfaceParser {
    /// Reports a member of the protocol that is not a method.
    static func reportMember(_ member: DeclSyntax, into findings: inout Findings) {
        switch member.as(DeclSyntaxEnum.self) {
        case .variableDecl(let variable):
            let pattern = variable.bindings.first?.pattern
            let name = pattern?.as(IdentifierPatternSyntax.self)?.identifier.plainName ?? "_"
            let problem = SyntaxProblem.property(name)
            if let pattern {
                findings.report(problem, at: pattern, fixIt: methodInstead(of: variable))
            } else {
                findings.report(problem, at: variable)
            }
        case .subscriptDecl(let declaration): findings.report(.subscriptRequirement, at: declaration.subscriptKeyword)
        case .initializerDecl(let declaration): findings.report(.initializer, at: declaration.initKeyword)
        case .associatedTypeDecl(let declaration):
            findings.report(.associatedTypes, at: declaration.associatedtypeKeyword)
        case .ifConfigDecl(let declaration):
            if let clause = declaration.clauses.first {
                findings.report(.conditionalMember, at: clause.poundKeyword)
            }
        default:
            let kind = DeclarationKind(member)
            findings.report(.otherMember(kind.plural), at: kind.introducer)
        }
    }

    /// The fix-it that turns `var name: String { get }` into `func name() throws -> String`.
    private static func methodInstead(of variable: VariableDeclSyntax) -> FixIt? {
        guard variable.bindings.count == 1, let binding = variable.bindings.first,
            let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
            let type = binding.typeAnnotation?.type.trimmedDescription,
            !variable.modifiers.contains(where: { ["static", "class"].contains($0.name.text) })
        else {
            return nil
        }
        let text = "func \(name)() throws -> \(type)"
        var parser = Parser(text)
        let method = DeclSyntax.parse(from: &parser)
            .with(\.leadingTrivia, variable.leadingTrivia)
            .with(\.trailingTrivia, variable.trailingTrivia)
        return FixIt(
            message: Correction.replace(variable.trimmedDescription, with: text),
            changes: [.replace(oldNode: Syntax(variable), newNode: Syntax(method))]
        )
    }
}
#endif
