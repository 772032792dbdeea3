import Terrarium

/// The metadata of a manifest, in a form that encodes as JSON: dates become text.
struct MetadataValue: Encodable {
    private let value: ManifestValue

    /// Wraps a value.
    init(_ value: ManifestValue) {
        self.value = value
    }

    /// The entries of a table by key, each as JSON text; empty for anything else.
    var entries: [(key: String, value: String)] {
        guard case .table(let entries) = value else { return [] }
        return entries.sorted { $0.key < $1.key }.map { ($0.key, JSONText.line(MetadataValue($0.value))) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .string(let text), .dateTime(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .float(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        case .array(let items): try container.encode(items.map(MetadataValue.init))
        case .table(let entries): try container.encode(entries.mapValues(MetadataValue.init))
        }
    }
}
