import Foundation
import Testing

@testable import Terrarium

/// The README's example is this file's, and prints what the README says.
@Suite struct ReadmeTests {
    @Test func exampleIsTheOneBelow() throws {
        let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
        let example = try block("swift", of: readme)
        // Without the import, and with the one difference that a test needs: where the plugins are.
        let expected = example.replacingOccurrences(of: "import Terrarium\n\n", with: "")
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let start = try #require(source.range(of: "// begin\n"))
        let end = try #require(source.range(of: "// end\n"))
        let tested = source[start.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: "\n")
            .replacingOccurrences(
                of: "try makeHost(searchPaths: [referencePlugins])",
                with: "try PluginHost(searchPaths: [\"plugins\"])"
            )
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(tested == expected.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func examplePrintsWhatTheReadmeSays() throws {
        let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
        var printed: [String] = []
        func print(_ line: String) { printed.append(line) }
        // swift-format-ignore
        // begin
        let greeterInterface = InterfaceDescriptor(
            name: "Greeter", version: 1, hash: 0xd66a_3334_3f4b_2077,
            methods: [.json("greet", parameters: 1)])

        let host = try makeHost(searchPaths: [referencePlugins])
        let greeter = try host.load("greeter", interface: greeterInterface)

        let answer = try greeter.callTypedJSON("greet", Array(#"["World"]"#.utf8))
        print(String(decoding: answer, as: UTF8.self))

        do {
            _ = try greeter.callTypedJSON("greet", Array(#"[""]"#.utf8))
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
