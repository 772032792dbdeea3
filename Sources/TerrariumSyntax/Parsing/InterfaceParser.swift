#if Macros
package import SwiftSyntax

/// Reads an interface from its protocol.
package struct InterfaceParser {
    /// The most optional methods that a plugin's answer about them has room for.
    private static let optionalLimit = 64

    /// Whether streaming methods are read; a client cannot call them.
    private let allowsStreams: Bool

    /// Creates a parser.
    ///
    /// - Parameter allowsStreams: Whether streaming methods are read or reported.
    package init(allowsStreams: Bool) {
        self.allowsStreams = allowsStreams
    }

    /// Reads a declaration with `@PluginInterface`, and reports everything in it that an interface cannot have.
    ///
    /// - Parameters:
    ///   - declaration: What the attribute stands on.
    ///   - attribute: The attribute.
    ///   - findings: Takes the problems.
    /// - Returns: The interface; incomplete where something was reported, and `nil` if it is not a protocol.
    package func parse(
        _ declaration: some DeclSyntaxProtocol,
        attribute: AttributeSyntax,
        into findings: inout Findings
    ) -> ParsedInterface? {
        guard let declaration = declaration.as(ProtocolDeclSyntax.self) else {
            let kind = DeclarationKind(DeclSyntax(declaration))
            findings.report(.interfaceIsNot(found: kind.name), at: kind.introducer)
            return nil
        }
        checkHeader(declaration, into: &findings)
        let version = version(attribute, into: &findings)
        let statedHash = hash(attribute, into: &findings)
        let requirements = requirements(declaration, version: version, into: &findings)
        let model = InterfaceModel(
            name: declaration.name.plainName,
            version: version ?? 0,
            statedHash: statedHash,
            methods: requirements.map(\.method),
            documentation: DocumentationComment.lines(of: declaration)
        )
        return ParsedInterface(model: model, requirements: requirements)
    }

    private func checkHeader(_ declaration: ProtocolDeclSyntax, into findings: inout Findings) {
        if let primary = declaration.primaryAssociatedTypeClause {
            findings.report(.associatedTypes, at: primary)
        }
        for inherited in declaration.inheritanceClause?.inheritedTypes ?? [] {
            let type = inherited.type
            switch TypeName(type)?.standardName {
            case "Sendable", "SendableMetatype": break
            case "AnyObject": findings.report(.classBound, at: type)
            default:
                if type.is(ClassRestrictionTypeSyntax.self) {
                    findings.report(.classBound, at: type)
                } else {
                    findings.report(.inheritedProtocol(type.trimmedDescription), at: type)
                }
            }
        }
        if let whereClause = declaration.genericWhereClause {
            findings.report(.whereClause, at: whereClause)
        }
    }

    private func version(_ attribute: AttributeSyntax, into findings: inout Findings) -> UInt32? {
        guard let argument = attribute.argument(labeled: "version") else {
            findings.report(.versionMissing, at: attribute)
            return nil
        }
        guard let version = argument.expression.literalNumber(UInt32.self), version > 0 else {
            findings.report(.versionNotLiteral, at: argument.expression)
            return nil
        }
        return version
    }

    private func hash(_ attribute: AttributeSyntax, into findings: inout Findings) -> UInt64? {
        guard let argument = attribute.argument(labeled: "hash"), !argument.expression.is(NilLiteralExprSyntax.self)
        else {
            return nil
        }
        guard let hash = argument.expression.literalNumber(UInt64.self) else {
            findings.report(.hashNotLiteral, at: argument.expression)
            return nil
        }
        return hash
    }

    private func requirements(
        _ declaration: ProtocolDeclSyntax,
        version: UInt32?,
        into findings: inout Findings
    ) -> [ParsedInterface.Requirement] {
        let parser = MethodParser(version: version, allowsStreams: allowsStreams)
        var requirements: [ParsedInterface.Requirement] = []
        var names: [String: String] = [:]
        var optionalCount = 0
        for member in declaration.memberBlock.members {
            guard let function = member.decl.as(FunctionDeclSyntax.self) else {
                Self.reportMember(member.decl, into: &findings)
                continue
            }
            guard let method = parser.parse(function, into: &findings) else {
                continue
            }
            if let first = names[method.pythonName] {
                reportTwice(method, first: first, function, taken: names, into: &findings)
            } else {
                names[method.pythonName] = method.swiftSignature
            }
            if method.optionalSince != nil {
                optionalCount += 1
                if optionalCount == Self.optionalLimit + 1 {
                    let attribute = function.attributes.first(named: "Optional").map(Syntax.init)
                    findings.report(.tooManyOptional, at: attribute ?? Syntax(function.name))
                }
            }
            requirements.append(ParsedInterface.Requirement(method: method, syntax: function))
        }
        return requirements
    }

    /// Reports a second method with one Python name, and offers one that is free.
    private func reportTwice(
        _ method: MethodModel,
        first: String,
        _ function: FunctionDeclSyntax,
        taken: [String: String],
        into findings: inout Findings
    ) {
        let problem = SyntaxProblem.methodTwice(python: method.pythonName, first: first)
        if let attribute = function.attributes.first(named: "PythonName") {
            findings.report(problem, at: attribute)
            return
        }
        var words = [method.name] + method.parameters.compactMap(\.label)
        words = words.map(SnakeCase.convert)
        var candidate = words.joined(separator: "_")
        var number = 2
        while taken[candidate] != nil || !PythonIdentifier.isValid(candidate) {
            candidate = "\(method.pythonName)_\(number)"
            number += 1
        }
        findings.report(problem, at: function.name, fixIt: .insertPythonName(candidate, before: function))
    }
}
#endif
