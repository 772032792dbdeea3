/// One line of the result: a piece of work, what it costs in Terrarium and elsewhere, and the bar it has to stay below.
struct Row: Codable {
    enum Unit: String, Codable {
        case nanoseconds
        case bytes
        case allocations
    }

    /// The most that Terrarium may take.
    struct Bar: Codable {
        /// A multiple of `against`, or an absolute number in the row's unit when that is `nil`.
        var limit: Double
        /// The name of the figure that is the measure.
        var against: String?

        static func ratio(_ limit: Double, to against: String) -> Bar {
            Bar(limit: limit, against: against)
        }

        static func absolute(_ limit: Double) -> Bar {
            Bar(limit: limit, against: nil)
        }
    }

    var section: String
    var work: String
    var unit: Unit
    var bar: Bar?
    /// Terrarium first, then the others.
    var figures: [Figure]

    init(_ section: String, _ work: String, unit: Unit = .nanoseconds, bar: Bar? = nil, _ figures: [Figure]) {
        self.section = section
        self.work = work
        self.unit = unit
        self.bar = bar
        self.figures = figures
    }

    /// What is compared with the bar's limit: Terrarium's best by the best of the measure, or Terrarium's best itself.
    var value: Double? {
        guard let bar, let own = figures.first else { return nil }
        guard let against = bar.against else { return own.best }
        return figures.first { $0.name == against }.map { own.best / $0.best }
    }

    /// Whether the bar holds.
    var holds: Bool? {
        guard let bar, let value else { return nil }
        return value <= bar.limit
    }
}
