#if Macros
import SwiftSyntax
import TerrariumSyntax

/// Writes one method of a client.
struct MethodCode {
    /// Names inside a method that its body needs.
    private static let reserved: Set<String> = ["self", "_call", "_callRaw"]

    private let method: MethodModel
    private let syntax: FunctionDeclSyntax
    private let index: Int
    private let access: String
    /// The names of the parameters inside the method; they may differ from the protocol's.
    private let names: [String]

    /// Creates the code of a method with an index.
    init(_ requirement: ParsedInterface.Requirement, index: Int, access: String) {
        method = requirement.method
        syntax = requirement.syntax
        self.index = index
        self.access = access
        var taken = Set(requirement.method.parameters.map(\.name))
        names = requirement.method.parameters.map { parameter in
            guard Self.reserved.contains(parameter.name) else {
                return parameter.name.swiftIdentifier
            }
            return Self.free(parameter.name + "_", &taken)
        }
    }

    /// Adds the method.
    func write(into text: inout SourceText) {
        text.documentation(method.documentation)
        for attribute in CarriedAttributes.of(syntax.attributes) {
            text.line(attribute)
        }
        text.block("\(declaration) {") { text in
            let call = method.isAsync ? "try await" : "try"
            guard !method.isRaw else {
                text.line("\(call) _callRaw(\(index), \(names.joined(separator: ", ")))")
                return
            }
            var taken = Set(method.parameters.map(\.name))
            let writer = Self.free("arguments", &taken)
            text.block(
                "\(call) _call(\(index), arguments: \(names.count)) { "
                    + "(\(writer): inout ValueWriter) throws(ValueMismatch) in",
                "} reading: { (result: inout ValueReader) throws(ValueMismatch)\(returnClause) in"
            ) { text in
                for (name, parameter) in zip(names, method.parameters) {
                    ValueCode(parameter.typeText).write(name, to: writer, into: &text)
                }
            }
            text.indented { text in
                if method.result == .void {
                    text.line("try result.readNothing()")
                } else {
                    ValueCode(method.resultText).readResult(from: "result", into: &text)
                }
            }
            text.line("}")
        }
    }

    /// The method up to its body.
    private var declaration: String {
        let modifiers = syntax.modifiers.map { $0.trimmedDescription + " " }.joined()
        let labels = syntax.signature.parameterClause.parameters.map(\.firstName.text)
        let parameters = zip(method.parameters.indices, labels).map(parameter).joined(separator: ", ")
        let effects = method.isAsync ? "async throws(CallError)" : "throws(CallError)"
        return "\(access)\(modifiers)func \(syntax.name.text)(\(parameters)) \(effects)\(returnClause)"
    }

    private var returnClause: String {
        method.result == .void ? "" : " -> \(method.resultText)"
    }

    private func parameter(_ index: Int, _ label: String) -> String {
        let parameter = method.parameters[index]
        let names = label == names[index] ? label : "\(label) \(names[index])"
        let value = parameter.defaultText.map { " = \($0)" } ?? ""
        return "\(names): \(parameter.typeText)\(value)"
    }

    /// The name, with underscores until it is a new one.
    private static func free(_ name: String, _ taken: inout Set<String>) -> String {
        var name = name
        while !taken.insert(name).inserted {
            name += "_"
        }
        return name
    }
}
#endif
