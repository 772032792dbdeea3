extension ValueType {
    /// The type that a name from the standard library or Foundation stands for.
    init?(standardName: String) {
        switch standardName {
        case "Bool": self = .bool
        case "Int", "Int64": self = .integer(signed: true, bits: 64)
        case "UInt", "UInt64": self = .integer(signed: false, bits: 64)
        case "Int8": self = .integer(signed: true, bits: 8)
        case "Int16": self = .integer(signed: true, bits: 16)
        case "Int32": self = .integer(signed: true, bits: 32)
        case "Int128": self = .integer(signed: true, bits: 128)
        case "UInt8": self = .integer(signed: false, bits: 8)
        case "UInt16": self = .integer(signed: false, bits: 16)
        case "UInt32": self = .integer(signed: false, bits: 32)
        case "UInt128": self = .integer(signed: false, bits: 128)
        case "Float", "Float32": self = .float
        case "Double", "Float64": self = .double
        case "String": self = .string
        case "Data": self = .bytes
        case "Date": self = .date
        case "Duration": self = .duration
        case "UUID": self = .uuid
        case "Decimal": self = .decimal
        case "URL": self = .url
        default: return nil
        }
    }
}
