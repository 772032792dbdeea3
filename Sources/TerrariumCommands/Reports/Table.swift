/// Rows of text with columns under each other.
struct Table {
    private var rows: [[String]] = []

    /// Adds a row, with control characters escaped.
    mutating func add(_ cells: String...) {
        rows.append(cells.map(Format.shown))
    }

    /// The lines; the last column of each is not padded.
    ///
    /// - Parameter indent: What every line begins with.
    func text(indent: String = "") -> String {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.dropLast().enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return rows.map { row in
            let cells = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell.rightPadded(to: widths[index])
            }
            let line = indent + cells.joined(separator: "  ")
            return String(line.trimmingTrailingSpaces) + "\n"
        }.joined()
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: Substring {
        self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
    }
}
