/// Durations as ISO 8601 writes them, such as `PT1.5S` and `-PT90S`.
enum DurationText {
    /// The text of a duration in microseconds, in seconds alone.
    static func text(_ microseconds: Int64) -> String {
        let magnitude = microseconds.magnitude
        return (microseconds < 0 ? "-PT" : "PT") + String(magnitude / 1_000_000)
            + DateText.fraction(Int64(magnitude % 1_000_000)) + "S"
    }

    /// The microseconds of a text with days, hours, minutes and seconds; `nil` when it is no such duration.
    ///
    /// Smaller fractions than microseconds are rounded.
    static func microseconds(_ text: String) -> Int64? {
        var scanner = ASCIIScanner(text)
        let isNegative = scanner.skip("-")
        if !isNegative { _ = scanner.skip("+") }
        guard scanner.skip("P") else { return nil }
        // What is left of the largest first, each with the seconds that it stands for.
        var total = Int128(0)
        var hasParts = false
        var units: [(String, Int64)] = [("W", 604_800), ("D", 86_400), ("T", 0), ("H", 3600), ("M", 60), ("S", 1)]
        var isTime = false
        while !scanner.isAtEnd {
            if !isTime, scanner.skip("T") {
                isTime = true
                hasParts = false
                units.removeAll { ["W", "D", "T"].contains($0.0) }
                continue
            }
            guard let number = scanner.number(), let fraction = scanner.fraction(),
                let unit = units.firstIndex(where: { $0.0 != "T" && scanner.skip($0.0) }),
                isTime || units[unit].1 >= 86_400,
                fraction == 0 || units[unit].1 == 1
            else { return nil }
            total += Int128(number) * Int128(units[unit].1) * 1_000_000 + Int128(fraction)
            units.removeSubrange(...unit)
            hasParts = true
        }
        guard hasParts else { return nil }
        return Int64(exactly: isNegative ? -total : total)
    }
}
