#if Macros
/// Gives a parameter of the client's method a default value, which a protocol cannot spell.
///
/// ```swift
/// @Default("times", 1) func shout(name: String, times: Int) throws -> String
/// ```
///
/// The value is sent with the call; the plugin need not know it.
///
/// - Parameters:
///   - parameter: The name of the parameter inside the method; a literal.
///   - value: The value. One that needs its type to be understood must say it, such as `Color.red` or `[String]()`.
@attached(peer)
public macro Default(_ parameter: String, _ value: Any?) =
    #externalMacro(module: "TerrariumMacros", type: "DefaultMacro")
#endif
