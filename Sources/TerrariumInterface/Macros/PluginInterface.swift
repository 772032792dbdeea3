#if Macros
/// Makes a protocol the contract between a host and its plugins.
///
/// ```swift
/// @PluginInterface(version: 1)
/// public protocol Greeter {
///     /// Greets somebody by name.
///     func greet(name: String) throws -> String
/// }
/// ```
///
/// Beside the protocol, the macro writes `GreeterInterface`, with the descriptor that a host checks plugins against, and
/// `GreeterClient`, a struct that conforms to the protocol by calling a plugin. In Python the method is `greet(name: str) -> str`:
/// `terrarium stub` writes a module to begin with.
///
/// Every method throws, since every call of a plugin can fail; the client's methods throw ``CallError``. Methods may be `async`.
/// Their names and those of their parameters become snake_case in Python. Parameters and results may be of any type that is a
/// ``PluginValue`` or `Codable`, and tuples.
///
/// A plugin carries a hash of the names and types of the methods. The names of parameters and of the protocol, its version and
/// its optional methods are not part of it.
///
/// - Parameters:
///   - version: The version of the interface, for messages and ``Optional(since:)``; a literal.
///   - hash: The hash, where the interface is defined elsewhere and has types that are spelled otherwise there; a literal.
@attached(peer, names: suffixed(Interface), suffixed(Client))
public macro PluginInterface(version: UInt32, hash: UInt64? = nil) =
    #externalMacro(module: "TerrariumMacros", type: "PluginInterfaceMacro")
#endif
