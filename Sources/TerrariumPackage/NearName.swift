/// Finds what someone probably meant to write.
enum NearName {
    /// Names longer than this are not compared: the work grows with the product of the lengths.
    private static let longest = 64

    /// More candidates than these are not compared: only a hostile manifest has as many.
    private static let most = 1_000

    /// The candidate that is closest to a name, if one is close.
    ///
    /// Close means that at most a third of the characters differ. Case and the choice between `-` and `_` do not count.
    /// Of candidates that are equally close, the first wins.
    static func nearest<Candidates: Collection<String>>(to name: String, in candidates: Candidates) -> String? {
        guard candidates.count <= most, let wanted = folded(name) else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            guard let other = folded(candidate) else { continue }
            let limit = max(wanted.count, other.count) / 3
            guard abs(wanted.count - other.count) <= limit else { continue }
            let distance = editDistance(wanted, other)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// A name as it is compared, or `nil` if it is too long for that.
    private static func folded(_ name: String) -> [UInt8]? {
        guard name.utf8.count <= longest else { return nil }
        return name.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }

    /// The number of bytes to insert, delete or replace to get from one text to the other (Levenshtein).
    private static func editDistance(_ from: [UInt8], _ to: [UInt8]) -> Int {
        var previous = Array(0...to.count)
        for (row, byte) in from.enumerated() {
            var current = [row + 1]
            for (column, other) in to.enumerated() {
                let replaced = previous[column] + (byte == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[to.count]
    }
}
