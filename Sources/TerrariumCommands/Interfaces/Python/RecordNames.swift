#if Macros

import TerrariumSyntax

/// The Python names of records.
struct RecordNames {
    private var names: [String: String] = [:]
    private var taken: Set<String>

    /// Gives every record a name: the last part of its own, or more where that is taken.
    ///
    /// - Parameters:
    ///   - records: The records, the first of which get the shorter names.
    ///   - taken: The names that no record gets.
    init(_ records: [RecordModel], avoiding taken: Set<String>) {
        self.taken = taken.union(PythonSymbol.names).union(PythonSymbol.modules)
        for record in records {
            let parts = record.name.split(separator: ".").map(String.init)
            let candidates = [parts.last ?? "", parts.joined()].map(PythonText.identifier)
            names[record.name] = take(candidates)
        }
    }

    /// The name of a record.
    subscript(_ record: RecordModel) -> String { names[record.name] ?? PythonText.identifier(record.name) }

    /// Keeps names from being given to parts of records.
    mutating func avoid(_ names: some Sequence<String>) {
        taken.formUnion(names)
    }

    /// A name for a part of a record, which nothing else has.
    mutating func part(_ name: String) -> String {
        take([PythonText.identifier(name)])
    }

    private mutating func take(_ candidates: [String]) -> String {
        var name = candidates.first { !taken.contains($0) } ?? candidates.last ?? "_"
        while taken.contains(name) { name += "_" }
        taken.insert(name)
        return name
    }
}

#endif
