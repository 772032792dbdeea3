/// A place in a text.
struct SourcePosition: Hashable {
    /// Counted from 1.
    var line = 1
    /// Counted in Unicode scalars from 1.
    var column = 1
}
