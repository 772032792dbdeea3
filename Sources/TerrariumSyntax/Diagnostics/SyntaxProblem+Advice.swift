#if Macros
extension SyntaxProblem {
    /// What to write instead, for the note under the message; `nil` where a fix-it says it.
    package var advice: String? {
        switch self {
        case .interfaceIsNot: "declare the methods in a protocol"
        case .associatedTypes: "name the types in the methods: plugins are not compiled against the protocol"
        case .inheritedProtocol: "declare its methods here as well"
        case .classBound: "remove `AnyObject`"
        case .whereClause: "remove the clause"
        case .versionMissing: "write `@PluginInterface(version: 1)`"
        case .versionNotLiteral: "the macro reads the number from the source: a constant's value is not known to it"
        case .hashNotLiteral: "write it as plugins do, such as `0xdf233d1a5936eb5c`"
        case .genericSurroundings, .localInterface: "declare the protocol at the top of the file"

        case .property: nil
        case .subscriptRequirement: "write a method, such as `func value(at index: Int) throws -> String`"
        case .initializer: "a plugin is created by its host; configure it there"
        case .conditionalMember: "put the whole declaration inside `#if`"
        case .otherMember: "declare it outside of the protocol"
        case .operatorMethod: "write a method with a name"
        case .methodModifier: nil
        case .genericMethod: "write a method for each type, or use an enumeration with `@PluginRecord`"
        case .notThrowing, .rethrowing, .reasync, .typedThrows: nil
        case .reservedMethodName: "name the method otherwise and keep its Python name with `@PythonName`"

        case .variadic: nil
        case .defaultInProtocol: nil
        case .unnamedParameter: nil
        case .parameterSpecifier, .parameterAttribute: nil
        case .parameterName: "give it a name in ASCII; the label can stay"
        case .parameterTwice: "rename one of them"

        case .methodTwice: "plugins have one function per name; give one of the methods another with `@PythonName`"
        case .pythonKeyword: nil
        case .notPlainName: "give the method a name in ASCII with `@PythonName`"
        case .notPythonName: "use ASCII letters, digits and underscores; not a digit first, and no keyword"
        case .emptyKey: "write the name that Python uses"

        case .textNotLiteral: "the macro reads the text from the source"
        case .rawSignature: nil
        case .optionalSince: "write `@Optional(since: 2)`, with the number in digits"
        case .optionalAfterVersion: "raise `version:` of the interface; the hash does not change by it"
        case .tooManyOptional: "make methods that every plugin has by now required, or begin a new interface"
        case .defaultForUnknown(_, let parameters):
            parameters.isEmpty
                ? "the method takes no parameters"
                : "its parameters are \(parameters.map { "`\($0)`" }.joined(separator: ", "))"
        case .defaultTwice: "remove one of them"
        case .defaultWithoutValue: "write `@Default(\"times\", 1)`"
        case .misplaced: "remove it, or move it there"

        case .streamInClient: "the hash and the stub know them; leave the method out of the protocol until then"
        case .streamInside: "return the stream itself, or an array"
        case .twoStreams: "send the second as an array"
        case .streamFailure: "write `any Error`"

        case .unsupportedType(_, let instead): instead
        case .nestedOptional: "use one `?`, or a struct with `@PluginRecord`"
        case .implicitlyUnwrapped: nil
        case .dictionaryKey: "use `String` keys, or an array of structs with `@PluginRecord`"
        case .tupleInside: "use a struct with `@PluginRecord`"
        case .genericType: "use a struct with `@PluginRecord` that names its types"
        case .voidValue: "leave it out"

        case .recordIsNot: "values are copied to Python; write a struct with the data"
        case .genericRecord: "write a record for each type"
        case .privateRecord: nil
        case .emptyRecord: "add a property with a type, or remove `@PluginRecord`"
        case .fieldWithoutType: nil
        case .fieldPattern: "write one property for each value"
        case .referenceField: "records are values; keep an identifier instead"
        case .wrappedField: "remove the attribute, or write a struct for the data without it"
        case .keyTwice: nil
        case .keyNotPlain: "give it a name in ASCII with `@PythonName`"
        case .emptyEnumeration: "add a case, or remove `@PluginRecord`"
        case .rawType: "use `String` or an integer"
        case .rawAndPayload: "remove the raw type, or the values"
        case .mixedLabels: "label all of them or none"
        case .nameForSeveralCases: "write each case on a line of its own"

        case .syntaxError: "`swiftc -parse` says more"
        }
    }
}
#endif
