#if Macros
import SwiftParser
import SwiftSyntax

extension ExprSyntax {
    /// The text of a string literal without interpolation.
    var literalText: String? {
        self.as(StringLiteralExprSyntax.self)?.representedLiteralValue
    }

    /// The number of an integer literal in any base, if it is of the given type.
    func literalNumber<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        guard let literal = self.as(IntegerLiteralExprSyntax.self) else {
            return nil
        }
        let digits = literal.literal.text.filter { $0 != "_" }
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.hasPrefix(prefix) {
            return Number(digits.dropFirst(2), radix: radix)
        }
        return Number(digits)
    }
}
#endif
