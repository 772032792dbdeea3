import Terrarium

/// Bytes in, bytes out, of 64 B to 256 MiB.
enum RawRows {
    private static let source = """
        from terrarium import method

        made = {}

        @method(raw=True)
        def lend(view):
            # A result as large as the input that costs nothing to make.
            size = len(view)
            if size not in made:
                made[size] = bytes(size)
            return made[size]

        @method(raw=True)
        def same(data):
            return data

        @method(raw=True)
        def forget(data):
            made.clear()
            return b""
        """

    private static let sizes = [
        ("64 B", 64), ("4 KiB", 4 << 10), ("64 KiB", 64 << 10), ("1 MiB", 1 << 20), ("16 MiB", 16 << 20),
        ("256 MiB", 256 << 20),
    ]

    static func measure(_ setup: Setup) throws -> [Row] {
        let plugin = try setup.host.load(source: source, name: "raw")
        let lend = try plugin.index(of: "lend")
        let same = try plugin.index(of: "same")
        let lender = try Baseline(source: source, module: "baseline_raw_lend", function: "lend")
        let copier = try Baseline(source: source, module: "baseline_raw_same", function: "same")
        var lent: [Row] = []
        var copied: [Row] = []
        var smallest: Figure?
        for (name, size) in sizes {
            let bytes = [UInt8](repeating: 7, count: size)
            var figures = try setup.timing.compare([
                Candidate("Terrarium") { count in
                    for _ in 0..<count { keep(try plugin.callRaw(lend, bytes, as: .memoryView) { $0.count }) }
                },
                lender.rawLending(bytes),
            ])
            if var smallest {
                smallest.name = "Terrarium, 64 B"
                figures.append(smallest)
            } else {
                smallest = figures.first
            }
            let isLargest = size == sizes.last?.1
            lent.append(
                Row(
                    "Raw, lent",
                    "\(name): view in, result lent",
                    bar: isLargest ? .ratio(2, to: "Terrarium, 64 B") : nil,
                    figures
                )
            )
            let timing = size > 4 << 20 ? setup.longTiming : setup.timing
            copied.append(
                Row(
                    "Raw, copied",
                    "\(name): copied in, copied out",
                    // Below this size it is the call that costs, not the copies.
                    bar: size >= 1 << 20 ? .ratio(1.1, to: "2 memcpy, new memory") : nil,
                    try timing.compare([
                        Candidate("Terrarium") { count in
                            for _ in 0..<count { keep(try plugin.callRaw(same, bytes)) }
                        },
                        copier.rawCopying(bytes),
                        Baseline.memcpy(bytes, fresh: true),
                        Baseline.memcpy(bytes, fresh: false),
                    ])
                )
            )
        }
        _ = try plugin.callRaw("forget", [0])
        return lent + copied
    }
}
