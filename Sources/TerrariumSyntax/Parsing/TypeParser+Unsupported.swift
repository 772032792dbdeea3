#if Macros
import SwiftDiagnostics
import SwiftSyntax

extension TypeParser {
    /// Reports a type that cannot cross whatever its parts are.
    static func reportUnsupported(_ type: TypeSyntax, into findings: inout Findings) {
        let text = type.trimmedDescription
        if let unwrapped = type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
            let optional = OptionalTypeSyntax(wrappedType: unwrapped.wrappedType)
            findings.report(
                .implicitlyUnwrapped(text),
                at: type,
                fixIt: FixIt(
                    message: Correction.replace(text, with: optional.trimmedDescription),
                    changes: [.replace(oldNode: Syntax(unwrapped), newNode: Syntax(optional))]
                )
            )
            return
        }
        if let name = TypeName(type) {
            if let standardName = name.standardName, let instead = UnsupportedTypes.instead(of: standardName) {
                findings.report(.unsupportedType(text, instead: instead), at: type)
            } else {
                findings.report(.genericType(text), at: type)
            }
            return
        }
        findings.report(.unsupportedType(text, instead: instead(of: type)), at: type)
    }

    private static func instead(of type: TypeSyntax) -> String {
        switch type.as(TypeSyntaxEnum.self) {
        case .someOrAnyType, .compositionType, .suppressedType:
            "name the type, or list the possible ones in an enumeration with `@PluginRecord`"
        case .functionType:
            "plugins cannot call back through an argument; return what the closure would receive"
        case .metatypeType: "send a `String` that names the type"
        case .inlineArrayType: "use an array, `[T]`"
        case .attributedType: "remove what stands before the type"
        default: "use a struct with `@PluginRecord`"
        }
    }
}
#endif
