/// The client of an interface, which `@PluginInterface` writes.
///
/// Its methods are those of the interface; each is one call of the plugin.
public protocol PluginClient: Sendable {
    /// What the client expects of a plugin.
    static var interface: InterfaceDescriptor { get }

    /// What the client calls through.
    var caller: any MethodCaller { get }

    /// Creates a client that calls through a plugin, or through something that stands in for one.
    init(_ caller: any MethodCaller)
}

extension PluginClient {
    /// Whether the plugin has a method, which may be an optional one.
    ///
    /// - Parameter method: The method's index, as in `GreeterInterface.Method.shout`.
    public func has(_ method: Int) -> Bool {
        caller.has(method)
    }
}
