#if Macros
extension SyntaxProblem {
    /// What is wrong, in one sentence without a full stop.
    package var message: String {
        switch self {
        case .interfaceIsNot(let found): "an interface is a protocol, not \(found)"
        case .associatedTypes: "an interface cannot have associated types"
        case .inheritedProtocol(let name): "an interface cannot inherit `\(name)`, only `Sendable`"
        case .classBound: "an interface cannot be limited to classes: its client is a struct"
        case .whereClause: "an interface cannot have a `where` clause"
        case .versionMissing: "`@PluginInterface` needs the version of the interface"
        case .versionNotLiteral: "the version must be written as a number from 1 to 4294967295"
        case .hashNotLiteral: "the hash must be written as a number of up to 64 bits"
        case .genericSurroundings: "an interface cannot be declared inside a generic type"
        case .localInterface: "an interface cannot be declared inside a function"

        case .property(let name): "`\(name)` is a property; an interface has only methods"
        case .subscriptRequirement: "an interface has only methods, no subscripts"
        case .initializer: "an interface has only methods, no initializers"
        case .conditionalMember: "conditional compilation would give the interface or record more than one form"
        case .otherMember(let kind): "an interface has only methods, no \(kind)"
        case .operatorMethod(let name): "the operator `\(name)` has no name in Python"
        case .methodModifier(let modifier): "a method of an interface cannot be `\(modifier)`"
        case .genericMethod: "a method of an interface cannot be generic"
        case .notThrowing(let name): "`\(name)` must be able to throw: every call of a plugin can fail"
        case .rethrowing: "a method of an interface cannot rethrow"
        case .reasync: "a method of an interface cannot be `reasync`"
        case .typedThrows(let type): "calls throw `CallError`, not `\(type)`"
        case .reservedMethodName(let name): "every client has a member `\(name)` already"

        case .variadic(let name): "`\(name)` is variadic; an interface counts its parameters"
        case .defaultInProtocol(let name): "a protocol cannot give `\(name)` a default value"
        case .unnamedParameter: "a parameter needs a name for Python"
        case .parameterSpecifier(let specifier): "values are copied to Python, so a parameter cannot be `\(specifier)`"
        case .parameterAttribute(let attribute): "a parameter of an interface cannot have `\(attribute)`"
        case .parameterName(let name):
            "the parameter name `\(name)` is not made of ASCII letters, digits and underscores"
        case .parameterTwice(let name): "two parameters are named `\(name)` in Python"

        case .methodTwice(let python, let first): "`\(python)` is already the Python name of `\(first)`"
        case .pythonKeyword(let name): "`\(name)` is a keyword of Python"
        case .notPlainName(let name): "`\(name)` is not made of ASCII letters, digits and underscores"
        case .notPythonName(let name): "`\(name)` cannot be the name of a Python function"
        case .emptyKey: "a name cannot be empty"

        case .textNotLiteral(let attribute): "`@\(attribute)` needs a string literal without interpolation"
        case .rawSignature: "a raw method takes one `[UInt8]` and returns `[UInt8]`, or `Data` both times"
        case .optionalSince: "`@Optional` needs the version that brought the method, from 1"
        case .optionalAfterVersion(let since, let version):
            "the method is said to come with version \(since), but the interface is at version \(version)"
        case .tooManyOptional: "an interface can have 64 optional methods"
        case .defaultForUnknown(let name, _): "the method has no parameter named `\(name)`"
        case .defaultTwice(let name): "`\(name)` has a default value already"
        case .defaultWithoutValue: "`@Default` needs the name of a parameter and a value"
        case .misplaced(let attribute, let place): "`@\(attribute)` has an effect only on \(place)"

        case .streamInClient: "streaming methods cannot be called by a client yet"
        case .streamInside: "a stream can only be a whole parameter or the whole result"
        case .twoStreams: "a method can take one stream"
        case .streamFailure(let type): "a plugin's stream can fail with any error, not only with `\(type)`"

        case .unsupportedType(let type, _): "`\(type)` cannot cross to Python"
        case .nestedOptional(let type): "`\(type)` would not cross intact: Python has one `None`"
        case .implicitlyUnwrapped(let type): "`\(type)` cannot cross to Python"
        case .dictionaryKey(let type): "the keys of a dictionary must be `String`, not `\(type)`"
        case .tupleInside: "a tuple can only be a whole parameter, result or property, or part of another tuple"
        case .genericType(let type): "`\(type)` is generic, so its form in Python is not known here"
        case .voidValue: "`Void` is only a result"

        case .recordIsNot(let found): "a record is a struct or an enumeration, not \(found)"
        case .genericRecord: "a record cannot be generic or be declared inside a generic type"
        case .privateRecord: "a record inside another type cannot be `private`"
        case .emptyRecord: "the record has no stored properties that can be read"
        case .fieldWithoutType(let name): "the type of `\(name)` is not written here"
        case .fieldPattern: "a property of a record has one name"
        case .referenceField(let modifier): "a `\(modifier)` property cannot be part of a record"
        case .wrappedField(let attribute): "`\(attribute)` may change what the property stores"
        case .keyTwice(let key, let first): "`\(key)` is already the Python name of `\(first)`"
        case .keyNotPlain(let name): "`\(name)` is not made of ASCII letters, digits and underscores"
        case .emptyEnumeration: "an enumeration without cases has no values"
        case .rawType(let type): "raw values of type `\(type)` cannot cross to Python"
        case .rawAndPayload(let name): "`\(name)` carries values in an enumeration with raw values"
        case .mixedLabels(let name): "`\(name)` labels some of its values and not others"
        case .nameForSeveralCases: "`@PythonName` would name several cases"

        case .syntaxError: "this is not valid Swift"
        }
    }
}
#endif
