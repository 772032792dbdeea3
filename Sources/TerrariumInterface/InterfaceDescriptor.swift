/// What a host expects of a plugin: an interface with a version, a hash and methods in a fixed order.
///
/// The position of a method in ``methods`` is the index that calls use.
///
/// ```swift
/// let bytePipe = InterfaceDescriptor(
///     name: "BytePipe", version: 1, hash: 0xdf23_3d1a_5936_eb5c,
///     methods: [.raw("reverse"), .json("name")])
/// ```
public struct InterfaceDescriptor: Sendable, Hashable {
    /// The name of the interface, for messages.
    public var name: String

    /// The version of the interface, for messages; only ``hash`` decides whether a plugin fits.
    public var version: UInt32

    /// The interface hash.
    ///
    /// A plugin must declare the same value as `__interface_hash__`.
    public var hash: UInt64

    /// The methods: those that a plugin must have, and optional ones.
    public var methods: [MethodDescriptor]

    /// The text that ``hash`` is of, one signature line for each method that is not optional; `nil` when it is not known.
    ///
    /// When a plugin declares another hash, the load error shows it, as a difference to the plugin's own text where the plugin
    /// carries one as `__interface_methods__`.
    public var canonicalText: String?

    /// Creates a descriptor.
    ///
    /// - Parameters:
    ///   - name: The name of the interface.
    ///   - version: The version of the interface.
    ///   - hash: The interface hash.
    ///   - methods: The methods, in the order of their indices.
    ///   - canonicalText: The text that the hash is of.
    public init(
        name: String,
        version: UInt32,
        hash: UInt64,
        methods: [MethodDescriptor],
        canonicalText: String? = nil
    ) {
        self.name = name
        self.version = version
        self.hash = hash
        self.methods = methods
        self.canonicalText = canonicalText
    }
}
