#if Macros
import SwiftDiagnostics
import SwiftSyntax

extension MethodParser {
    /// Reads one parameter; `nil` after a report about its type.
    func parameter(
        _ parameter: FunctionParameterSyntax,
        of function: FunctionDeclSyntax,
        into findings: inout Findings
    ) -> MethodModel.Parameter? {
        let label = parameter.firstName.text == "_" ? nil : parameter.firstName.plainName
        var nameToken = parameter.secondName ?? parameter.firstName
        if nameToken.text == "_", label != nil {
            nameToken = parameter.firstName
        }
        let name = nameToken.plainName
        if nameToken.text == "_" {
            findings.report(.unnamedParameter, at: parameter.firstName, fixIt: nameParameter(parameter))
        }
        if let ellipsis = parameter.ellipsis {
            findings.report(.variadic(name), at: ellipsis, fixIt: arrayInstead(of: parameter))
        }
        if let value = parameter.defaultValue {
            let fixIt = defaultAttribute(for: parameter, name: name, value: value, of: function)
            findings.report(.defaultInProtocol(name), at: value, fixIt: fixIt)
        }
        let type = typeWithoutAttributes(parameter.type, into: &findings)
        guard let value = TypeParser.parse(type, at: .parameter, into: &findings) else {
            return nil
        }
        return MethodModel.Parameter(
            label: label,
            name: name,
            pythonName: PythonIdentifier.escaped(SnakeCase.convert(name)),
            type: value,
            typeText: type.trimmedDescription
        )
    }

    /// Reports names that Python cannot have, or cannot tell apart.
    func checkParameterNames(
        _ parameters: [MethodModel.Parameter],
        _ function: FunctionDeclSyntax,
        into findings: inout Findings
    ) {
        var seen: Set<String> = []
        for (parameter, syntax) in zip(parameters, function.signature.parameterClause.parameters) {
            let token = syntax.secondName ?? syntax.firstName
            guard token.text != "_" else {
                continue
            }
            if !PythonIdentifier.isPlain(parameter.pythonName) {
                findings.report(.parameterName(parameter.name), at: token)
            } else if !seen.insert(parameter.pythonName).inserted {
                findings.report(.parameterTwice(parameter.pythonName), at: token)
            }
        }
    }

    /// Takes the values of `@Default` over.
    func applyDefaults(
        to parameters: inout [MethodModel.Parameter],
        _ function: FunctionDeclSyntax,
        into findings: inout Findings
    ) {
        for attribute in function.attributes.all(named: "Default") {
            let arguments = attribute.argumentList
            guard arguments.count == 2 else {
                findings.report(.defaultWithoutValue, at: attribute)
                continue
            }
            let nameExpression = arguments[0].expression
            guard let name = nameExpression.literalText else {
                findings.report(.textNotLiteral(attribute: "Default"), at: nameExpression)
                continue
            }
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                findings.report(.defaultForUnknown(name, parameters: parameters.map(\.name)), at: nameExpression)
                continue
            }
            guard parameters[index].defaultText == nil else {
                findings.report(.defaultTwice(name), at: nameExpression)
                continue
            }
            parameters[index].defaultText = arguments[1].expression.trimmedDescription
        }
    }

    /// Reports `inout`, `@escaping` and the like, and gives the type after them.
    private func typeWithoutAttributes(_ type: TypeSyntax, into findings: inout Findings) -> TypeSyntax {
        guard let attributed = type.as(AttributedTypeSyntax.self) else {
            return type
        }
        let plain = attributed.baseType
        for specifier in attributed.specifiers {
            let text = specifier.trimmedDescription
            let fixIt = FixIt(
                message: Correction.remove(text),
                changes: [.replace(oldNode: Syntax(type), newNode: Syntax(plain.with(\.leadingTrivia, [])))]
            )
            findings.report(.parameterSpecifier(text), at: specifier, fixIt: fixIt)
        }
        for attribute in attributed.attributes {
            let text = attribute.trimmedDescription
            let fixIt = FixIt(
                message: Correction.remove(text),
                changes: [.replace(oldNode: Syntax(type), newNode: Syntax(plain.with(\.leadingTrivia, [])))]
            )
            findings.report(.parameterAttribute(text), at: attribute, fixIt: fixIt)
        }
        return plain
    }

    private func nameParameter(_ parameter: FunctionParameterSyntax) -> FixIt {
        let named = parameter.with(\.firstName, .wildcardToken(trailingTrivia: .space))
            .with(\.secondName, .identifier("value"))
            .with(\.leadingTrivia, parameter.leadingTrivia)
        return FixIt(
            message: Correction.insert("value"),
            changes: [.replace(oldNode: Syntax(parameter), newNode: Syntax(named))]
        )
    }

    private func arrayInstead(of parameter: FunctionParameterSyntax) -> FixIt {
        let element = parameter.type.trimmed
        let array = ArrayTypeSyntax(element: element)
        let changed = parameter.with(\.type, TypeSyntax(array))
            .with(\.ellipsis, nil)
            .with(\.trailingTrivia, parameter.trailingTrivia)
        return FixIt(
            message: Correction.replace("\(element)...", with: array.description),
            changes: [.replace(oldNode: Syntax(parameter), newNode: Syntax(changed))]
        )
    }

    /// Moves a default value to an attribute of the method.
    private func defaultAttribute(
        for parameter: FunctionParameterSyntax,
        name: String,
        value: InitializerClauseSyntax,
        of function: FunctionDeclSyntax
    ) -> FixIt {
        let text = "@Default(\"\(name)\", \(value.value.trimmedDescription))"
        var changed = function
        let parameters = function.signature.parameterClause.parameters.map { each in
            guard each.id == parameter.id else {
                return each
            }
            var plain = each.with(\.defaultValue, nil)
            plain.type.trailingTrivia = each.trailingComma == nil ? each.trailingTrivia : []
            return plain
        }
        changed.signature.parameterClause.parameters = FunctionParameterListSyntax(parameters)
        return FixIt(
            message: Correction.insert(text),
            changes: [.replace(oldNode: Syntax(function), newNode: Syntax(FixIt.attributed(changed, text)))]
        )
    }
}
#endif
