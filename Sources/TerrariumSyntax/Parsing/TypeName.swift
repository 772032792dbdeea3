#if Macros
import SwiftSyntax

/// A type's dotted name and its generic arguments.
struct TypeName {
    /// Modules whose names may stand before a type that crosses by itself.
    private static let modules: Set<String> = ["Swift", "Foundation", "FoundationEssentials"]

    /// The components, without generic arguments.
    var path: [String]
    /// Those of the last component.
    var arguments: [TypeSyntax]
    /// Whether a component before the last one has generic arguments.
    var hasGenericParent = false

    /// Reads `Order`, `Shop.Order`, `Swift.Array<Int>`; `nil` for other types.
    init?(_ type: TypeSyntax) {
        if let identifier = type.as(IdentifierTypeSyntax.self) {
            path = [identifier.name.plainName]
            arguments = Self.arguments(identifier.genericArgumentClause)
        } else if let member = type.as(MemberTypeSyntax.self), let base = TypeName(member.baseType) {
            path = base.path + [member.name.plainName]
            arguments = Self.arguments(member.genericArgumentClause)
            hasGenericParent = base.hasGenericParent || !base.arguments.isEmpty
        } else {
            return nil
        }
    }

    /// The name in source.
    var text: String {
        path.joined(separator: ".")
    }

    /// The name of a type from the standard library or Foundation, written with or without its module.
    var standardName: String? {
        switch path.count {
        case 1: path[0]
        case 2 where Self.modules.contains(path[0]): path[1]
        default: nil
        }
    }

    private static func arguments(_ clause: GenericArgumentClauseSyntax?) -> [TypeSyntax] {
        clause?.arguments.compactMap { argument in
            if case .type(let type) = argument.argument { type } else { nil }
        } ?? []
    }
}
#endif
