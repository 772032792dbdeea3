/// How long calls took.
struct LatencySummary: Encodable {
    /// Times in nanoseconds; percentiles are times that some call really took.
    struct Nanoseconds: Encodable {
        var min: UInt64
        var p50: UInt64
        var p90: UInt64
        var p99: UInt64
        var p999: UInt64
        var max: UInt64
        var mean: Double

        private enum CodingKeys: String, CodingKey {
            case min, p50, p90, p99, max, mean
            case p999 = "p99.9"
        }
    }

    /// How many calls there were.
    let calls: Int

    /// Calls per second, from the start of the first to the end of the last.
    let callsPerSecond: Double

    /// The times of single calls.
    let nanoseconds: Nanoseconds

    /// Sums up.
    ///
    /// - Parameters:
    ///   - nanoseconds: The time of each call; at least one.
    ///   - total: The time from the start of the first to the end of the last, in nanoseconds.
    init(nanoseconds: [UInt64], total: UInt64) {
        let sorted = nanoseconds.sorted()
        /// The smallest time that is not below the given thousandths of all.
        func percentile(_ thousandths: Int) -> UInt64 {
            sorted[max(0, (sorted.count * thousandths + 999) / 1000 - 1)]
        }
        calls = sorted.count
        callsPerSecond = Double(sorted.count) / (Double(max(total, 1)) / 1e9)
        self.nanoseconds = Nanoseconds(
            min: percentile(0),
            p50: percentile(500),
            p90: percentile(900),
            p99: percentile(990),
            p999: percentile(999),
            max: percentile(1000),
            mean: Double(sorted.reduce(0, +)) / Double(sorted.count)
        )
    }

    /// Two lines.
    var text: String {
        let times: [(String, Double)] = [
            ("min", Double(nanoseconds.min)), ("p50", Double(nanoseconds.p50)), ("p90", Double(nanoseconds.p90)),
            ("p99", Double(nanoseconds.p99)), ("p99.9", Double(nanoseconds.p999)), ("max", Double(nanoseconds.max)),
            ("mean", nanoseconds.mean),
        ]
        return "\(Format.count(calls)) calls, \(Format.count(Int(callsPerSecond))) per second\n"
            + times.map { "\($0.0) \(Format.time(nanoseconds: $0.1))" }.joined(separator: "  ")
    }
}
