extension ValueType {
    /// The last component of a record's name (`Order` of `Shop.Order`); empty for other types.
    package var unqualifiedName: String {
        guard case .named(let name) = self else {
            return ""
        }
        return name.lastComponent
    }

    /// Whether values of the type come one by one.
    package var isStream: Bool {
        if case .stream = self { true } else { false }
    }

    /// Whether `nil` is a value of the type.
    package var isOptional: Bool {
        if case .optional = self { true } else { false }
    }
}
