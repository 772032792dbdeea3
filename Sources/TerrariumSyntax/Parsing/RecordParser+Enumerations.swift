#if Macros
import SwiftDiagnostics
import SwiftSyntax

extension RecordParser {
    /// A case with the declaration it stands in.
    private typealias Element = (syntax: EnumCaseElementSyntax, declaration: EnumCaseDeclSyntax)

    /// The form of an enumeration.
    func enumeration(_ declaration: EnumDeclSyntax, into findings: inout Findings) -> RecordModel.Shape {
        var elements: [Element] = []
        for member in declaration.memberBlock.members {
            if let condition = member.decl.as(IfConfigDeclSyntax.self), let clause = condition.clauses.first {
                findings.report(.conditionalMember, at: clause.poundKeyword)
            }
            guard let cases = member.decl.as(EnumCaseDeclSyntax.self) else {
                continue
            }
            if hasMacro, cases.elements.count > 1, let attribute = cases.attributes.first(named: "PythonName") {
                findings.report(.nameForSeveralCases, at: attribute)
            }
            elements += cases.elements.map { ($0, cases) }
        }
        if elements.isEmpty, hasMacro, findings.isEmpty {
            findings.report(.emptyEnumeration, at: declaration.name)
        }
        if let (type, syntax) = rawType(declaration) {
            return rawValues(type, syntax, elements, into: &findings)
        }
        return .cases(cases(elements, declaration, into: &findings))
    }

    /// The raw type: the first inherited type, if it can be one.
    private func rawType(_ declaration: EnumDeclSyntax) -> (ValueType?, TypeSyntax)? {
        guard let syntax = declaration.inheritanceClause?.inheritedTypes.first?.type,
            let name = TypeName(syntax), name.arguments.isEmpty, let standardName = name.standardName
        else {
            return nil
        }
        switch ValueType(standardName: standardName) {
        case .string?: return (.string, syntax)
        case .integer(let signed, let bits)?: return (.integer(signed: signed, bits: bits), syntax)
        case .float?, .double?: return (nil, syntax)
        case nil where ["Character", "Float16", "Float80", "CGFloat"].contains(standardName): return (nil, syntax)
        default: return nil
        }
    }

    private func rawValues(
        _ type: ValueType?,
        _ syntax: TypeSyntax,
        _ elements: [Element],
        into findings: inout Findings
    ) -> RecordModel.Shape {
        guard let type else {
            findings.report(.rawType(syntax.trimmedDescription), at: syntax)
            return .rawValues(type: .string, [])
        }
        var values: [(name: String, value: RecordModel.RawValue)] = []
        // The raw value of a case without one follows that of the case before it.
        var next: Int128 = 0
        for (element, declaration) in elements {
            let name = element.name.plainName
            if let payload = element.parameterClause {
                findings.report(.rawAndPayload(name), at: payload)
            }
            if hasMacro, let attribute = declaration.attributes.first(named: "PythonName") {
                let place = "cases without raw values; write `case \(name) = …` instead"
                findings.report(.misplaced(attribute: "PythonName", place: place), at: attribute)
            }
            if type == .string {
                values.append((name, .string(element.rawValue?.value.literalText ?? name)))
                continue
            }
            if let stated = element.rawValue.flatMap({ Self.integer($0.value) }) {
                next = stated
            }
            values.append((name, .integer(String(next))))
            next += 1
        }
        return .rawValues(type: type, values)
    }

    private static func integer(_ expression: ExprSyntax) -> Int128? {
        if let prefixed = expression.as(PrefixOperatorExprSyntax.self), prefixed.operator.text == "-" {
            return prefixed.expression.literalNumber(Int128.self).map { -$0 }
        }
        return expression.literalNumber(Int128.self)
    }

    private func cases(
        _ elements: [Element],
        _ declaration: EnumDeclSyntax,
        into findings: inout Findings
    ) -> [RecordModel.Case] {
        let codingKeys = hasMacro ? nil : CodingKeysReader.keys(of: declaration.memberBlock)
        var cases: [RecordModel.Case] = []
        for (element, syntax) in elements {
            let name = element.name.plainName
            var key = key(element.name, syntax.elements.count == 1 ? syntax.attributes : [], into: &findings)
            if let codingKeys {
                guard let stated = codingKeys[name] else {
                    continue
                }
                key = stated
            }
            if hasMacro, let first = cases.first(where: { $0.pythonName == key }) {
                reportTwice(key, first: first.name, element, syntax, of: cases, into: &findings)
            }
            let fields = payload(element, declaration, into: &findings)
            let documentation = DocumentationComment.lines(of: syntax)
            cases.append(.init(name: name, pythonName: key, fields: fields, documentation: documentation))
        }
        return cases
    }

    private func reportTwice(
        _ key: String,
        first: String,
        _ element: EnumCaseElementSyntax,
        _ declaration: EnumCaseDeclSyntax,
        of cases: [RecordModel.Case],
        into findings: inout Findings
    ) {
        let problem = SyntaxProblem.keyTwice(key, first: first)
        guard declaration.attributes.first(named: "PythonName") == nil, declaration.elements.count == 1 else {
            findings.report(problem, at: element.name)
            return
        }
        let free = freeName(key) { candidate in cases.contains { $0.pythonName == candidate } }
        findings.report(problem, at: element.name, fixIt: .insertPythonName(free, before: declaration))
    }

    /// The values that a case carries.
    private func payload(
        _ element: EnumCaseElementSyntax,
        _ declaration: EnumDeclSyntax,
        into findings: inout Findings
    ) -> [RecordModel.Field] {
        let parameters = element.parameterClause?.parameters ?? []
        let name = element.name.plainName
        let typeName = name.prefix(1).uppercased() + name.dropFirst() + "CodingKeys"
        let codingKeys = hasMacro ? nil : CodingKeysReader.keys(of: declaration.memberBlock, named: typeName)
        var fields: [RecordModel.Field] = []
        for (index, parameter) in parameters.enumerated() {
            guard let type = TypeParser.parse(parameter.type, at: .field, into: &findings) else {
                continue
            }
            let label = parameter.firstName.flatMap { $0.text == "_" ? nil : $0 }
            var key = label.map { self.key($0, [], into: &findings) } ?? (hasMacro ? "" : "_\(index)")
            if let codingKeys {
                guard let stated = codingKeys[label?.plainName ?? key] else {
                    continue
                }
                key = stated
            }
            if hasMacro, let label, let first = fields.first(where: { $0.name != nil && $0.pythonName == key }) {
                findings.report(.keyTwice(key, first: first.name ?? ""), at: label)
            }
            fields.append(
                RecordModel.Field(
                    name: label?.plainName,
                    pythonName: key,
                    type: type,
                    typeText: parameter.type.trimmedDescription,
                    defaultText: parameter.defaultValue?.value.trimmedDescription
                )
            )
        }
        if hasMacro, fields.contains(where: { $0.name == nil }), fields.contains(where: { $0.name != nil }) {
            findings.report(.mixedLabels(name), at: element.name)
        }
        return fields
    }
}
#endif
