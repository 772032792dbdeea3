import Baselines
import Terrarium

/// Large JSON documents in and out: read, handed to a function that returns its argument, and written.
enum DocumentRows {
    private static let source = "def identity(value):\n    return value\n"

    static func measure(_ setup: Setup) throws -> [Row] {
        let plugin = try setup.host.load(source: source, name: "documents")
        let baseline = try Baseline(source: source, module: "baseline_documents", function: "identity")
        var rows: [Row] = []
        for (label, size) in [("1 MB", 1_000_000), ("100 MB", 100_000_000)] where size < 50_000_000 || setup.large {
            for kind in Documents.Kind.allCases {
                let document = Documents.make(kind, size: size)
                let output = try plugin.callTypedJSON(0, document)
                guard unsafe baseline_same_json(document, document.count, output, output.count) else {
                    throw Setup.Failed(description: "the document came back changed: \(label) \(kind.rawValue)")
                }
                let timing = size < 50_000_000 ? setup.timing : setup.longTiming
                rows.append(
                    Row(
                        "Documents",
                        "\(label), \(kind.rawValue)",
                        bar: .ratio(1.15, to: "C + orjson"),
                        try timing.compare([
                            plugin.jsonCandidate(document), baseline.orjson(document), baseline.json(document),
                        ])
                    )
                )
            }
        }
        return rows
    }
}
