#if Macros

import TerrariumSyntax

/// How a case of an enumeration with payloads is written.
enum PayloadForm {
    /// The case's name as text.
    case name
    /// An object with the name as its one key, and the one value.
    case value(RecordModel.Field)
    /// An object with the name as its one key, and a list of the values.
    case list([RecordModel.Field])
    /// An object with the name as its one key, and an object of the values by their labels.
    case object([RecordModel.Field])

    /// The form of a case.
    init(_ model: RecordModel.Case, of record: RecordModel) {
        let fields = model.fields
        if !record.hasMacro {
            // What the compiler writes for `Codable` types: an object in any case.
            self = .object(fields)
        } else if fields.isEmpty {
            self = .name
        } else if fields.allSatisfy({ $0.name != nil }) {
            self = .object(fields)
        } else if let only = fields.first, fields.count == 1 {
            self = .value(only)
        } else {
            self = .list(fields)
        }
    }
}

#endif
