/// What was measured of one candidate: the best and the middle of several repetitions, per operation.
struct Figure: Codable {
    /// Who did the work.
    var name: String
    /// The best repetition.
    var best: Double
    /// The middle one.
    var median: Double
    /// How many repetitions there were.
    var repetitions: Int

    init(_ name: String, _ samples: [Double]) {
        let sorted = samples.sorted()
        self.name = name
        best = sorted.first ?? 0
        median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        repetitions = sorted.count
    }
}
