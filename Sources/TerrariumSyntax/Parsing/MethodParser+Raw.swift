#if Macros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax

extension MethodParser {
    /// Reports a raw method that does not take and return the same type of bytes.
    func checkRaw(
        _ function: FunctionDeclSyntax,
        _ parameters: [MethodModel.Parameter],
        _ result: ValueType,
        into findings: inout Findings
    ) {
        guard parameters.count == 1, parameters[0].type == .bytes, result == .bytes,
            isData(function.signature.parameterClause.parameters.first?.type)
                == isData(function.signature.returnClause?.type)
        else {
            let fixIt = rawSignature(function)
            findings.report(.rawSignature, at: offender(function, parameters, result), fixIt: fixIt)
            return
        }
    }

    private func isData(_ type: TypeSyntax?) -> Bool {
        type.flatMap { TypeName(TypeParser.withoutParentheses($0)) }?.standardName == "Data"
    }

    /// The part of the signature that does not fit.
    private func offender(
        _ function: FunctionDeclSyntax,
        _ parameters: [MethodModel.Parameter],
        _ result: ValueType
    ) -> Syntax {
        let clause = function.signature.parameterClause
        if parameters.count == 1, parameters[0].type != .bytes, let type = clause.parameters.first?.type {
            return Syntax(type)
        }
        if parameters.count == 1, let type = function.signature.returnClause?.type {
            return Syntax(type)
        }
        return parameters.count == 1 ? Syntax(function.name) : Syntax(clause)
    }

    /// Gives the method one parameter of bytes, under the name of its first, and bytes as its result.
    private func rawSignature(_ function: FunctionDeclSyntax) -> FixIt {
        let signature = function.signature
        let first = signature.parameterClause.parameters.first
        let type = [first?.type, signature.returnClause?.type].contains(where: isData) ? "Data" : "[UInt8]"
        let names = first.map { [$0.firstName.text, $0.secondName?.text].compactMap { $0 }.joined(separator: " ") }
        let effects = signature.effectSpecifiers.map { " \($0.trimmedDescription)" } ?? ""
        let text = "func \(function.name.text)(\(names ?? "_ data"): \(type))\(effects) -> \(type)"
        var parser = Parser(text)
        guard let template = DeclSyntax.parse(from: &parser).as(FunctionDeclSyntax.self) else {
            return .replace(signature, with: signature)
        }
        return .replace(signature, with: template.signature)
    }
}
#endif
