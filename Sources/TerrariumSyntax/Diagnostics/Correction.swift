#if Macros
package import SwiftDiagnostics

/// What a fix-it does.
package enum Correction: Hashable, Sendable, FixItMessage {
    case insert(String)
    case remove(String)
    case replace(String, with: String)

    /// The change in words.
    package var message: String {
        switch self {
        case .insert(let text): "insert `\(text)`"
        case .remove(let text): "remove `\(text)`"
        case .replace(let old, let new): "replace `\(old)` with `\(new)`"
        }
    }

    /// The kind of the change.
    package var fixItID: MessageID {
        switch self {
        case .insert: MessageID(domain: "Terrarium", id: "insert")
        case .remove: MessageID(domain: "Terrarium", id: "remove")
        case .replace: MessageID(domain: "Terrarium", id: "replace")
        }
    }
}
#endif
