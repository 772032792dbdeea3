#if Macros
package import SwiftDiagnostics

/// Everything that an interface or a record cannot say, as the compiler and `terrarium stub` report it.
package enum SyntaxProblem: Hashable, Sendable {
    // The protocol.
    case interfaceIsNot(found: String)
    case associatedTypes
    case inheritedProtocol(String)
    case classBound
    case whereClause
    case versionMissing
    case versionNotLiteral
    case hashNotLiteral
    case genericSurroundings
    case localInterface

    // Its requirements.
    case property(String)
    case subscriptRequirement
    case initializer
    case conditionalMember
    case otherMember(String)
    case operatorMethod(String)
    case methodModifier(String)
    case genericMethod
    case notThrowing(String)
    case rethrowing
    case reasync
    case typedThrows(String)
    case reservedMethodName(String)

    // Parameters.
    case variadic(String)
    case defaultInProtocol(String)
    case unnamedParameter
    case parameterSpecifier(String)
    case parameterAttribute(String)
    case parameterName(String)
    case parameterTwice(String)

    // Names.
    case methodTwice(python: String, first: String)
    case pythonKeyword(String)
    case notPlainName(String)
    case notPythonName(String)
    case emptyKey

    // Attributes.
    case textNotLiteral(attribute: String)
    case rawSignature
    case optionalSince
    case optionalAfterVersion(since: UInt32, version: UInt32)
    case tooManyOptional
    case defaultForUnknown(String, parameters: [String])
    case defaultTwice(String)
    case defaultWithoutValue
    case misplaced(attribute: String, place: String)

    // Streams.
    case streamInClient
    case streamInside
    case twoStreams
    case streamFailure(String)

    // Types.
    case unsupportedType(String, instead: String)
    case nestedOptional(String)
    case implicitlyUnwrapped(String)
    case dictionaryKey(String)
    case tupleInside
    case genericType(String)
    case voidValue

    // Records.
    case recordIsNot(found: String)
    case genericRecord
    case privateRecord
    case emptyRecord
    case fieldWithoutType(String)
    case fieldPattern
    case referenceField(modifier: String)
    case wrappedField(attribute: String)
    case keyTwice(String, first: String)
    case keyNotPlain(String)
    case emptyEnumeration
    case rawType(String)
    case rawAndPayload(String)
    case mixedLabels(String)
    case nameForSeveralCases

    // Files.
    case syntaxError
}

extension SyntaxProblem: DiagnosticMessage {
    /// Always an error: the declaration cannot be honoured.
    package var severity: DiagnosticSeverity {
        .error
    }

    /// The name of the case.
    package var diagnosticID: MessageID {
        // The case's name without its values.
        MessageID(domain: "Terrarium", id: String("\(self)".prefix { $0 != "(" }))
    }
}
#endif
