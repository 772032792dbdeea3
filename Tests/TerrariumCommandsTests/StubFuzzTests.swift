#if Macros

import Foundation
import Testing

/// Stubs of interfaces that nobody would write.
@Suite struct StubFuzzTests {
    /// SplitMix64, so that a failure can be repeated.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }

        mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &self)] }

        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    }

    private static let words = [
        "name", "list", "str", "int", "typing", "method", "field", "record", "date", "uuid", "any", "id", "lambda",
        "None", "userID", "isOK", "x", "print", "print2", "object", "datetime", "builtins", "terrarium", "float",
        "bytes",
    ]

    private static let texts = [
        "\"\"\"", "\\", "\\\\\"", "quote\"", "'''", "é ü 漢字 🎉", "# type: ignore", "# coding: latin-1", "- Returns: \"",
        "{x}", "- Parameter name: what \\N{x}", "- Parameters:", "  - list: \"\"", "\u{200B}\u{FEFF}", "\t tab", "",
        "%s",
        "\\u12", "`code`", "- Note: \\", "\u{7F}\u{1B}",
    ]

    private static let literals = [
        "nil", "true", "-0x1F", "0b101", "007", "1_000.5e3", "\"\\u{1F600}\\\"\"", "#\"\\raw\"#", "[]", "[:]", ".now",
        "-1", "0x1p4", "Double.pi", "\"\\(x)\"", "\"\"",
    ]

    @Test(arguments: 0..<30)
    func everyStubIsAPythonFileThatFits(seed: UInt64) throws {
        var random = Random(state: seed)
        let folder = try Folder()
        let source = Self.source(&random)
        let file = try folder.write("Fuzz.swift", source)
        for style in ["--dataclasses", "--force"] {
            let stub = folder.path + "/stub.py"
            let written = terrarium("stub", file, "-o", stub, style)
            #expect(written.status == 0, "\(source)\n\(written)")
            let text = String(decoding: try folder.read("stub.py"), as: UTF8.self)
            let checked = terrarium("stub", file, "--check", stub)
            #expect(checked.status == 0, "\(source)\n\(text)\n\(checked)")
        }
        let loaded = terrarium("inspect", folder.path + "/stub.py")
        #expect(loaded.status == 0, "\(source)\n\(loaded)")
        let schema = terrarium("schema", file)
        #expect(throws: Never.self, "\(source)\n\(schema)") {
            try JSONSerialization.jsonObject(with: Data(schema.output))
        }
    }

    private static func source(_ random: inout Random) -> String {
        let records = (0..<random.pick([0, 1, 3, 5])).map { "R\($0)" }
        let types = records + ["NotRequired", "List", "Missing"]
        var text = documentation(&random)
        text +=
            "@PluginInterface(version: \(random.pick([1, 7])))\nprotocol \(random.pick(["P", "Iterator", "Literal", "coding"])) {\n"
        for index in 0..<random.pick([0, 1, 4]) {
            text += documentation(&random)
            if random.chance(20) { text += "@Optional(since: 1) " }
            if random.chance(15) {
                text += "@Raw func m\(index)(_ data: [UInt8]) throws -> [UInt8]\n"
                continue
            }
            let names = Array(Set((0..<random.pick([0, 1, 2, 5])).map { _ in random.pick(words) })).sorted()
            for name in names where random.chance(40) { text += "@Default(\"\(name)\", \(random.pick(literals))) " }
            let parameters = names.map { "\($0): \(type(&random, types, 3))" }.joined(separator: ", ")
            text += "func \(random.pick(words))\(index)(\(parameters)) throws"
            text += random.chance(60) ? " -> \(type(&random, types, 3))\n" : "\n"
        }
        text += "}\n"
        for record in records + (random.chance(50) ? ["NotRequired", "List"] : []) {
            text += documentation(&random) + "@PluginRecord " + Self.record(record, &random, types) + "\n"
        }
        return text
    }

    private static func record(_ name: String, _ random: inout Random, _ types: [String]) -> String {
        let names = Array(Set((0..<random.pick([1, 2, 3])).map { _ in random.pick(words) })).sorted()
        switch random.pick([0, 0, 1, 2]) {
        case 0:
            let fields = names.map { field in
                let key =
                    random.chance(20)
                    ? "@PythonName(\(random.pick(["\"\(field)-b\"", "\"__\(field)\"", "\"\(field)\\\"\""]))) " : ""
                let value = random.chance(30) ? " = \(random.pick(literals))" : ""
                return documentation(&random) + "\(key)var \(field): \(type(&random, types, 2))\(value)\n"
            }
            return "struct \(name) {\n\(fields.joined())}"
        case 1:
            return "enum \(name): String {\n" + names.map { "case \($0) = \"\($0) \\\"\\\\\"\n" }.joined() + "}"
        default:
            let cases = names.map { name in
                let payload = [
                    "", "(\(type(&random, types, 1)))", "(a: \(type(&random, types, 1)), list: Int)", "(Int, [String])",
                ]
                return "case \(name)\(random.pick(payload))\n"
            }
            return "indirect enum \(name) {\n\(cases.joined())}"
        }
    }

    private static func type(_ random: inout Random, _ records: [String], _ depth: Int) -> String {
        let plain = [
            "Int", "Bool", "String", "Double", "UInt128", "Data", "Date", "Duration", "UUID", "Decimal", "URL",
            "[UInt8]",
        ]
        guard depth > 0, random.chance(50) else { return random.pick(random.chance(40) ? records : plain) }
        let inner = type(&random, records, depth - 1)
        // A tuple can be a whole type only, and an optional cannot hold another.
        guard !inner.hasPrefix("(") else { return inner }
        return switch random.pick([0, 1, 2, 3, 4]) {
        case 0: "[\(inner)]"
        case 1: inner.hasSuffix("?") ? inner : inner + "?"
        case 2: "[String: \(inner)]"
        case 3: "(Int, \(inner))"
        default: "Set<\(random.pick(plain))>"
        }
    }

    private static func documentation(_ random: inout Random) -> String {
        (0..<random.pick([0, 0, 1, 4])).map { _ in
            "/// \(random.pick(texts))\(random.pick(["", " "]))\(random.pick(texts))\n"
        }.joined()
    }
}

#endif
