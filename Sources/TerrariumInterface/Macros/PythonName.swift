#if Macros
/// Gives a method of an interface, or a property or case of a record, a name in Python.
///
/// Without it the name is that of Swift in snake_case.
///
/// ```swift
/// @PythonName("import_all") func importOrders(_ orders: [Order]) throws
/// ```
///
/// - Parameter name: The name; a literal. That of a method must be possible as the name of a Python function.
@attached(peer)
public macro PythonName(_ name: String) = #externalMacro(module: "TerrariumMacros", type: "PythonNameMacro")
#endif
