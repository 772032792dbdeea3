#if Macros

import TerrariumSyntax

/// The records that source files declare, found by the names that interfaces use for them.
struct RecordTable {
    private let records: [String: RecordModel]

    /// Creates a table; of two records with one name, the first wins.
    init(_ records: [RecordModel]) {
        self.records = Dictionary(records.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The record of a name as it is spelled somewhere: in full, or without the types or the module around it.
    subscript(_ name: String) -> RecordModel? {
        if let record = records[name] { return record }
        let ends = records.keys.filter { $0.hasSuffix("." + name) || name.hasSuffix("." + $0) }
        return ends.count == 1 ? ends.first.flatMap { records[$0] } : nil
    }
}

#endif
