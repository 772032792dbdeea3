/// One method of an interface: its name in Python and the wire it is called on.
public struct MethodDescriptor: Sendable, Hashable {
    /// How arguments and results cross the boundary.
    public enum Wire: String, Sendable, Hashable {
        /// JSON text in, JSON text out.
        case json
        /// Bytes in, bytes out.
        case raw
        /// Not declared: the method belongs to a script without an interface and can be called on either wire.
        case undeclared
    }

    /// The name of the Python function.
    public var name: String

    /// The wire that the method is called on.
    public var wire: Wire

    /// How many positional arguments the method must accept, or `nil` when the interface does not say.
    public var parameterCount: Int?

    /// The Python signature, such as `(name: str) -> str`, where the plugin itself said it; otherwise empty.
    public var signature: String

    /// The first line of the function's documentation, where the plugin itself said it; otherwise empty.
    public var summary: String

    package init(name: String, wire: Wire, parameterCount: Int? = nil, signature: String = "", summary: String = "") {
        self.name = name
        self.wire = wire
        self.parameterCount = parameterCount
        self.signature = signature
        self.summary = summary
    }

    /// A method that takes and gives JSON text.
    ///
    /// - Parameters:
    ///   - name: The name of the Python function.
    ///   - parameters: How many positional arguments it must accept; checked at load. `nil` accepts any number.
    public static func json(_ name: String, parameters: Int? = nil) -> MethodDescriptor {
        MethodDescriptor(name: name, wire: .json, parameterCount: parameters)
    }

    /// A method that takes bytes, as its one argument, and gives bytes.
    ///
    /// - Parameter name: The name of the Python function.
    public static func raw(_ name: String) -> MethodDescriptor {
        MethodDescriptor(name: name, wire: .raw, parameterCount: 1)
    }
}
