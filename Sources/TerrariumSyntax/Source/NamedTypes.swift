/// The names of the program's types that interfaces reach, directly or through records.
struct NamedTypes {
    /// Without the names of the types around them.
    private(set) var names: Set<String> = []

    private let records: [String: [RecordModel]]

    /// Collects the names.
    init(interfaces: [InterfaceModel], records: [RecordModel]) {
        self.records = Dictionary(grouping: records) { $0.name.lastComponent }
        for method in interfaces.flatMap(\.methods) {
            visit(method.result)
            for parameter in method.parameters {
                visit(parameter.type)
            }
        }
    }

    private mutating func visit(_ type: ValueType) {
        switch type {
        case .array(let inner), .set(let inner), .dictionary(let inner), .optional(let inner), .stream(let inner):
            visit(inner)
        case .tuple(let elements):
            for element in elements {
                visit(element)
            }
        case .named(let name):
            guard names.insert(name.lastComponent).inserted else {
                return
            }
            for record in records[name.lastComponent] ?? [] {
                for field in record.fields {
                    visit(field.type)
                }
            }
        default: break
        }
    }
}

extension RecordModel {
    /// Every value that the record may hold.
    fileprivate var fields: [Field] {
        switch shape {
        case .fields(let fields): fields
        case .rawValues: []
        case .cases(let cases): cases.flatMap(\.fields)
        }
    }
}

extension String {
    /// What follows the last dot.
    var lastComponent: String {
        split(separator: ".").last.map(String.init) ?? self
    }
}
