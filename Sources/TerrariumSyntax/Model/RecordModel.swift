/// A struct or an enumeration that crosses the boundary.
package struct RecordModel: Sendable {
    /// A stored property, or a value that comes with a case.
    ///
    /// A key need not be a Python identifier: it may be a keyword, or any text that `@PythonName` or `CodingKeys` gives.
    package struct Field: Sendable {
        /// The Swift name; `nil` for a payload without a label.
        package var name: String?
        /// The key in Python.
        package var pythonName: String
        package var type: ValueType
        package var typeText: String
        /// The Swift source of the initial value.
        package var defaultText: String?
        package var documentation: [String]

        package init(
            name: String?,
            pythonName: String,
            type: ValueType,
            typeText: String,
            defaultText: String? = nil,
            documentation: [String] = []
        ) {
            self.name = name
            self.pythonName = pythonName
            self.type = type
            self.typeText = typeText
            self.defaultText = defaultText
            self.documentation = documentation
        }
    }

    /// A case of an enumeration.
    package struct Case: Sendable {
        package var name: String
        package var pythonName: String
        package var fields: [Field]
        package var documentation: [String]

        package init(name: String, pythonName: String, fields: [Field], documentation: [String] = []) {
            self.name = name
            self.pythonName = pythonName
            self.fields = fields
            self.documentation = documentation
        }
    }

    /// The form of an enumeration's case with a raw value.
    package enum RawValue: Sendable, Hashable {
        case string(String)
        case integer(String)
    }

    package enum Shape: Sendable {
        /// A struct: a dictionary with one key per field.
        case fields([Field])
        /// An enumeration with raw values: the raw value.
        case rawValues(type: ValueType, [(name: String, value: RawValue)])
        /// An enumeration whose cases may carry values: the case's name as text, or a dictionary with it as the one key.
        ///
        /// Under the key is the one value without a label, a list of several, or a dictionary of labelled ones. Without
        /// ``RecordModel/hasMacro`` the form is that of Swift's own `Codable`: always a dictionary with the case as the one
        /// key, and in it a dictionary of the values by ``Field/pythonName`` (`_0`, `_1` without labels), which may be empty.
        case cases([Case])
    }

    /// With the names of the types around it (`Shop.Order`).
    package var name: String
    package var shape: Shape
    /// Whether it has `@PluginRecord`; otherwise it is `Codable`, and its keys are those of its `CodingKeys`.
    package var hasMacro: Bool
    package var documentation: [String]

    package init(name: String, shape: Shape, hasMacro: Bool, documentation: [String] = []) {
        self.name = name
        self.shape = shape
        self.hasMacro = hasMacro
        self.documentation = documentation
    }
}
