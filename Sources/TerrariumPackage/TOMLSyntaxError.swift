/// Why a text is not a TOML document that can be read.
struct TOMLSyntaxError: Error {
    /// What is wrong, in one line.
    let message: String
    /// Where, if it is known.
    let position: SourcePosition?

    init(_ message: String, at position: SourcePosition? = nil) {
        self.message = message
        self.position = position
    }
}
