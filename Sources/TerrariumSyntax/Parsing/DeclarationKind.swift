#if Macros
import SwiftSyntax

/// What a declaration is, in words.
struct DeclarationKind {
    /// With its article: `a class`.
    var name: String
    /// `classes`.
    var plural: String
    /// The keyword that introduces it.
    var introducer: Syntax

    /// Names the kind of a declaration.
    init(_ declaration: DeclSyntax) {
        (name, plural, introducer) = ("", "", Syntax(declaration))
        switch declaration.as(DeclSyntaxEnum.self) {
        case .classDecl(let declaration): set("a class", "classes", declaration.classKeyword)
        case .actorDecl(let declaration): set("an actor", "actors", declaration.actorKeyword)
        case .structDecl(let declaration): set("a struct", "structs", declaration.structKeyword)
        case .enumDecl(let declaration): set("an enumeration", "enumerations", declaration.enumKeyword)
        case .protocolDecl(let declaration): set("a protocol", "protocols", declaration.protocolKeyword)
        case .extensionDecl(let declaration): set("an extension", "extensions", declaration.extensionKeyword)
        case .functionDecl(let declaration): set("a function", "functions", declaration.funcKeyword)
        case .variableDecl(let declaration): set("a variable", "variables", declaration.bindingSpecifier)
        case .typeAliasDecl(let declaration): set("a type alias", "type aliases", declaration.typealiasKeyword)
        case .initializerDecl(let declaration): set("an initializer", "initializers", declaration.initKeyword)
        case .subscriptDecl(let declaration): set("a subscript", "subscripts", declaration.subscriptKeyword)
        default: set("this declaration", "declarations of this kind", declaration)
        }
    }

    private mutating func set(_ name: String, _ plural: String, _ introducer: some SyntaxProtocol) {
        self.name = name
        self.plural = plural
        self.introducer = Syntax(introducer)
    }
}
#endif
