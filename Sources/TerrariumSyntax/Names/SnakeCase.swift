/// The rule that turns Swift's names into Python's.
package enum SnakeCase {
    /// Turns a name in lowerCamelCase into snake_case.
    ///
    /// A run of capitals is one word (`userID` is `user_id`, `parseHTTPRequest` is `parse_http_request`), also with the `s`
    /// of a plural (`userIDs` is `user_ids`). Digits belong to the word before them. Underscores stay.
    package static func convert(_ name: String) -> String {
        let characters = Array(name)
        var result = ""
        for (index, character) in characters.enumerated() {
            guard character.isUppercase else {
                result.append(character)
                continue
            }
            if index > 0, startsWord(characters, at: index) {
                result.append("_")
            }
            result += character.lowercased()
        }
        return result
    }

    /// Whether the capital at an index begins a word.
    private static func startsWord(_ characters: [Character], at index: Int) -> Bool {
        let previous = characters[index - 1]
        guard previous != "_" else {
            return false
        }
        guard previous.isUppercase else {
            return true
        }
        // Inside a run of capitals, the last one begins the next word: the `R` of `HTTPRequest`.
        guard index + 1 < characters.count, characters[index + 1].isLowercase else {
            return false
        }
        return !isPlural(characters, at: index + 1)
    }

    /// Whether an `s` ends a plural such as `IDs`.
    private static func isPlural(_ characters: [Character], at index: Int) -> Bool {
        guard characters[index] == "s" else {
            return false
        }
        return index + 1 == characters.count || !characters[index + 1].isLowercase
    }
}
