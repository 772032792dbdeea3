#if Macros
/// Sends a method's bytes to Python as they are, and its result back.
///
/// The method takes one `[UInt8]` and returns `[UInt8]`, or `Data` both times. The plugin gets `bytes` and returns `bytes`.
///
/// ```swift
/// @Raw func reverse(_ data: [UInt8]) throws -> [UInt8]
/// ```
@attached(peer)
public macro Raw() = #externalMacro(module: "TerrariumMacros", type: "RawMacro")
#endif
