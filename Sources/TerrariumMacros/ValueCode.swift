#if Macros
import SwiftSyntax
import SwiftSyntaxBuilder
import TerrariumSyntax

/// Writes the code that moves one value; tuples are moved element by element, because they cannot conform to protocols.
struct ValueCode {
    private let type: TypeSyntax

    /// Creates the code for a type, given as its source.
    init(_ typeText: String) {
        type = TypeParser.withoutParentheses("\(raw: typeText)")
    }

    private init(_ type: TypeSyntax) {
        self.type = TypeParser.withoutParentheses(type)
    }

    /// The elements of a tuple, `nil` for other types.
    private var elements: [ValueCode]? {
        guard let tuple = type.as(TupleTypeSyntax.self), tuple.elements.count > 1 else {
            return nil
        }
        return tuple.elements.map { ValueCode($0.type) }
    }

    /// Statements that write the value of an expression.
    func write(_ value: String, to writer: String, into text: inout SourceText) {
        guard let elements else {
            text.line("try \(writer).write(\(value))")
            return
        }
        text.line("\(writer).beginTuple(\(elements.count))")
        for (index, element) in elements.enumerated() {
            element.write("\(value).\(index)", to: writer, into: &text)
        }
    }

    /// Statements that read a value and return it.
    func readResult(from reader: String, into text: inout SourceText) {
        let value = readExpression(from: reader, name: "element", into: &text)
        text.line(elements == nil ? value : "return \(value)")
    }

    /// Statements that read a value into a variable.
    ///
    /// - Parameters:
    ///   - reader: The name of the reader.
    ///   - variable: The name of the variable.
    ///   - isNew: Whether the variable is declared here.
    ///   - text: Takes the statements.
    func read(from reader: String, to variable: String, isNew: Bool = false, into text: inout SourceText) {
        let value = readExpression(from: reader, name: "\(variable)_", into: &text)
        text.line("\(isNew ? "let " : "")\(variable) = \(value)")
    }

    private func readExpression(from reader: String, name: String, into text: inout SourceText) -> String {
        guard let elements else {
            return "try \(reader).read(\(type.trimmedDescription).self)"
        }
        text.line("try \(reader).beginTuple(\(elements.count))")
        var names: [String] = []
        for (index, element) in elements.enumerated() {
            let elementName = "\(name)\(index)"
            let value = element.readExpression(from: reader, name: "\(elementName)_", into: &text)
            text.line("let \(elementName) = \(value)")
            names.append(elementName)
        }
        return "(\(names.joined(separator: ", ")))"
    }
}
#endif
