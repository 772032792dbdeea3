extension PackageError {
    /// One thing that is wrong, and where.
    public struct Problem: Sendable, Hashable {
        /// What is wrong and what to do about it, in one line.
        public let message: String

        /// The line, counted from 1, if it is known.
        public let line: Int?

        /// The column, counted in characters from 1, if it is known.
        public let column: Int?

        /// Makes a problem at a position, or without one.
        init(_ message: String, at position: SourcePosition? = nil) {
            self.message = message
            self.line = position?.line
            self.column = position?.column
        }

        /// The position as `line:column`, or `nil` if it is not known.
        var position: String? {
            guard let line else { return nil }
            guard let column else { return "\(line)" }
            return "\(line):\(column)"
        }
    }
}
