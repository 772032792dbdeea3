import TerrariumPackage
import Testing

@Suite struct PythonVersionRequirementTests {
    @Test(
        arguments: [
            (">=3.11", ["3.11.0", "3.11.2", "3.14.0", "4.0.0"], ["3.10.9", "2.7.18"]),
            (">=3.11.2", ["3.11.2", "3.12.0"], ["3.11.1"]),
            ("<=3.12", ["3.12.0", "3.11.9"], ["3.12.1", "3.13.0"]),
            (">3.11", ["3.11.1", "3.12.0"], ["3.11.0", "3.10.0"]),
            ("<3.14", ["3.13.9"], ["3.14.0", "3.14.1"]),
            ("==3.12", ["3.12.0"], ["3.12.1", "3.11.0"]),
            ("==3.12.4", ["3.12.4"], ["3.12.3", "3.12.5"]),
            ("==3.12.*", ["3.12.0", "3.12.99"], ["3.11.9", "3.13.0", "4.12.0"]),
            ("==3.*", ["3.0.0", "3.99.0"], ["2.7.0", "4.0.0"]),
            ("!=3.12", ["3.12.1", "3.13.0"], ["3.12.0"]),
            ("!=3.12.*", ["3.11.9", "3.13.0"], ["3.12.0", "3.12.7"]),
            ("~=3.11", ["3.11.0", "3.12.5"], ["3.10.0", "4.0.0"]),
            ("~=3.11.2", ["3.11.2", "3.11.9"], ["3.11.1", "3.12.0"]),
            (">=3.11,<3.14", ["3.11.0", "3.13.9"], ["3.10.9", "3.14.0"]),
            (" >= 3.11 ,\t!= 3.12.1 , < 4 ", ["3.12.0", "3.12.2"], ["3.12.1", "4.0.0"]),
            (">3", ["3.0.1"], ["3.0.0"]),
            (">=3.9,>=3.12", ["3.12.0"], ["3.11.0"]),
        ]
    )
    func allowsWhatPEP440Allows(text: String, allowed: [String], refused: [String]) throws {
        let requirement = try PythonVersionRequirement(parsing: text)
        for version in allowed { #expect(requirement.allows(try parse(version)), "\(text) allows \(version)") }
        for version in refused { #expect(!requirement.allows(try parse(version)), "\(text) refuses \(version)") }
    }

    @Test(
        arguments: [
            ("", "a clause is empty; write one such as \">=3.11\""),
            (">=3.11,", "a clause is empty; write one such as \">=3.11\""),
            ("3.11", "\"3.11\" does not begin with one of the operators >=, <=, >, <, ==, != and ~="),
            ("=3.11", "\"=3.11\" does not begin with one of the operators >=, <=, >, <, ==, != and ~="),
            (">=3.11, ^3.12", "\"^3.12\" does not begin with one of the operators >=, <=, >, <, ==, != and ~="),
            ("===3.11", "\"===3.11\" uses the operator ===, which is not supported; use =="),
            (">=", "\">=\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (">=3.", "\">=3.\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (">=3.x", "\">=3.x\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (">=3 .1", "\">=3 .1\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (">=+3", "\">=+3\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (
                "<3.14rc1",
                "\"<3.14rc1\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"
            ),
            ("==.*", "\"==.*\" does not end in a version; write numbers joined by dots, such as 3.12 or 3.12.1"),
            (">=3.1.2.3", "\">=3.1.2.3\" has too many numbers; a Python version has three"),
            ("==3.1.2.*", "\"==3.1.2.*\" has too many numbers; a Python version has three"),
            (">=3.*", "\">=3.*\" has a wildcard, which only == and != allow"),
            ("~=3", "\"~=3\" needs at least two numbers after ~=, such as ~=3.11"),
        ]
    )
    func saysWhichClauseIsWrongAndWhy(text: String, message: String) throws {
        let error = try #require(throws: PackageError.self) { try PythonVersionRequirement(parsing: text) }
        #expect(error.code == .pythonRequirementInvalid)
        #expect(error.message == message)
    }

    @Test func refusesNumbersTooLargeForAnInteger() {
        #expect(throws: PackageError.self) {
            try PythonVersionRequirement(parsing: ">=3.99999999999999999999999999")
        }
    }

    @Test func isDescribedWithoutWhiteSpace() throws {
        #expect(try PythonVersionRequirement(parsing: " >= 3.11 , ==3.* ").description == ">=3.11,==3.*")
    }

    @Test func versionsAreInOrderByEachNumber() {
        #expect(PythonVersion(3, 9, 20) < PythonVersion(3, 11))
        #expect(PythonVersion(3, 11, 9) < PythonVersion(3, 11, 10))
        #expect(PythonVersion(3, 11).description == "3.11.0")
    }

    private func parse(_ text: String) throws -> PythonVersion {
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        try #require(numbers.count == 3)
        return PythonVersion(numbers[0], numbers[1], numbers[2])
    }
}
