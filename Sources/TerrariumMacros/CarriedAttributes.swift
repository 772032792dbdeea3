#if Macros
import SwiftSyntax
import TerrariumSyntax

/// The attributes of a protocol or a method that its client has as well.
enum CarriedAttributes {
    /// The source of each attribute to carry over.
    static func of(_ attributes: AttributeListSyntax) -> [String] {
        ["available", "discardableResult"].flatMap { attributes.all(named: $0) }.map(\.trimmedDescription)
    }
}
#endif
