/// A method of an interface.
package struct MethodModel: Sendable {
    /// One parameter.
    package struct Parameter: Sendable {
        /// The argument label; `nil` for `_`.
        package var label: String?
        /// The name inside the method.
        package var name: String
        /// The name in Python: the name inside the method in snake_case, with an underscore after it if it is a keyword.
        package var pythonName: String
        package var type: ValueType
        /// The Swift source of the type.
        package var typeText: String
        /// The Swift source of the default value.
        package var defaultText: String?

        package init(
            label: String?,
            name: String,
            pythonName: String,
            type: ValueType,
            typeText: String,
            defaultText: String? = nil
        ) {
            self.label = label
            self.name = name
            self.pythonName = pythonName
            self.type = type
            self.typeText = typeText
            self.defaultText = defaultText
        }
    }

    package var name: String
    package var pythonName: String
    package var parameters: [Parameter]
    package var result: ValueType
    /// The Swift source of the result type; empty for none.
    package var resultText: String
    package var isRaw: Bool
    package var isAsync: Bool
    /// The version that brought an optional method; `nil` for a required one.
    package var optionalSince: UInt32?
    /// The lines of the documentation comment, without their `///`.
    package var documentation: [String]

    package init(
        name: String,
        pythonName: String,
        parameters: [Parameter],
        result: ValueType,
        resultText: String,
        isRaw: Bool = false,
        isAsync: Bool = false,
        optionalSince: UInt32? = nil,
        documentation: [String] = []
    ) {
        self.name = name
        self.pythonName = pythonName
        self.parameters = parameters
        self.result = result
        self.resultText = resultText
        self.isRaw = isRaw
        self.isAsync = isAsync
        self.optionalSince = optionalSince
        self.documentation = documentation
    }
}
