/// The text of a Swift file.
package struct SourceFile: Sendable {
    /// The path that diagnostics show.
    package var path: String
    /// The text of the file.
    package var text: String

    /// Creates a file.
    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
