#if Macros
/// Makes a struct or an enumeration a ``PluginValue``, which Python sees as a dictionary, a text or a number.
///
/// ```swift
/// @PluginRecord
/// struct Order {
///     var userID: Int
///     var note: String?
///     var tags: [String] = []
/// }
/// ```
///
/// A struct is a dictionary with a key for each stored property, in snake_case: `{"user_id": 1, "note": None, "tags": []}`. When
/// one is read, unknown keys are ignored. A key may be missing for an optional property and for a variable with an initial value.
/// Computed, static and lazy properties and constants with a value stay in Swift.
///
/// An enumeration with raw values is its raw value. Any other is the name of its case, or a dictionary with it as the one key:
/// `{"circle": 1.5}`, `{"move": [1, 2]}` for several values, `{"rect": {"width": 1, "height": 2}}` for labelled ones.
///
/// ``PythonName(_:)`` changes the name of a property or a case.
@attached(extension, conformances: PluginValue, names: named(fieldNames), named(write), named(init))
public macro PluginRecord() = #externalMacro(module: "TerrariumMacros", type: "PluginRecordMacro")
#endif
