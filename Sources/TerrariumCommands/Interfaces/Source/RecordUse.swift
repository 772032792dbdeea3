#if Macros

import TerrariumSyntax

/// The records that methods use, directly and through other records.
struct RecordUse {
    /// Every record, after those that it refers to, as far as they do not refer to each other.
    private(set) var ordered: [RecordModel] = []

    /// The names of the records that Swift writes and plugins read.
    private(set) var inArguments: Set<String> = []

    /// The names of the records that plugins write and Swift reads.
    private(set) var inResults: Set<String> = []

    private let table: RecordTable

    /// Finds the records of methods, in the order of their use.
    init(_ methods: [MethodModel], in table: RecordTable) {
        self.table = table
        var seen: Set<String> = []
        for method in methods {
            for parameter in method.parameters {
                add(parameter.type, to: &seen)
                mark(parameter.type, in: \.inArguments)
            }
            add(method.result, to: &seen)
            mark(method.result, in: \.inResults)
        }
    }

    /// The names of records and of everything that they refer to.
    func closure(of records: [RecordModel]) -> Set<String> {
        var found: Set<String> = []
        var todo = records
        while let record = todo.popLast() {
            guard found.insert(record.name).inserted else { continue }
            todo += record.types.flatMap(\.names).compactMap { table[$0] }
        }
        return found
    }

    private mutating func add(_ type: ValueType, to seen: inout Set<String>) {
        for name in type.names {
            guard let record = table[name], seen.insert(record.name).inserted else { continue }
            for type in record.types { add(type, to: &seen) }
            ordered.append(record)
        }
    }

    private mutating func mark(_ type: ValueType, in set: WritableKeyPath<RecordUse, Set<String>>) {
        for name in type.names {
            guard let record = table[name], self[keyPath: set].insert(record.name).inserted else { continue }
            for type in record.types { mark(type, in: set) }
        }
    }
}

extension ValueType {
    /// The names of the records in this type, in the order in which they are written.
    var names: [String] {
        switch self {
        case .named(let name): [name]
        case .array(let inner), .set(let inner), .dictionary(let inner), .optional(let inner), .stream(let inner):
            inner.names
        case .tuple(let elements): elements.flatMap(\.names)
        default: []
        }
    }
}

extension RecordModel {
    /// The types of everything in the record.
    var types: [ValueType] {
        switch shape {
        case .fields(let fields): fields.map(\.type)
        case .rawValues: []
        case .cases(let cases): cases.flatMap { $0.fields.map(\.type) }
        }
    }
}

#endif
