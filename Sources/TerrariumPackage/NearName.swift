/// Finds what someone probably meant to write.
enum NearName {
    /// Names longer than this are not compared: the work grows with the product of the lengths.
    private static let longest = 64

    /// The candidate that is closest to a name, if one is close.
    ///
    /// Close means that at most a third of the characters differ. Case and the choice between `-` and `_` do not count.
    /// Of candidates that are equally close, the first wins.
    static func nearest<Candidates: Sequence<String>>(to name: String, in candidates: Candidates) -> String? {
        guard let wanted = folded(name) else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            guard let other = folded(candidate) else { continue }
            let distance = editDistance(wanted, other)
            if distance <= max(wanted.count, other.count) / 3, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    private static func folded(_ name: String) -> [Character]? {
        guard name.utf8.count <= longest else { return nil }
        return name.lowercased().map { $0 == "-" ? "_" : $0 }
    }

    /// The number of characters to insert, delete or replace to get from one text to the other (Levenshtein).
    private static func editDistance(_ from: [Character], _ to: [Character]) -> Int {
        var previous = Array(0...to.count)
        for (row, character) in from.enumerated() {
            var current = [row + 1]
            for (column, other) in to.enumerated() {
                let replaced = previous[column] + (character == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[to.count]
    }
}
