#if Macros
/// Lets plugins do without a method that a later version of the interface brought.
///
/// The hash leaves the method out, so plugins of earlier versions still load. Ask ``PluginClient/has(_:)`` before a call: without
/// the method it throws ``CallError/Code/optionalMethodMissing``. An interface can have 64 optional methods.
///
/// ```swift
/// @Optional(since: 2) func shout(name: String) throws -> String
/// ```
///
/// - Parameter since: The version that brought the method; a literal.
@attached(peer)
public macro Optional(since: UInt32) = #externalMacro(module: "TerrariumMacros", type: "OptionalMacro")
#endif
