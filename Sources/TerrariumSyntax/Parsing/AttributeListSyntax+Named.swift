#if Macros
package import SwiftSyntax

extension AttributeListSyntax {
    /// The attributes with a name, also when the module is written before it.
    package func all(named name: String) -> [AttributeSyntax] {
        compactMap { element in
            guard case .attribute(let attribute) = element else {
                return nil
            }
            return attribute.unqualifiedName == name ? attribute : nil
        }
    }

    /// The first attribute with a name.
    package func first(named name: String) -> AttributeSyntax? {
        all(named: name).first
    }
}

extension AttributeSyntax {
    /// The last component of the name: `Raw` of `@TerrariumInterface.Raw`.
    package var unqualifiedName: String {
        if let member = attributeName.as(MemberTypeSyntax.self) {
            return member.name.plainName
        }
        if let identifier = attributeName.as(IdentifierTypeSyntax.self) {
            return identifier.name.plainName
        }
        return attributeName.trimmedDescription
    }

    /// The arguments in their order, empty without parentheses.
    var argumentList: [LabeledExprSyntax] {
        guard case .argumentList(let list)? = arguments else {
            return []
        }
        return Array(list)
    }

    /// The argument with a label.
    func argument(labeled label: String) -> LabeledExprSyntax? {
        argumentList.first { $0.label?.plainName == label }
    }
}
#endif
