#if Macros
import SwiftSyntax

/// Collects the types that a file declares, outside of functions.
final class DeclarationVisitor: SyntaxVisitor {
    private static let codableNames: Set<String> = ["Codable", "Encodable", "Decodable"]

    private(set) var found: [ParsedSource.Found] = []
    private(set) var codableExtensions: Set<String> = []
    private var scope: [String] = []

    override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node, node.name.plainName, nil)
    }

    override func visitPost(_ node: ProtocolDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node, node.name.plainName, node.inheritanceClause)
    }

    override func visitPost(_ node: StructDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node, node.name.plainName, node.inheritanceClause)
    }

    override func visitPost(_ node: EnumDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node, node.name.plainName, nil)
    }

    override func visitPost(_ node: ClassDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
        enter(node, node.name.plainName, nil)
    }

    override func visitPost(_ node: ActorDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        let name = TypeName(node.extendedType)?.text ?? node.extendedType.trimmedDescription
        if Self.isCodable(node.inheritanceClause), !Self.codesItself(node.memberBlock) {
            codableExtensions.insert((scope + [name]).joined(separator: "."))
        }
        scope.append(name)
        return .visitChildren
    }

    override func visitPost(_ node: ExtensionDeclSyntax) {
        scope.removeLast()
    }

    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
        .skipChildren
    }

    private func enter(
        _ node: some DeclGroupSyntax & NamedDeclSyntax,
        _ name: String,
        _ inheritance: InheritanceClauseSyntax?
    ) -> SyntaxVisitorContinueKind {
        found.append(
            ParsedSource.Found(
                declaration: DeclSyntax(node),
                attributes: node.attributes,
                scope: scope,
                name: (scope + [name]).joined(separator: "."),
                isCodable: Self.isCodable(inheritance),
                codesItself: Self.codesItself(node.memberBlock)
            )
        )
        scope.append(name)
        return .visitChildren
    }

    private static func isCodable(_ clause: InheritanceClauseSyntax?) -> Bool {
        clause?.inheritedTypes.contains { inherited in
            TypeName(inherited.type)?.standardName.map(codableNames.contains) ?? false
        } ?? false
    }

    /// Whether a type has `encode(to:)` or `init(from:)`.
    private static func codesItself(_ members: MemberBlockSyntax) -> Bool {
        members.members.contains { member in
            if let function = member.decl.as(FunctionDeclSyntax.self) {
                return function.name.text == "encode" && labels(function.signature) == ["to"]
            }
            if let initializer = member.decl.as(InitializerDeclSyntax.self) {
                return labels(initializer.signature) == ["from"]
            }
            return false
        }
    }

    private static func labels(_ signature: FunctionSignatureSyntax) -> [String] {
        signature.parameterClause.parameters.map(\.firstName.text)
    }
}
#endif
