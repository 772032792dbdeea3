import Foundation
import Testing

/// The commands that the README shows print what it says.
@Suite struct ReadmeCommandTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path(percentEncoded: false)

    @Test func shownCommandsPrintWhatIsShown() throws {
        let readme = try String(contentsOfFile: Self.repository + "/README.md", encoding: .utf8)
        let blocks = readme.components(separatedBy: "```console\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        var shown = 0
        for block in blocks {
            for example in block.components(separatedBy: "$ terrarium ").dropFirst() {
                let lines = example.split(separator: "\n", maxSplits: 1)
                let process = try Executable.run(
                    shell: String(lines[0]),
                    environment: ["TERRARIUM_PLUGINS": Self.repository + "/plugins"]
                )
                #expect(process == String(lines[1]), "\(lines[0])")
                shown += 1
            }
        }
        #expect(shown >= 2)
    }
}

extension Executable {
    /// Runs the program with arguments as a shell takes them; gives what it printed.
    fileprivate static func run(shell arguments: String, environment: [String: String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(try url.path(percentEncoded: false))' \(arguments)"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }
}
