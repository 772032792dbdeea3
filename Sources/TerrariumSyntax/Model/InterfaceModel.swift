/// An interface as its protocol declares it.
package struct InterfaceModel: Sendable {
    package var name: String
    package var version: UInt32
    /// The hash that the declaration states, for interfaces that are defined elsewhere.
    package var statedHash: UInt64?
    /// In the order of their declaration, which is the order of their indices.
    package var methods: [MethodModel]
    /// The lines of the documentation comment.
    package var documentation: [String]

    package init(
        name: String,
        version: UInt32,
        statedHash: UInt64? = nil,
        methods: [MethodModel],
        documentation: [String] = []
    ) {
        self.name = name
        self.version = version
        self.statedHash = statedHash
        self.methods = methods
        self.documentation = documentation
    }
}
