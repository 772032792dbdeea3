import Baselines
import Terrarium

/// Large JSON documents in and out: read, handed to a function that returns its argument, and written.
enum DocumentRows {
    private static let source = "def identity(value):\n    return value\n"

    static func measure(_ setup: Setup) throws -> [Row] {
        let plugin = try setup.host.load(source: source, name: "documents")
        let baseline = try Baseline(source: source, module: "baseline_documents", function: "identity")
        var rows: [Row] = []
        for kind in Documents.Kind.allCases {
            let document = Documents.make(kind, size: 1_000_000)
            try check(plugin, document)
            let candidates = [plugin.jsonCandidate(document), baseline.orjson(document), baseline.json(document)]
            rows.append(row("1 MB, \(kind.rawValue)", try setup.timing.compare(candidates)))
        }
        // `json` takes seconds for these.
        for kind in Documents.Kind.allCases where setup.large {
            let document = Documents.make(kind, size: 100_000_000)
            try check(plugin, document)
            let candidates = [plugin.jsonCandidate(document), baseline.orjson(document)]
            rows.append(row("100 MB, \(kind.rawValue)", try setup.longTiming.compare(candidates)))
        }
        return rows
    }

    private static func row(_ work: String, _ figures: [Figure]) -> Row {
        Row("Documents", work, bar: .ratio(1.15, to: "C + orjson"), figures)
    }

    private static func check(_ plugin: Plugin, _ document: [UInt8]) throws {
        let output = try plugin.callTypedJSON(0, document)
        guard unsafe baseline_same_json(document, document.count, output, output.count) else {
            throw Setup.Failed(description: "a document came back changed")
        }
    }
}
