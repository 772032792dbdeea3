#if Macros
import SwiftDiagnostics
import SwiftSyntax

/// Reads a method of an interface.
struct MethodParser {
    /// Names that a client needs for itself.
    private static let reservedNames: Set<String> = ["caller", "_call", "_callRaw"]

    /// The interface's version, if it could be read.
    var version: UInt32?
    /// Whether streaming methods are read or reported.
    var allowsStreams: Bool

    /// Reads a method, and reports everything in it that an interface cannot have.
    ///
    /// - Returns: The method, or `nil` if a type of it could not be read.
    func parse(_ function: FunctionDeclSyntax, into findings: inout Findings) -> MethodModel? {
        checkName(function, into: &findings)
        checkModifiers(function, into: &findings)
        checkEffects(function, into: &findings)

        let isRaw = function.attributes.first(named: "Raw") != nil
        let resultType = function.signature.returnClause?.type
        let parsedParameters = function.signature.parameterClause.parameters.map {
            parameter($0, of: function, into: &findings)
        }
        let result = resultType.map { TypeParser.parse($0, at: .result, into: &findings) } ?? .void
        var parameters = parsedParameters.compactMap { $0 }
        guard let result, parameters.count == parsedParameters.count else {
            return nil
        }
        checkParameterNames(parameters, function, into: &findings)
        checkStreams(parameters, result, function, into: &findings)
        if isRaw {
            checkRaw(function, parameters, result, into: &findings)
        }
        applyDefaults(to: &parameters, function, into: &findings)

        let name = function.name.plainName
        return MethodModel(
            name: name,
            pythonName: pythonName(function, into: &findings),
            parameters: parameters,
            result: result,
            resultText: result == .void ? "" : resultType?.trimmedDescription ?? "",
            isRaw: isRaw,
            isAsync: function.signature.effectSpecifiers?.asyncSpecifier != nil,
            optionalSince: optionalSince(function, into: &findings),
            documentation: DocumentationComment.lines(of: function)
        )
    }

    private func checkName(_ function: FunctionDeclSyntax, into findings: inout Findings) {
        if Self.isOperator(function) {
            findings.report(.operatorMethod(function.name.text), at: function.name)
        } else if Self.reservedNames.contains(function.name.plainName),
            function.name.plainName != "caller" || function.signature.parameterClause.parameters.isEmpty
        {
            findings.report(.reservedMethodName(function.name.plainName), at: function.name)
        }
        if let generics = function.genericParameterClause {
            findings.report(.genericMethod, at: generics)
        }
        if let whereClause = function.genericWhereClause {
            findings.report(.genericMethod, at: whereClause)
        }
    }

    private static func isOperator(_ function: FunctionDeclSyntax) -> Bool {
        switch function.name.tokenKind {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }

    private func checkModifiers(_ function: FunctionDeclSyntax, into findings: inout Findings) {
        for modifier in function.modifiers where modifier.name.text != "nonisolated" {
            let name = modifier.name.text
            var changed = function
            changed.modifiers = changed.modifiers.filter { $0.id != modifier.id }
            changed.leadingTrivia = function.leadingTrivia
            let fixIt = FixIt(
                message: Correction.remove(name),
                changes: [.replace(oldNode: Syntax(function), newNode: Syntax(changed))]
            )
            findings.report(.methodModifier(name), at: modifier, fixIt: fixIt)
        }
    }

    private func pythonName(_ function: FunctionDeclSyntax, into findings: inout Findings) -> String {
        if let attribute = function.attributes.first(named: "PythonName") {
            guard let name = PythonNameAttribute.text(attribute, into: &findings) else {
                return function.name.plainName
            }
            if !PythonIdentifier.isValid(name) {
                findings.report(.notPythonName(name), at: attribute)
            }
            return name
        }
        let name = SnakeCase.convert(function.name.plainName)
        if Self.isOperator(function) {
            return name
        }
        if PythonIdentifier.isKeyword(name) {
            let fixIt = FixIt.insertPythonName(name + "_", before: function)
            findings.report(.pythonKeyword(name), at: function.name, fixIt: fixIt)
        } else if !PythonIdentifier.isPlain(name) {
            findings.report(.notPlainName(name), at: function.name)
        }
        return name
    }

    private func optionalSince(_ function: FunctionDeclSyntax, into findings: inout Findings) -> UInt32? {
        guard let attribute = function.attributes.first(named: "Optional") else {
            return nil
        }
        let since = attribute.argument(labeled: "since")?.expression.literalNumber(UInt32.self)
        guard let since, since > 0 else {
            findings.report(.optionalSince, at: attribute)
            return 1
        }
        if let version, since > version {
            findings.report(.optionalAfterVersion(since: since, version: version), at: attribute)
        }
        return since
    }

    private func checkStreams(
        _ parameters: [MethodModel.Parameter],
        _ result: ValueType,
        _ function: FunctionDeclSyntax,
        into findings: inout Findings
    ) {
        var streams: [Syntax] = zip(parameters, function.signature.parameterClause.parameters)
            .filter { $0.0.type.isStream }
            .map { Syntax($0.1.type) }
        if streams.count > 1 {
            findings.report(.twoStreams, at: streams[1])
        }
        if result.isStream, let type = function.signature.returnClause?.type {
            streams.append(Syntax(type))
        }
        if !allowsStreams, let first = streams.first {
            findings.report(.streamInClient, at: first)
        }
    }
}
#endif
