/// The sources of plugins that were loaded from a text and have no file, so that tracebacks can show their lines.
package final class SourceTexts: Sendable {
    package static let shared = SourceTexts()

    private let texts = Locked<[String: String]>([:])

    /// Remembers the text that tracebacks call `name`.
    package func add(_ text: String, named name: String) {
        texts.withLock { $0[name] = text }
    }

    /// Forgets a text.
    package func remove(named name: String) {
        texts.withLock { $0[name] = nil }
    }

    func text(of name: String) -> String? {
        texts.withLock { $0[name] }
    }
}
