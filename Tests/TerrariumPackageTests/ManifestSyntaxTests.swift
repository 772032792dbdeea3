import Testing

@testable import TerrariumPackage

@Suite struct ManifestSyntaxTests {
    @Test(
        arguments: [
            ("name =", 1, 7), ("[package]\nname = \"a\nversion", 2, 10), ("a = 1 2", 1, 7), ("a.b = 1\na = 2", 2, 5),
            ("a = 1979-13-01", 1, 12), ("a = 07:60:00", 1, 10), ("a = 1\rb = 2", 1, 6), ("a = \"\u{1}\"", 1, 6),
            ("a = {b = 1\n}", 1, 11), ("a = [1,,2]", 1, 8), ("= 1", 1, 1), ("a = 0xg", 1, 7), ("a = \"\\q\"", 1, 7),
        ]
    )
    func saysWhereTheSyntaxIsWrong(text: String, line: Int, column: Int) throws {
        let error = try error(of: text)
        #expect(error.code == .manifestSyntax)
        #expect(error.problems.map(\.line) == [line], "\(error)")
        #expect(error.problems.map(\.column) == [column], "\(error)")
        #expect(!error.message.isEmpty)
    }

    @Test(
        arguments: [
            "[package]\nname = \"a\"\nname = \"b\"", "[package]\n[package]", "[a]\nb = 1\n[a.b]", "a = {b = 1, b = 2}",
            "a = 1\n\"a\" = 2", "[a]\n[[a]]",
        ]
    )
    func refusesDuplicateKeysAndTables(text: String) throws {
        let error = try error(of: text)
        #expect(error.code == .manifestSyntax)
        #expect(error.message.contains("redefine"), "\(error)")
    }

    @Test func refusesAnEmptyFileForWhatItLacks() throws {
        #expect(try problems(of: "").map(\.message).allSatisfy { $0.contains("is missing") })
        #expect(try problems(of: "\n\r\n# only a comment").count == 2)
    }

    @Test func refusesTextThatIsNotUTF8() throws {
        let bytes = Array("[package]\nname = \"ü".utf8) + [0xFF] + Array("\"".utf8)
        let error = try #require(throws: PackageError.self) { try PackageManifest(parsing: bytes) }
        #expect(error.code == .manifestSyntax)
        #expect(error.description == "package.toml:2:10: the file is not UTF-8; save it as UTF-8")
    }

    @Test(
        arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]] as [[UInt8]]
    )
    func refusesOverlongSurrogateAndTruncatedSequences(sequence: [UInt8]) throws {
        let error = try #require(throws: PackageError.self) {
            try PackageManifest(parsing: Array("#".utf8) + sequence)
        }
        #expect(error.code == .manifestSyntax)
        #expect(error.problems.map(\.column) == [2])
    }

    @Test func refusesAByteOrderMark() throws {
        let error = try error(of: "\u{FEFF}" + minimalManifest)
        #expect(error.code == .manifestSyntax)
        #expect(error.message.contains("byte order mark"))
    }

    @Test func refusesUTF16() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + minimalManifest.utf8.flatMap { [$0, 0] }
        #expect(throws: PackageError.self) { try PackageManifest(parsing: bytes) }
    }

    @Test func acceptsAFileOfTheLargestSizeAndNoMore() throws {
        let padding = PackageManifest.maximumSize - minimalManifest.utf8.count - 2
        let largest = "\(minimalManifest)\n#\(String(repeating: "x", count: padding))"
        #expect(try PackageManifest(parsing: largest).name == "greeter")
        #expect(try error(of: largest + "x").code == .manifestTooLarge)
    }

    // MARK: - What TOMLKit's parser does not survive

    @Test(
        arguments: [
            "[&", "[ =", "[[&", "[[ [", "[[[a]]]", "a = 1\n[#", "\t[é", "[", "[[", "[\n", "[.a]", "[]", "[[]]",
        ]
    )
    func refusesHeadersThatDoNotBeginWithAName(text: String) throws {
        #expect(try error(of: text).code == .manifestSyntax)
    }

    @Test(arguments: ["a = [}", "a = {]", "a = ]", "a = }", "a = [1}", "a = {b = [}", "a = [", "a = {", "a = [[]", "]"])
    func refusesBracketsThatDoNotMatch(text: String) throws {
        #expect(try error(of: text).code == .manifestSyntax)
    }

    @Test(
        arguments: [
            "a = 1979-05-27T/07:32:00", "a = [1979-05-27T]", "a = 1979-05-27t", "a = 1979-05-27T", "a = 1979-05-27 ",
            "a = 1979-05-27T_7", "a = 1979-05-27 x", "a = 1_979-05-27T/", "a = 1979-05-27 1", "a = [1979-05-27 1]",
            "a = 1_979-05-27 1", "a = 1$79-05-27 1\n", "a = 1a79-05-27 1 ", "a = 1979-05-27 1 ", "a = 1979-05-27T1",
        ]
    )
    func readsDatesWithoutATimeOrRefusesThem(text: String) throws {
        let error = try error(of: text)
        #expect([.manifestSyntax, .manifestInvalid].contains(error.code))
    }

    @Test(arguments: ["a = \u{32A}", "\u{32A} = 1", "[\u{32A}]", "a = [1,\u{A0}2]", "\u{3000}a = 1", "é = 1"])
    func refusesOtherThanASCIIOutsideOfStringsAndComments(text: String) throws {
        #expect(try error(of: text).message.contains("put text with other than ASCII characters in quotes"))
    }

    @Test(arguments: [
        "a = \"\\\u{40B}\"", "\"\"\"\\\u{40B}\"\"\" = 1", "a = \"\"\"\\  \u{40B}\"\"\"", "a = \"\"\"\\\n \n\té\"\"\"",
    ])
    func refusesOtherThanASCIIAfterABackslash(text: String) throws {
        #expect(try error(of: text).message == "expected an ASCII character after the backslash")
    }

    @Test(arguments: ["a = 1\"é\"", "a = [1.\"é\"]", "a = {b = x\"é\"}", "a = 1.\"é\" 2", "a = {b.\"c\" = 1'é'}"])
    func refusesStringsRightAfterAnotherValue(text: String) throws {
        #expect(try error(of: text).message == "expected the end of the value")
    }

    @Test func acceptsEveryFormOfKeyInInlineTables() throws {
        let entries = #"a = 1 , b . "é".'c d' = 2.5, 1979-05-27T = [ { e = {} } ], "f" = 1979-05-27 07:32:00"#
        let text = try manifest(replacing: "[metadata]", with: "[metadata]\nx = { \(entries) }\ny = {}")
        let table = try PackageManifest(parsing: text).metadata["x"]
        #expect(table?["b"]?["é"]?["c d"] == .float(2.5))
        #expect(table?["1979-05-27T"] == .array([.table(["e": .table([:])])]))
        #expect(table?["f"] == .dateTime("1979-05-27T07:32:00"))
    }

    @Test func acceptsOtherThanASCIIInStringsKeysAndComments() throws {
        let text = try manifest(
            replacing: "[metadata]",
            with: "# \u{32A}\n[metadata]\n\"é\" = 'ü'\n'\u{A0}' = \"\"\"ö\"\"\""
        )
        let metadata = try PackageManifest(parsing: text).metadata
        #expect(metadata == .table(["é": .string("ü"), "\u{A0}": .string("ö")]))
    }

    @Test(
        arguments: [
            "a = \"x\u{0}y\"", "a = 1\u{0}", "# \u{0}", "\"\u{0}\" = 1", "a = \"x\\u0000y\"", "a = \"\\U00000000\"",
            "\"a\\u0000b\" = 1", "[\"a\\u0000\"]", "a = {\"b\\u0000\" = 1}", "a = \"\"\"\n\\u0000\"\"\"", "\u{0}",
            "a = 'x\u{0}'", "a = \"\\\u{0}\"",
        ]
    )
    func refusesNULCharacters(text: String) throws {
        #expect(try error(of: text).message.contains("NUL"))
    }

    @Test(arguments: ["'\\u0000'", "\"\\\\u0000\"", "'''\\U00000000'''", "1 # \\u0000"])
    func acceptsWhatOnlyLooksLikeANULCharacter(value: String) throws {
        let text = try manifest(replacing: "[metadata]", with: "[metadata]\na = \(value)")
        #expect(try PackageManifest(parsing: text).metadata["a"] != nil)
    }

    @Test(
        arguments: [
            LongText("a = ", "[", times: 100_000), LongText("a = ", "{a=", times: 100_000),
            LongText("", "a.", times: 100_000, "a = 1"), LongText("[", "a.", times: 100_000, "a]"),
            LongText("a = {", "a.", times: 100_000, "a = 1}"), LongText("a = ", "[{b.c = ", times: 50_000),
            LongText("mixed", "[a.a.a.a.a.a.a.a.a.a]\na.a.a.a.a.a.a.a.a.a.a = {a.a.a.a.a = {b.b.b.b.b = {c.c.c = 1}}}"),
        ]
    )
    func refusesDeepNesting(long: LongText) throws {
        #expect(try error(of: long.text).message == "nested more than 32 levels deep")
    }

    @Test func acceptsNestingOfTheLargestDepthAndNoMore() throws {
        func nested(_ depth: Int) -> String {
            minimalManifest.replacing(
                "[metadata]",
                with: "[metadata]\na = \(String(repeating: "[", count: depth))\(String(repeating: "]", count: depth))"
            )
        }
        #expect(try PackageManifest(parsing: nested(30)).metadata["a"] != nil)
        #expect(try error(of: nested(31)).message == "nested more than 32 levels deep")
    }

    @Test func doesNotCountDepthAcrossValues() throws {
        let many = Array(repeating: "[1.5, {a.b = 2.5, c.d = []}]", count: 200).joined(separator: ",\n")
        let text = try manifest(replacing: "[metadata]", with: "[metadata]\na = [\(many)]\nb = 1.5")
        #expect(try PackageManifest(parsing: text).metadata["b"] == .float(1.5))
    }

    @Test(
        arguments: [
            LongText("integer", "a = 99999999999999999999"), LongText("a = ", "9", times: 100_000),
            LongText("a = 0x", "f", times: 100), LongText("least", "a = -9223372036854775809"),
            LongText("a = 1e", "9", times: 1_000), LongText("a = 1979-05-27T07:32:00.", "1", times: 1_000),
            LongText("date", "a = 9999-99-99"), LongText("leap day", "a = 2023-02-29"),
            LongText("offset", "a = 1979-05-27T07:32:00+99:99"), LongText("time", "a = 25:00:00"),
        ]
    )
    func refusesNumbersAndDatesOutOfRange(long: LongText) throws {
        #expect(try error(of: long.text).code == .manifestSyntax)
    }

    @Test(
        arguments: [
            ("\"\"\"a\"\"\"\"\"", "a\"\""), ("''''a'''", "'a"), ("\"\"\"\"\"\"", ""), ("\"\"", ""), ("''", ""),
            ("\"\"\"\\\n   a\"\"\"", "a"), ("\"\"\"\n[x]\n\"\"\"", "[x]\n"), ("'''\n[&\n'''", "[&\n"),
            ("\"a#b\"", "a#b"), ("'\"'", "\""), ("\"\\\"é\\\\é\\té\"", "\"é\\é\té"), ("'\\é'", "\\é"),
            ("\"\\\"[&\"", "\"[&"), ("\"\"\"\"\"a\\\"\"\"\"", "\"\"a\""),
        ]
    )
    func readsStringsOfEveryForm(literal: String, value: String) throws {
        let text = try manifest(replacing: "[metadata]", with: "[metadata]\ns = \(literal)\nafter = 1")
        let metadata = try PackageManifest(parsing: text).metadata
        #expect(metadata["s"] == .string(value))
        #expect(metadata["after"] == .integer(1))
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            LongText("", "\"", times: 1_000_000), LongText("a = [", "\"\",", times: 300_000, "]"),
            LongText("keys", (0..<60_000).map { "k\($0) = \($0)" }.joined(separator: "\n")),
            LongText("near", "[package]\n" + (0..<60_000).map { "inte\($0) = 1" }.joined(separator: "\n")),
            LongText("unknown", "[terrarium]\n" + (0..<60_000).map { "compat\($0) = 1" }.joined(separator: "\n")),
            LongText("tables", (0..<60_000).map { "[t\($0)]" }.joined(separator: "\n")),
            LongText("", "[[a]]\n", times: 100_000), LongText("[terrarium]\n", "k", times: 1_000_000, " = 1"),
            LongText("a = \"\"\"", "\"\"x", times: 300_000), LongText("a = ", "9", times: 1_000_000),
            LongText("a = [", "1.5 ,", times: 200_000, "]"),
        ]
    )
    func endsOnLargeFiles(long: LongText) throws {
        // Whatever grows with the square of the size does not end within the limit above.
        _ = try error(of: long.text)
    }

    @Test func keepsControlCharactersOutOfMessages() throws {
        let text = manifest(adding: "[terrarium]\n\"\\u001b]0;x\\u0007\" = 1\n\"\\u202e\" = 1")
        let error = try error(of: text)
        for line in error.detailedDescription().split(separator: "\n") {
            #expect(line.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) })
        }
        #expect(error.message.contains("\\u{1b}"))
    }
}
