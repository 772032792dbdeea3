import Platform

/// A way to do a piece of work.
struct Candidate {
    var name: String
    /// Does the work a number of times.
    var run: (_ count: Int) throws -> Void

    init(_ name: String, _ run: @escaping (_ count: Int) throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// How long and how often candidates run.
struct Timing {
    /// Nanoseconds that one repetition takes at least; 0 runs the work once.
    var repetition: Double
    /// How many repetitions there are.
    var repetitions: Int

    /// Measures candidates side by side: repetition by repetition, each time beginning with another one, so that a machine
    /// that becomes slower or faster does so for all of them.
    ///
    /// - Returns: Nanoseconds per operation, in the order of the candidates.
    func compare(_ candidates: [Candidate]) throws -> [Figure] {
        let counts = try candidates.map(count)
        var samples = candidates.map { _ in [Double]() }
        for repetition in 0..<repetitions {
            for offset in candidates.indices {
                let index = (offset + repetition) % candidates.count
                samples[index].append(try time(candidates[index], counts[index]) / Double(counts[index]))
            }
        }
        return zip(candidates, samples).map { Figure($0.name, $1) }
    }

    /// How often a candidate has to do its work to fill one repetition.
    ///
    /// Finding out warms it up.
    private func count(_ candidate: Candidate) throws -> Int {
        var count = 1
        _ = try time(candidate, count)
        while repetition > 0 {
            let taken = try time(candidate, count)
            if taken >= repetition { return count }
            let needed = taken > 0 ? 1.2 * repetition / taken : 10
            count = Int((Double(count) * min(max(needed, 1.5), 10)).rounded(.up))
        }
        return count
    }

    private func time(_ candidate: Candidate, _ count: Int) throws -> Double {
        let start = platform_now()
        try candidate.run(count)
        return Double(platform_now() - start)
    }
}
