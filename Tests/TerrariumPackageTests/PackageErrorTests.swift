import Testing

@testable import TerrariumPackage

@Suite struct PackageErrorTests {
    private let problems = [
        PackageError.Problem("first", at: SourcePosition(line: 3, column: 8)), PackageError.Problem("second"),
        PackageError.Problem("third", at: SourcePosition(line: 9, column: 1)),
    ]

    @Test func isEqualByItsCode() {
        let error = PackageError(.manifestInvalid, "one", path: "a")
        #expect(error == PackageError(.manifestInvalid, "two", path: "b"))
        #expect(error.hashValue == PackageError(.manifestInvalid, "two").hashValue)
        #expect(error != PackageError(.manifestSyntax, "one", path: "a"))
    }

    @Test func isDescribedInOneLineWithItsPlace() {
        #expect(PackageError(.manifestNotFound, "gone").description == "gone")
        #expect(PackageError(.manifestNotFound, "gone", path: "a/b").description == "a/b: gone")
        let one = PackageError(.manifestInvalid, problems: Array(problems[..<1]), path: "p.toml")
        #expect(one.description == "p.toml:3:8: first")
        let two = PackageError(.manifestInvalid, problems: Array(problems[..<2]), path: "p.toml")
        #expect(two.description == "p.toml:3:8: first (and one more problem)")
        let three = PackageError(.manifestInvalid, problems: problems, path: "p.toml")
        #expect(three.description == "p.toml:3:8: first (and 2 more problems)")
    }

    @Test func isDescribedInDetailWithProblemsAndCauses() {
        let inner = PackageError(.manifestInvalid, problems: problems, path: "p.toml")
        let outer = PackageError(.packageBroken, "cannot be used", path: "p", cause: inner)
        #expect(
            outer.detailedDescription() == """
                p: cannot be used [packageBroken]
                  caused by p.toml: first (and 2 more problems) [manifestInvalid]
                    3:8: first
                    second
                    9:1: third
                """
        )
    }

    @Test func keepsControlCharactersOfPathsOutOfDescriptions() {
        let error = PackageError(.manifestNotFound, "gone", path: "a\u{1B}[31m\nb")
        #expect(error.path == "a\u{1B}[31m\nb")
        #expect(error.description == "a\\u{1b}[31m\\u{a}b: gone")
    }
}
