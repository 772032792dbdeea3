#if Macros
import SwiftParser
import SwiftSyntax

/// The keys that a `Codable` type declares for itself.
enum CodingKeysReader {
    /// The key of each property or case, or `nil` without a `CodingKeys` enumeration.
    ///
    /// - Parameters:
    ///   - members: The members of the type.
    ///   - name: The name of the enumeration.
    static func keys(of members: MemberBlockSyntax, named name: String = "CodingKeys") -> [String: String]? {
        let declaration = members.members.lazy
            .compactMap { $0.decl.as(EnumDeclSyntax.self) }
            .first { $0.name.plainName == name }
        guard let declaration else {
            return nil
        }
        var keys: [String: String] = [:]
        for member in declaration.memberBlock.members {
            for element in member.decl.as(EnumCaseDeclSyntax.self)?.elements ?? [] {
                keys[element.name.plainName] = element.rawValue?.value.literalText ?? element.name.plainName
            }
        }
        return keys
    }
}
#endif
