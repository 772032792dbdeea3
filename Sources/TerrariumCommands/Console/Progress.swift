/// How far a command is, in words.
struct Progress {
    /// Bytes of the input that are done.
    var bytes: Int
    /// Bytes of the input; `nil` when nobody knows.
    var totalBytes: Int?
    /// Records that are done.
    var records: Int
    /// The time since the start.
    var elapsed: Duration

    /// A line of at most `width` characters: as much as fits of the percentage, a bar, bytes, records, the rate and the
    /// time left.
    func line(width: Int) -> String {
        var parts: [String] = []
        if let fraction { parts.append("\(Int(fraction * 100))%".leftPadded(to: 4)) }
        parts.append(totalBytes.map { "\(Format.bytes(bytes)) of \(Format.bytes($0))" } ?? Format.bytes(bytes))
        parts.append(counted)
        parts.append("\(Format.count(Int(rate)))/s")
        if let left { parts.append("\(Format.clock(left)) left") }
        // The last column stays free: a terminal may wrap when it is written to.
        while parts.count > 1, length(parts) >= width { parts.removeLast() }
        let free = width - 1 - length(parts) - 4
        if let fraction, free >= 10 { parts.insert(Self.bar(fraction, width: min(free, 30)), at: 1) }
        return String(parts.joined(separator: "  ").prefix(max(width - 1, 0)))
    }

    /// What was done in all.
    var summary: String {
        "\(counted), \(Format.bytes(bytes)) in \(Format.seconds(elapsed)), "
            + "\(Format.count(Int(rate))) records/s"
    }

    private var counted: String { "\(Format.count(records)) record\(records == 1 ? "" : "s")" }

    private var fraction: Double? {
        totalBytes.map { $0 > 0 ? min(Double(bytes) / Double($0), 1) : 1 }
    }

    private var rate: Double {
        records == 0 ? 0 : Double(records) / max(elapsed.inSeconds, 1e-9)
    }

    private var left: Duration? {
        guard let fraction, fraction > 0, elapsed > .seconds(1) else { return nil }
        return elapsed / fraction - elapsed
    }

    private func length(_ parts: [String]) -> Int {
        parts.map(\.count).reduce(2 * (parts.count - 1), +)
    }

    private static func bar(_ fraction: Double, width: Int) -> String {
        let inside = width - 2
        let done = Int(fraction * Double(inside))
        return "[" + String(repeating: "=", count: done) + String(repeating: " ", count: inside - done) + "]"
    }
}
