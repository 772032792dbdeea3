/// The key of a place in a list, or of what a class inherits.
struct IndexKey: CodingKey {
    /// The key of what a class inherits.
    static let `super` = IndexKey(stringValue: "super")

    let stringValue: String
    let intValue: Int?

    init(_ index: Int) {
        stringValue = "Index \(index)"
        intValue = index
    }

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init?(intValue: Int) {
        self.init(intValue)
    }
}
