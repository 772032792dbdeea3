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

    /// The Python signature, such as `(name: str) -> str`: what the interface says, or the plugin where there is none.
    ///
    /// Empty where it is not known. A plugin that contradicts the signature of its interface does not load.
    public var signature: String

    /// The first line of the function's documentation, where the plugin itself said it; otherwise empty.
    public var summary: String

    /// The version of the interface that brought the method, when a plugin may do without it; otherwise `nil`.
    public var since: UInt32?

    package init(
        name: String,
        wire: Wire,
        parameterCount: Int? = nil,
        signature: String = "",
        summary: String = "",
        since: UInt32? = nil
    ) {
        self.name = name
        self.wire = wire
        self.parameterCount = parameterCount
        self.signature = signature
        self.summary = summary
        self.since = since
    }

    /// A method that takes and gives JSON text.
    ///
    /// - Parameters:
    ///   - name: The name of the Python function.
    ///   - parameters: How many positional arguments it must accept; checked at load. `nil` accepts any number.
    ///   - signature: The Python signature, such as `(name: str) -> str`; checked at load. Empty checks nothing more.
    ///   - since: The version of the interface that brought the method, if a plugin may do without it.
    public static func json(
        _ name: String,
        parameters: Int? = nil,
        signature: String = "",
        since: UInt32? = nil
    ) -> MethodDescriptor {
        MethodDescriptor(name: name, wire: .json, parameterCount: parameters, signature: signature, since: since)
    }

    /// A method that takes bytes, as its one argument, and gives bytes.
    ///
    /// - Parameters:
    ///   - name: The name of the Python function.
    ///   - since: The version of the interface that brought the method, if a plugin may do without it.
    public static func raw(_ name: String, since: UInt32? = nil) -> MethodDescriptor {
        MethodDescriptor(name: name, wire: .raw, parameterCount: 1, since: since)
    }
}
