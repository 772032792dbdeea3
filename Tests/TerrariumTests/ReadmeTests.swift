#if Macros
import Foundation
import Testing

@testable import Terrarium

// swift-format-ignore
// begin
@PluginInterface(version: 1)
protocol Greeter {
    func greet(name: String) throws -> String
}
// end

/// The README's example is this file's, and prints what the README says.
@Suite struct ReadmeTests {
    @Test func exampleIsTheOneBelow() throws {
        let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
        // Without the import, and with the one difference that a test needs: where the plugins are.
        let expected = try block("swift", of: readme).replacingOccurrences(of: "import Terrarium\n\n", with: "")
            .replacingOccurrences(
                of: "try PluginHost(searchPaths: [\"plugins\"])",
                with: "try makeHost(searchPaths: [referencePlugins])"
            )
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let tested = source.components(separatedBy: "// begin\n").dropFirst()
            .map { $0.components(separatedBy: "// end\n")[0] }
        // The interface is declared at the top of the file, the rest within a test, which indents it.
        let lines = (tested[0] + "\n" + tested[1]).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0.trimmingCharacters(in: .whitespaces) }
        let shown = expected.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("    func") ? $0.trimmingCharacters(in: .whitespaces) : String($0)
        }
        #expect(lines.joined(separator: "\n").trimmed == shown.joined(separator: "\n").trimmed)
    }

    @Test func examplePrintsWhatTheReadmeSays() throws {
        let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
        var printed: [String] = []
        func print(_ line: String) { printed.append(line) }
        // swift-format-ignore
        // begin
        let host = try makeHost(searchPaths: [referencePlugins])
        let greeter = try host.load("greeter", as: GreeterClient.self)
        print(try greeter.greet(name: "World"))

        do {
            _ = try greeter.greet(name: "")
        } catch {
            print(error.message)
        }
        // end
        #expect(printed.joined(separator: "\n") + "\n" == (try block("text", of: readme)))
    }

    @Test func pluginIsTheOneInTheRepository() throws {
        let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
        let shown = try block("python", of: readme).split(separator: "\n").filter { !$0.hasPrefix("# plugins/") }
        let plugin = try String(contentsOfFile: repository + "/plugins/greeter/greeter.py", encoding: .utf8)
        for line in shown { #expect(plugin.contains(line), "\(line)") }
    }

    /// The first fenced block of a language.
    private func block(_ language: String, of text: String) throws -> String {
        let start = try #require(text.range(of: "```\(language)\n"))
        let end = try #require(text.range(of: "```\n", range: start.upperBound..<text.endIndex))
        return String(text[start.upperBound..<end.lowerBound])
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
#endif
