#if Macros

/// Something of a Python module that a stub refers to.
struct PythonSymbol: Hashable {
    /// The module, such as `typing`.
    let module: String

    /// The name in the module, such as `Any`.
    let name: String

    /// What a binding of it is known by.
    var path: String { "\(module).\(name)" }

    /// A type or an exception that needs no import.
    static func builtin(_ name: String) -> PythonSymbol {
        PythonSymbol(module: "builtins", name: name)
    }

    static let any = PythonSymbol(module: "typing", name: "Any")
    static let literal = PythonSymbol(module: "typing", name: "Literal")
    static let never = PythonSymbol(module: "typing", name: "Never")
    static let notRequired = PythonSymbol(module: "typing", name: "NotRequired")
    static let typedDict = PythonSymbol(module: "typing", name: "TypedDict")
    static let iterable = PythonSymbol(module: "collections.abc", name: "Iterable")
    static let iterator = PythonSymbol(module: "collections.abc", name: "Iterator")
    static let datetime = PythonSymbol(module: "datetime", name: "datetime")
    static let timedelta = PythonSymbol(module: "datetime", name: "timedelta")
    static let decimal = PythonSymbol(module: "decimal", name: "Decimal")
    static let uuid = PythonSymbol(module: "uuid", name: "UUID")
    static let enumeration = PythonSymbol(module: "enum", name: "Enum")
    static let integerEnumeration = PythonSymbol(module: "enum", name: "IntEnum")
    static let field = PythonSymbol(module: "dataclasses", name: "field")
    static let method = PythonSymbol(module: "terrarium", name: "method")
    static let record = PythonSymbol(module: "terrarium", name: "record")
    static let notImplemented = builtin("NotImplementedError")

    /// Every name that a stub may use for something of a module.
    static let names: Set<String> = {
        let builtins = ["bool", "int", "float", "str", "bytes", "list", "set", "dict", "tuple"]
        return Set(imported.map(\.name) + builtins)
    }()

    /// The modules that a stub may import.
    static let modules = Set(imported.map(\.module))

    private static let imported: [PythonSymbol] = [
        .any, .literal, .never, .notRequired, .typedDict, .iterable, .iterator, .datetime, .timedelta, .decimal, .uuid,
        .enumeration, .integerEnumeration, .field, .method, .record, .notImplemented,
    ]
}

#endif
