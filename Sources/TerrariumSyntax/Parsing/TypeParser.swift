#if Macros
package import SwiftSyntax

/// Reads the types that cross to Python from their source.
package struct TypeParser {
    /// Where a type stands; tuples, streams and `Void` are not possible everywhere.
    package enum Place: Sendable {
        case parameter
        case result
        case field
        /// Inside another type.
        case element
        /// Inside a tuple.
        case tupleElement
    }

    /// Reads a type, and reports what cannot cross.
    ///
    /// - Returns: The type, or `nil` after a report.
    package static func parse(_ type: TypeSyntax, at place: Place, into findings: inout Findings) -> ValueType? {
        if let array = type.as(ArrayTypeSyntax.self) {
            return self.array(of: array.element, into: &findings)
        }
        if let dictionary = type.as(DictionaryTypeSyntax.self) {
            return self.dictionary(key: dictionary.key, value: dictionary.value, into: &findings)
        }
        if let optional = type.as(OptionalTypeSyntax.self) {
            return self.optional(of: optional.wrappedType, type, into: &findings)
        }
        if let tuple = type.as(TupleTypeSyntax.self) {
            return self.tuple(tuple, at: place, into: &findings)
        }
        if let name = TypeName(type) {
            return self.named(name, type, at: place, into: &findings)
        }
        reportUnsupported(type, into: &findings)
        return nil
    }

    /// A type without the parentheses around it.
    package static func withoutParentheses(_ type: TypeSyntax) -> TypeSyntax {
        guard let tuple = type.as(TupleTypeSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first,
            only.firstName == nil
        else {
            return type
        }
        return withoutParentheses(only.type)
    }

    private static func array(of element: TypeSyntax, into findings: inout Findings) -> ValueType? {
        guard let element = parse(element, at: .element, into: &findings) else {
            return nil
        }
        return element == .integer(signed: false, bits: 8) ? .bytes : .array(element)
    }

    private static func dictionary(
        key: TypeSyntax,
        value: TypeSyntax,
        into findings: inout Findings
    ) -> ValueType? {
        let keyName = TypeName(withoutParentheses(key))
        guard let keyName, keyName.arguments.isEmpty, keyName.standardName == "String" else {
            findings.report(.dictionaryKey(key.trimmedDescription), at: key)
            return nil
        }
        return parse(value, at: .element, into: &findings).map { .dictionary($0) }
    }

    private static func optional(
        of wrapped: TypeSyntax,
        _ type: TypeSyntax,
        into findings: inout Findings
    ) -> ValueType? {
        guard let value = parse(wrapped, at: .element, into: &findings) else {
            return nil
        }
        guard !value.isOptional else {
            findings.report(.nestedOptional(type.trimmedDescription), at: type)
            return nil
        }
        return .optional(value)
    }

    private static func tuple(
        _ tuple: TupleTypeSyntax,
        at place: Place,
        into findings: inout Findings
    ) -> ValueType? {
        guard let first = tuple.elements.first else {
            return void(TypeSyntax(tuple), at: place, into: &findings)
        }
        if tuple.elements.count == 1 {
            return parse(first.type, at: place, into: &findings)
        }
        guard place != .element else {
            findings.report(.tupleInside, at: tuple)
            return nil
        }
        let elements = tuple.elements.map { parse($0.type, at: .tupleElement, into: &findings) }
        let parsed = elements.compactMap { $0 }
        return parsed.count == elements.count ? .tuple(parsed) : nil
    }

    private static func void(_ type: TypeSyntax, at place: Place, into findings: inout Findings) -> ValueType? {
        guard place == .result else {
            findings.report(.voidValue, at: type)
            return nil
        }
        return .void
    }

    private static func named(
        _ name: TypeName,
        _ type: TypeSyntax,
        at place: Place,
        into findings: inout Findings
    ) -> ValueType? {
        let arguments = name.arguments
        if let standardName = name.standardName {
            if arguments.isEmpty {
                if let value = ValueType(standardName: standardName) {
                    return value
                }
                if standardName == "Void" {
                    return void(type, at: place, into: &findings)
                }
                if let instead = UnsupportedTypes.instead(of: standardName) {
                    findings.report(.unsupportedType(name.text, instead: instead), at: type)
                    return nil
                }
            }
            switch (standardName, arguments.count) {
            case ("Array", 1): return array(of: arguments[0], into: &findings)
            case ("Optional", 1): return optional(of: arguments[0], type, into: &findings)
            case ("Set", 1): return parse(arguments[0], at: .element, into: &findings).map { .set($0) }
            case ("Dictionary", 2): return dictionary(key: arguments[0], value: arguments[1], into: &findings)
            case ("AsyncThrowingStream", 2), ("AsyncStream", 1):
                return stream(arguments, type, at: place, into: &findings)
            default: break
            }
        }
        guard arguments.isEmpty, !name.hasGenericParent else {
            reportUnsupported(type, into: &findings)
            return nil
        }
        return .named(name.text)
    }

    private static func stream(
        _ arguments: [TypeSyntax],
        _ type: TypeSyntax,
        at place: Place,
        into findings: inout Findings
    ) -> ValueType? {
        guard place == .parameter || place == .result else {
            findings.report(.streamInside, at: type)
            return nil
        }
        if arguments.count == 2, !isAnyError(arguments[1]) {
            findings.report(.streamFailure(arguments[1].trimmedDescription), at: arguments[1])
            return nil
        }
        return parse(arguments[0], at: .element, into: &findings).map { .stream($0) }
    }

    /// Whether a type is `any Error`, with or without `any` and the module.
    static func isAnyError(_ type: TypeSyntax) -> Bool {
        let type = withoutParentheses(type)
        let constraint = type.as(SomeOrAnyTypeSyntax.self).map { withoutParentheses($0.constraint) } ?? type
        return TypeName(constraint)?.standardName == "Error"
    }
}
#endif
