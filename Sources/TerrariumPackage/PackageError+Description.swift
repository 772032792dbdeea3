extension PackageError: CustomStringConvertible {
    /// The error in one line: the path with the position of the first problem, as compilers write it, and the message.
    public var description: String {
        let place = [shownPath, problems.first?.position].compactMap(\.self).joined(separator: ":")
        return place.isEmpty ? message : "\(place): \(message)"
    }

    /// The error with its code, every problem on a line of its own, and its causes.
    public func detailedDescription() -> String {
        var lines = ["\(shownPath.map { "\($0): " } ?? "")\(message) [\(code)]"]
        for problem in problems {
            lines.append("  " + [problem.position, problem.message].compactMap(\.self).joined(separator: ": "))
        }
        if let cause {
            let text = cause.detailedDescription().split(separator: "\n", omittingEmptySubsequences: false)
            lines.append("  caused by \(text[0])")
            lines += text.dropFirst().map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    /// The path, safe for a terminal: a package from elsewhere may have any file names.
    private var shownPath: String? { path?.shown(limit: .max) }
}
