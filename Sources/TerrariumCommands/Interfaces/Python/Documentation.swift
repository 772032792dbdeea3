#if Macros

import Foundation

/// A documentation comment of Swift, taken apart.
struct Documentation {
    /// The text, without what describes parameters and results.
    private(set) var body: [String] = []

    /// The descriptions of parameters, by the names that Swift has for them.
    private(set) var parameters: [(name: String, text: [String])] = []

    /// What the result is.
    private(set) var returns: [String] = []

    /// What the method fails with.
    private(set) var `throws`: [String] = []

    private enum Part {
        case body, parameterList, parameter, returns, `throws`
    }

    /// Takes a comment apart.
    ///
    /// - Parameter lines: The lines, without their `///`.
    init(_ lines: [String]) {
        var part = Part.body
        for line in Self.unindented(lines) {
            let indent = line.prefix { $0 == " " }.count
            let text = line.dropFirst(indent)
            if let (name, rest) = Self.item(text), indent < 2 || part == .parameterList || part == .parameter {
                switch name.lowercased() {
                case "parameters" where indent < 2: part = .parameterList
                case "returns" where indent < 2: (part, returns) = (.returns, [rest])
                case "throws" where indent < 2: (part, `throws`) = (.throws, [rest])
                case let keyword where indent < 2 && keyword.hasPrefix("parameter "):
                    part = .parameter
                    parameters.append((Self.parameterName(name.dropFirst("parameter ".count)), [rest]))
                case _ where indent >= 2:
                    part = .parameterList
                    parameters.append((Self.parameterName(name[...]), [rest]))
                default:
                    part = .body
                    body.append(line)
                }
            } else if text.isEmpty {
                if part == .body { body.append("") }
            } else if indent >= 2, part != .body {
                add(String(text), to: part)
            } else {
                part = .body
                body.append(line)
            }
        }
        body = Self.trimmed(body)
    }

    /// The text and the sections as lines of a documentation string.
    ///
    /// - Parameters:
    ///   - names: The Python names of the parameters by Swift's.
    ///   - items: The heading for the result: `Returns`, or `Yields` for a stream.
    func lines(names: [String: String] = [:], result: String = "Returns") -> [String] {
        var sections = body.isEmpty ? [] : [body]
        if !parameters.isEmpty {
            sections.append(
                ["Args:"]
                    + parameters.flatMap { name, text in Self.described(names[name] ?? name, text) }
            )
        }
        if !returns.isEmpty { sections.append(["\(result):"] + returns.map { "    \($0)" }) }
        if !`throws`.isEmpty { sections.append(["Raises:"] + `throws`.map { "    \($0)" }) }
        return Array(sections.joined(separator: [""]))
    }

    /// A named entry of a section.
    static func described(_ name: String, _ text: [String]) -> [String] {
        ["    \(name): \(text.first ?? "")"] + text.dropFirst().map { "        \($0)" }
    }

    private mutating func add(_ line: String, to part: Part) {
        switch part {
        case .body: body.append(line)
        case .parameterList, .parameter:
            if !parameters.isEmpty { parameters[parameters.count - 1].text.append(line) }
        case .returns: returns.append(line)
        case .throws: `throws`.append(line)
        }
    }

    /// The name and the text of `- name: text`.
    private static func item(_ text: Substring) -> (name: String, rest: String)? {
        guard text.hasPrefix("- ") || text.hasPrefix("* "), let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon].dropFirst(2).trimmingCharacters(in: .whitespaces)
        return (name, text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }

    private static func parameterName(_ text: Substring) -> String {
        text.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
    }

    private static func unindented(_ lines: [String]) -> [String] {
        let lines = lines.flatMap { $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
            .map { $0.replacing("\t", with: "    ") }
        let indent = lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { line in
            let rest = String(line.dropFirst(indent))
            return String(rest[..<(rest.lastIndex { $0 != " " }.map(rest.index(after:)) ?? rest.startIndex)])
        }
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        let start = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? start
        return Array(lines[start..<end])
    }
}

#endif
