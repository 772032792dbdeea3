extension MethodModel {
    /// The name with its labels, as Swift writes it: `greet(name:)`.
    package var swiftSignature: String {
        "\(name)(\(parameters.map { "\($0.label ?? "_"):" }.joined()))"
    }
}
