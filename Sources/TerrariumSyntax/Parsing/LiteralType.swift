#if Macros
import SwiftSyntax

/// The type that Swift gives to a literal without an annotation.
struct LiteralType {
    /// The type.
    var type: ValueType
    /// The type in Swift source.
    var text: String

    /// Knows `0`, `-1.5`, `""` and `false`; `nil` for other expressions.
    init?(_ expression: ExprSyntax) {
        switch expression.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr: (type, text) = (.integer(signed: true, bits: 64), "Int")
        case .floatLiteralExpr: (type, text) = (.double, "Double")
        case .stringLiteralExpr: (type, text) = (.string, "String")
        case .booleanLiteralExpr: (type, text) = (.bool, "Bool")
        case .prefixOperatorExpr(let prefixed) where ["-", "+"].contains(prefixed.operator.text):
            guard let number = LiteralType(prefixed.expression), number.text == "Int" || number.text == "Double" else {
                return nil
            }
            self = number
        default: return nil
        }
    }
}
#endif
