import Foundation
import Platform
import Terrarium

/// From the start of a process to its end, with one plugin loaded and one call made.
struct StartRows {
    var setup: Setup
    /// The folder of the SDK, which a Python process does not have built in.
    var sdk: String
    /// A folder for Python's bytecode.
    var scratch: String

    func measure() throws -> [Row] {
        guard let hash = try setup.host.load("transform").interfaceHash else { return [] }
        let home = setup.host.capabilities.home
        let version = setup.host.capabilities.version
        let own = [Self.sibling("FirstResult"), setup.plugins, String(hash, radix: 16), text]
        let script = """
            import sys; sys.path[:0] = sys.argv[1:3]
            import json, transform
            print(json.dumps(transform.transform(*json.loads(sys.argv[3]))))
            """
        let python = [
            "\(home)/bin/python\(version[0]).\(version[1])", "-I", "-X", "pycache_prefix=\(scratch)/pycache", "-c",
            script,
            setup.plugins + "/transform", sdk, text,
        ]
        let timing = Timing(repetition: 0, repetitions: setup.divisor > 1 ? 5 : 40)
        return [
            Row(
                "Start",
                "process start to first result",
                bar: .ratio(1.3, to: "python3 -I -c"),
                try timing.compare([candidate("Terrarium", own), candidate("python3 -I -c", python)])
            )
        ]
    }

    private var text: String { String(decoding: CallRows.order, as: UTF8.self) }

    private func candidate(_ name: String, _ arguments: [String]) -> Candidate {
        Candidate(name) { count in
            for _ in 0..<count { try Self.run(arguments) }
        }
    }

    private static func run(_ arguments: [String]) throws {
        let copies = unsafe arguments.map { unsafe strdup($0) }
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        guard unsafe platform_run(copies + [nil]) > 0 else {
            throw Setup.Failed(description: "\(arguments[0]) failed")
        }
    }

    /// The path of another executable of this package.
    static func sibling(_ name: String) -> String {
        let own = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return URL(filePath: own).deletingLastPathComponent().appending(component: name).path
    }
}
