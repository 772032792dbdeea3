#if Macros
import SwiftDiagnostics
import SwiftSyntax

extension RecordParser {
    /// Attributes that leave the storage of a property as it is written.
    private static let plainAttributes: Set<String> = ["PythonName", "MainActor"]

    /// The stored properties of a struct that cross.
    func fields(_ declaration: StructDeclSyntax, into findings: inout Findings) -> [RecordModel.Field] {
        let codingKeys = hasMacro ? nil : CodingKeysReader.keys(of: declaration.memberBlock)
        var fields: [RecordModel.Field] = []
        let reportsBefore = findings.diagnostics.count
        for member in declaration.memberBlock.members {
            if let condition = member.decl.as(IfConfigDeclSyntax.self), let clause = condition.clauses.first {
                findings.report(.conditionalMember, at: clause.poundKeyword)
            }
            guard let variable = member.decl.as(VariableDeclSyntax.self), isInstance(variable) else {
                continue
            }
            for (binding, annotation) in zip(variable.bindings, Self.annotations(variable.bindings)) {
                guard isStored(binding), let field = field(binding, annotation, variable, into: &findings) else {
                    continue
                }
                var kept = field.field
                if let codingKeys {
                    guard let key = codingKeys[field.name.plainName] else {
                        continue
                    }
                    kept.pythonName = key
                }
                reportTwice(kept, field.name, of: fields, variable, into: &findings)
                fields.append(kept)
            }
        }
        if fields.isEmpty, hasMacro, findings.diagnostics.count == reportsBefore {
            findings.report(.emptyRecord, at: declaration.name)
        }
        return fields
    }

    private func isInstance(_ variable: VariableDeclSyntax) -> Bool {
        !variable.modifiers.contains { ["static", "class", "lazy"].contains($0.name.text) }
    }

    /// Whether a property has storage: it has no accessors, or only observers.
    private func isStored(_ binding: PatternBindingSyntax) -> Bool {
        switch binding.accessorBlock?.accessors {
        case nil: true
        case .getter: false
        case .accessors(let accessors):
            accessors.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
        }
    }

    /// The annotation of each binding: in `var a, b: Int` the last one counts for both.
    private static func annotations(_ bindings: PatternBindingListSyntax) -> [TypeSyntax?] {
        var annotations: [TypeSyntax?] = []
        var later: TypeSyntax?
        for binding in bindings.reversed() {
            if let annotation = binding.typeAnnotation {
                later = annotation.type
            } else if binding.initializer != nil {
                later = nil
            }
            annotations.append(later)
        }
        return annotations.reversed()
    }

    private func field(
        _ binding: PatternBindingSyntax,
        _ annotation: TypeSyntax?,
        _ variable: VariableDeclSyntax,
        into findings: inout Findings
    ) -> (field: RecordModel.Field, name: TokenSyntax)? {
        let isConstant = variable.bindingSpecifier.tokenKind == .keyword(.let)
        if isConstant, binding.initializer != nil, hasMacro {
            return nil
        }
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier else {
            findings.report(.fieldPattern, at: binding.pattern)
            return nil
        }
        checkStorage(variable, into: &findings)
        let type: ValueType
        let typeText: String
        if let annotation {
            guard let parsed = TypeParser.parse(annotation, at: .field, into: &findings) else {
                return nil
            }
            (type, typeText) = (parsed, annotation.trimmedDescription)
        } else if let inferred = binding.initializer.flatMap({ LiteralType($0.value) }) {
            (type, typeText) = (inferred.type, inferred.text)
        } else {
            findings.report(.fieldWithoutType(name.plainName), at: name, fixIt: insertType(binding))
            return nil
        }
        let field = RecordModel.Field(
            name: name.plainName,
            pythonName: key(name, variable.attributes, into: &findings),
            type: type,
            typeText: typeText,
            defaultText: binding.initializer?.value.trimmedDescription,
            documentation: DocumentationComment.lines(of: variable)
        )
        return (field, name)
    }

    /// Reports properties that do not simply hold their value.
    private func checkStorage(_ variable: VariableDeclSyntax, into findings: inout Findings) {
        for modifier in variable.modifiers where ["weak", "unowned"].contains(modifier.name.text) {
            findings.report(.referenceField(modifier: modifier.name.text), at: modifier)
        }
        guard hasMacro else {
            return
        }
        for case .attribute(let attribute) in variable.attributes {
            let name = attribute.unqualifiedName
            if name.first?.isUppercase == true, !Self.plainAttributes.contains(name) {
                findings.report(.wrappedField(attribute: "@\(name)"), at: attribute)
            }
        }
    }

    private func reportTwice(
        _ field: RecordModel.Field,
        _ name: TokenSyntax,
        of fields: [RecordModel.Field],
        _ variable: VariableDeclSyntax,
        into findings: inout Findings
    ) {
        guard hasMacro, let first = fields.first(where: { $0.pythonName == field.pythonName }) else {
            return
        }
        let problem = SyntaxProblem.keyTwice(field.pythonName, first: first.name ?? "")
        guard variable.attributes.first(named: "PythonName") == nil, variable.bindings.count == 1 else {
            findings.report(
                problem,
                at: variable.attributes.first(named: "PythonName").map(Syntax.init) ?? Syntax(name)
            )
            return
        }
        let free = freeName(field.pythonName) { candidate in fields.contains { $0.pythonName == candidate } }
        findings.report(problem, at: name, fixIt: .insertPythonName(free, before: variable))
    }

    /// The name with the first number that makes it a new one.
    func freeName(_ name: String, isTaken: (String) -> Bool) -> String {
        var number = 2
        while isTaken("\(name)_\(number)") {
            number += 1
        }
        return "\(name)_\(number)"
    }

    private func insertType(_ binding: PatternBindingSyntax) -> FixIt {
        let type = IdentifierTypeSyntax(name: .identifier("<#type#>"), trailingTrivia: binding.pattern.trailingTrivia)
        let annotation = TypeAnnotationSyntax(colon: .colonToken(trailingTrivia: .space), type: type)
        let changed = binding.with(\.pattern.trailingTrivia, []).with(\.typeAnnotation, annotation)
        return FixIt(
            message: Correction.insert(": <#type#>"),
            changes: [.replace(oldNode: Syntax(binding), newNode: Syntax(changed))]
        )
    }
}
#endif
