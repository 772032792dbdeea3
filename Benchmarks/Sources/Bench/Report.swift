/// The result of one run.
struct Report: Codable {
    /// What was measured, and where.
    struct Environment: Codable {
        var python: String
        var system: String
        var processors: Int
        var pinned: Bool
        var orjson: String
        var pybind11: String
        var date: String
        var quick: Bool
        /// The load of the machine over one minute, when the run began and when it ended.
        var load: [Double]
    }

    var environment: Environment
    var rows: [Row]

    /// How far the middle repetition lies above the best, over all timed figures: the middle and the 90th percentile.
    var noise: (median: Double, high: Double) {
        let timed = rows.filter { $0.unit == .nanoseconds }.flatMap(\.figures)
        let spreads = timed.filter { $0.repetitions > 1 && $0.best > 0 }
            .map { $0.median / $0.best - 1 }.sorted()
        guard !spreads.isEmpty else { return (0, 0) }
        return (spreads[spreads.count / 2], spreads[spreads.count * 9 / 10])
    }
}
