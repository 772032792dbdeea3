extension String {
    /// This text in double quotes for use in a message: on one line, without control characters, and not too long.
    ///
    /// What a manifest says goes to terminals and logs, so escape sequences in it must not.
    var quoted: String {
        "\"" + shown(limit: 80) + "\""
    }

    /// This text on one line, with control characters escaped, cut after `limit` characters.
    func shown(limit: Int) -> String {
        var result = ""
        for (count, scalar) in unicodeScalars.enumerated() {
            if count == limit { return result + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
