import TerrariumInterface
import Testing

@testable import TerrariumPackage

@Suite struct PackageManifestTests {
    @Test func readsEveryField() throws {
        let manifest = try PackageManifest(
            parsing: """
                [package]
                name = "Order.Transform-2_x"
                version = "1.2.3-rc.1+5"
                interface = "transform-interface"
                interface_version = 4294967295
                extension = "plugin"
                runtime = "python"

                [metadata]
                author = "someone"

                [python]
                entry_module = "transform.main"
                requirements = "deps/requirements.lock"

                [terrarium]
                requires_python = ">= 3.11, < 3.14"
                compatibility = "fidius"
                """
        )
        #expect(manifest.name == "Order.Transform-2_x")
        #expect(manifest.version == "1.2.3-rc.1+5")
        #expect(manifest.interface == "transform-interface")
        #expect(manifest.interfaceVersion == .max)
        #expect(manifest.archiveExtension == "plugin")
        #expect(manifest.runtime == .python)
        #expect(manifest.metadata == .table(["author": .string("someone")]))
        #expect(manifest.metadata["author"] == .string("someone"))
        #expect(manifest.python?.entryModule == "transform.main")
        #expect(manifest.python?.requirements == "deps/requirements.lock")
        #expect(manifest.wasm == nil)
        #expect(manifest.terrarium.requiresPython?.description == ">=3.11,<3.14")
        #expect(manifest.terrarium.compatibility == .fidius)
    }

    @Test func fillsInDefaults() throws {
        let manifest = try PackageManifest(parsing: minimalManifest)
        #expect(manifest.archiveExtension == "fid")
        #expect(manifest.metadata == .table([:]))
        #expect(manifest.python?.requirements == "requirements.txt")
        #expect(manifest.terrarium.requiresPython == nil)
        #expect(manifest.terrarium.compatibility == nil)
    }

    @Test func takesRustForTheRuntimeIfNoneIsNamed() throws {
        let text = """
            package = { name = "native", version = "1", interface = "", interface_version = 0 }
            metadata = {}
            """
        let manifest = try PackageManifest(parsing: text)
        #expect(manifest.runtime == .rust)
        #expect(manifest.python == nil)
    }

    @Test func readsTheSectionOfAWasmPackage() throws {
        let text = """
            [package]
            name = "ticker"
            version = "1"
            interface = "Ticker"
            interface_version = 1
            runtime = "wasm"
            [metadata]
            [wasm]
            component = "ticker.wasm"
            """
        let plain = try PackageManifest(parsing: text)
        #expect(plain.wasm == WasmSection(component: "ticker.wasm", precompiled: nil, capabilities: []))
        let full = try PackageManifest(
            parsing: text + "\nprecompiled = \"ticker.cwasm\"\ncapabilities = [\"clock\", \"random\"]"
        )
        #expect(full.wasm?.precompiled == "ticker.cwasm")
        #expect(full.wasm?.capabilities == ["clock", "random"])
        #expect(try problem(of: text + "\nprecompiled = 1").contains("`wasm.precompiled` must be a string"))
        #expect(try problem(of: text + "\ncapabilities = \"all\"").contains("must be an array of strings"))
        #expect(try problem(of: text + "\ncapabilities = [\"clock\", 1]").contains("must be a string, not an integer"))
        #expect(
            try problem(of: text.replacing("component", with: "file")).contains("`wasm.component` is missing")
        )
    }

    @Test func keepsMetadataOfEveryType() throws {
        let manifest = try PackageManifest(
            parsing: manifest(
                replacing: "[metadata]",
                with: #"""
                    [metadata]
                    text = "a\u00e9\n\"b\""
                    hex = 0xff
                    least = -9223372036854775808
                    ratio = 2.5e-3
                    infinite = -inf
                    yes = true
                    mixed = [1, "two", [3.0], { four = 4 }]
                    offset = 1979-05-27T07:32:00.5+01:30
                    before = 1979-05-27 07:32:00-07:00
                    utc = 1979-05-27T07:32:00Z
                    local = 1979-05-27T07:32:00.000001
                    date = 0001-01-01
                    time = 07:32:00
                    dotted.key."with space" = 1
                    [[metadata.list]]
                    a = 1
                    [[metadata.list]]
                    a = 2
                    """#
            )
        )
        let metadata = manifest.metadata
        #expect(metadata["text"] == .string("aé\n\"b\""))
        #expect(metadata["hex"] == .integer(255))
        #expect(metadata["least"] == .integer(.min))
        #expect(metadata["ratio"] == .float(0.0025))
        #expect(metadata["infinite"] == .float(-.infinity))
        #expect(metadata["yes"] == .boolean(true))
        #expect(
            metadata["mixed"]
                == .array([.integer(1), .string("two"), .array([.float(3)]), .table(["four": .integer(4)])])
        )
        #expect(metadata["offset"] == .dateTime("1979-05-27T07:32:00.5+01:30"))
        #expect(metadata["before"] == .dateTime("1979-05-27T07:32:00-07:00"))
        #expect(metadata["utc"] == .dateTime("1979-05-27T07:32:00Z"))
        #expect(metadata["local"] == .dateTime("1979-05-27T07:32:00.000001"))
        #expect(metadata["date"] == .dateTime("0001-01-01"))
        #expect(metadata["time"] == .dateTime("07:32:00"))
        #expect(metadata["dotted"]?["key"]?["with space"] == .integer(1))
        #expect(metadata["list"] == .array([.table(["a": .integer(1)]), .table(["a": .integer(2)])]))
        #expect(metadata["none"] == nil)
        #expect(metadata["yes"]?["none"] == nil)
    }

    @Test func acceptsMetadataThatIsNotATable() throws {
        let text = try "metadata = \"none\"\n" + manifest(replacing: "[metadata]", with: "")
        #expect(try PackageManifest(parsing: text).metadata == .string("none"))
    }

    @Test func ignoresWhatFidiusIgnores() throws {
        let text = try manifest(replacing: "[metadata]", with: "authors = [\"a\"]\nsource_hash = \"x\"\n[metadata]")
        let extended = text + "\nextra = 1\n[dependencies]\nother = \"1\"\n[tool.other]\nx = 1\n"
        #expect(try PackageManifest(parsing: extended) == PackageManifest(parsing: minimalManifest))
    }

    // MARK: - Errors

    @Test(arguments: ["name", "version", "interface", "interface_version", "entry_module"])
    func reportsAMissingKeyWithItsTable(key: String) throws {
        let lines = minimalManifest.split(separator: "\n").filter { !$0.hasPrefix("\(key) =") }
        let problem = try #require(problems(of: lines.joined(separator: "\n")).first)
        let table = key == "entry_module" ? "python" : "package"
        #expect(problem.message.hasPrefix("`\(table).\(key)` is missing; add "))
        #expect(problem.line == lines.firstIndex(of: "[\(table)]").map { $0 + 1 })
    }

    @Test func reportsAMissingPackageTableOnce() throws {
        let message = try problem(of: "[metadata]\n[python]\nentry_module = \"greeter\"")
        #expect(message == "`package` is missing; add a [package] table with a name and a version")
    }

    @Test func requiresMetadata() throws {
        let message = try problem(of: manifest(replacing: "[metadata]", with: ""))
        #expect(message == "`metadata` is missing; add an empty `[metadata]` table")
    }

    @Test func guessesWhichKeyWasMeant() throws {
        let message = try problem(of: manifest(replacing: "entry_module", with: "entry-modul"))
        #expect(message == "`python.entry_module` is missing; did you mean it by `entry-modul`?")
    }

    @Test(
        arguments: [
            ("name = \"greeter\"", "name = 3", "`package.name` must be a string, not an integer"),
            ("\"0.1.0\"", "0.1", "`package.version` must be a string, not a float"),
            ("\"Greeter\"", "[\"Greeter\"]", "`package.interface` must be a string, not an array"),
            ("interface_version = 1", "interface_version = \"1\"", "must be an integer, not a string"),
            ("interface_version = 1", "interface_version = 1.0", "must be an integer, not a float"),
            ("interface_version = 1", "interface_version = true", "must be an integer, not a boolean"),
            ("\"python\"", "2026-01-01", "`package.runtime` must be a string, not a date or time"),
            ("entry_module = \"greeter\"", "entry_module = {}", "`python.entry_module` must be a string, not a table"),
        ]
    )
    func reportsWrongTypes(piece: String, replacement: String, expected: String) throws {
        let message = try problem(of: manifest(replacing: piece, with: replacement))
        #expect(message.hasSuffix(expected))
    }

    @Test(arguments: ["package", "python", "terrarium", "wasm"])
    func reportsASectionThatIsNotATable(section: String) throws {
        let rest = minimalManifest.replacing("[\(section)]", with: "[other]")
        let messages = try problems(of: "\(section) = 1\n\(rest)").map(\.message)
        #expect(messages.contains("`\(section)` must be a table, not an integer"))
    }

    @Test func reportsAnOptionalKeyOfTheWrongType() throws {
        let text = try manifest(replacing: "runtime", with: "extension = 1\nruntime") + "\nrequirements = []"
        #expect(
            try problems(of: text).map(\.message) == [
                "`package.extension` must be a string, not an integer",
                "`python.requirements` must be a string, not an array",
            ]
        )
    }

    @Test(arguments: [
        "", " ", ".hidden", "-x", "_x", "a/b", "../up", "a b", "grüßer", "a\\nb", "a\\u001B[31m", "a\\\\b",
    ])
    func refusesNamesThatAreUnsafeInPaths(name: String) throws {
        let message = try problem(of: manifest(replacing: "\"greeter\"", with: "\"\(name)\""))
        #expect(message.hasPrefix("`package.name` \""))
        #expect(message.contains("may only have ASCII letters, digits, `.`, `_` and `-`"))
        #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test func refusesVersionsThatAreEmptyOrUnsafeInPaths() throws {
        #expect(
            try problem(of: manifest(replacing: "0.1.0", with: ""))
                == "`package.version` \"\" must not be empty; give a version such as \"0.1.0\""
        )
        for version in ["1/2", "1\\\\2", "1\\n2"] {
            let message = try problem(of: manifest(replacing: "0.1.0", with: version))
            #expect(message.contains("must not have slashes or control characters"))
        }
    }

    @Test(arguments: ["", ".fid", "a/b", "fid "])
    func refusesExtensionsThatAreUnsafeInPaths(text: String) throws {
        let message = try problem(of: manifest(replacing: "runtime", with: "extension = \"\(text)\"\nruntime"))
        #expect(message.hasPrefix("`package.extension` \(text.quoted) may only have"))
    }

    @Test(arguments: ["-1", "4294967296", "9223372036854775807"])
    func refusesInterfaceVersionsOutOfRange(number: String) throws {
        let message = try problem(of: manifest(replacing: "version = 1", with: "version = \(number)"))
        #expect(message == "`package.interface_version` is \(number); it must be from 0 to 4294967295")
    }

    @Test(arguments: ["", ".", "a.", ".a", "a..b", "a-b", "1a", "a b", "a/b", "greeter.py:main", "a\\nb"])
    func refusesEntryModulesThatAreNotDottedIdentifiers(module: String) throws {
        let text = try manifest(replacing: "entry_module = \"greeter\"", with: "entry_module = \"\(module)\"")
        #expect(try problem(of: text).contains("is not the name of a module"))
    }

    @Test(arguments: ["a", "_a.b_1.C", "größe"])
    func acceptsPythonIdentifiersAsEntryModules(module: String) throws {
        let text = try manifest(replacing: "entry_module = \"greeter\"", with: "entry_module = \"\(module)\"")
        #expect(try PackageManifest(parsing: text).python?.entryModule == module)
    }

    @Test(arguments: ["", "/etc/passwd", "..", "../x", "a/../../x", "a\\\\b"])
    func refusesRequirementsOutsideOfThePackage(path: String) throws {
        let message = try problem(of: manifest(adding: "requirements = \"\(path)\""))
        #expect(message.contains("must be a path inside of the package"))
    }

    // MARK: - Runtime and sections

    @Test(arguments: ["Python", "pyton", "", "js"])
    func refusesUnknownRuntimes(runtime: String) throws {
        let message = try problem(of: manifest(replacing: "\"python\"", with: "\"\(runtime)\""))
        #expect(
            message == "`package.runtime` \"\(runtime)\" is not known; it must be \"python\", \"rust\" or \"wasm\""
        )
    }

    @Test func requiresThePythonSectionForPython() throws {
        let message = try problem(of: manifest(replacing: "[python]", with: "[other]"))
        #expect(message == "`package.runtime` is \"python\", which requires a `[python]` table with `entry_module`")
    }

    @Test func requiresTheWasmSectionForWasm() throws {
        let text = try manifest(replacing: "\"python\"", with: "\"wasm\"").replacing("[python]", with: "[other]")
        #expect(
            try problem(of: text)
                == "`package.runtime` is \"wasm\", which requires a `[wasm]` table with `component`"
        )
    }

    @Test(arguments: ["rust", "wasm"])
    func refusesThePythonSectionForOtherRuntimes(runtime: String) throws {
        let text = try manifest(replacing: "\"python\"", with: "\"\(runtime)\"")
        let complete = runtime == "wasm" ? text + "\n[wasm]\ncomponent = \"x\"" : text
        #expect(
            try problem(of: complete) == """
                `python` is only valid with runtime = "python"; remove the table or change `package.runtime`, \
                which is "\(runtime)"
                """
        )
    }

    @Test(arguments: ["rust", "python"])
    func refusesTheWasmSectionForOtherRuntimes(runtime: String) throws {
        let text = try manifest(replacing: "\"python\"", with: "\"\(runtime)\"")
            .replacing("[python]", with: runtime == "python" ? "[python]" : "[other]")
        let message = try problem(of: text + "\n[wasm]\ncomponent = \"x\"")
        #expect(message.hasPrefix("`wasm` is only valid with runtime = \"wasm\"; remove the table"))
    }

    @Test func saysThatTheRuntimeLineIsMissing() throws {
        let message = try problem(of: manifest(replacing: "runtime = \"python\"", with: ""))
        #expect(message == "`python` is only valid with runtime = \"python\"; add that line to `[package]`")
    }

    // MARK: - [terrarium]

    @Test(
        arguments: [
            ("require_python", "did you mean `requires_python`?"),
            ("Requires-Python", "did you mean `requires_python`?"),
            ("compatability", "did you mean `compatibility`?"),
            ("timeout", "the keys are `compatibility` and `requires_python`"),
        ]
    )
    func refusesUnknownKeysInTheTerrariumSection(key: String, hint: String) throws {
        let message = try problem(of: manifest(adding: "[terrarium]\n\(key) = \"x\""))
        #expect(message == "`terrarium.\(key)` is not known; \(hint)")
    }

    @Test func reportsTheFirstUnknownKeysAndTheNumberOfTheOthers() throws {
        let keys = (10..<40).map { "key\($0) = 1" }.joined(separator: "\n")
        let messages = try problems(of: manifest(adding: "[terrarium]\n\(keys)")).map(\.message)
        #expect(messages.count == 21)
        #expect(messages.first == "`terrarium` has 10 more keys that are not known")
        #expect(messages.last?.hasPrefix("`terrarium.key29` is not known") == true)
    }

    @Test func refusesWrongTypesAndValuesInTheTerrariumSection() throws {
        let text = manifest(adding: "[terrarium]\nrequires_python = 3.11\ncompatibility = \"Fidius\"")
        #expect(
            try problems(of: text).map(\.message) == [
                "`terrarium.requires_python` must be a string, not a float",
                "`terrarium.compatibility` \"Fidius\" is not known; it must be \"strict\" or \"fidius\"",
            ]
        )
    }

    @Test func saysWhatIsWrongWithARequirement() throws {
        let message = try problem(of: manifest(adding: "[terrarium]\nrequires_python = \">=3.11,3.14\""))
        #expect(
            message == """
                `terrarium.requires_python` cannot be understood: "3.14" does not begin with one of the operators \
                >=, <=, >, <, ==, != and ~=
                """
        )
    }

    // MARK: - Reports

    @Test func reportsEverythingAtOnceInTheOrderOfTheFile() throws {
        let text = """
            [terrarium]
            extra = 1

            [package]
            name = "a b"
              interface = 1
            interface_version = -1
            [python]
            entry_module = "a-b"
            """
        let error = try error(of: text)
        #expect(
            error.problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message.prefix { $0 != " " })" } == [
                "1:1 `metadata`", "2:1 `terrarium.extra`", "4:1 `package.version`", "5:1 `package.name`",
                "6:3 `package.interface`", "7:1 `package.interface_version`", "8:1 `python`",
                "9:1 `python.entry_module`",
            ]
        )
        #expect(error.message.hasSuffix("(and 7 more problems)"))
    }

    @Test func keepsTheNameOfAPackageThatIsOtherwiseWrong() throws {
        #expect(try error(of: manifest(replacing: "0.1.0", with: "")).packageName == "greeter")
        #expect(try error(of: manifest(replacing: "\"greeter\"", with: "\"/\"")).packageName == nil)
    }

    @Test func findsKeysThroughInlineTablesAndDottedKeys() throws {
        let inline = """
            metadata = {}
            package = { name = 1, version = "1", interface = "", interface_version = 1 }
            """
        #expect(try problems(of: inline).map(\.line) == [2])
        let dotted = """
            metadata.x = 1
            package.version = "1"
            package.interface = ""
            package."interface_version" = 1
            package . name = 1
            """
        #expect(try problems(of: dotted).map(\.line) == [5])
    }
}
