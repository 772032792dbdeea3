import TerrariumInterface

/// Turns a TOML document into a manifest, and collects everything that is wrong with it on the way.
struct ManifestDecoder {
    /// What is wrong, in the order in which it was found until ``decode()`` returns, then in the order of the file.
    private(set) var problems: [PackageError.Problem] = []

    /// The name of the package, if it is valid, whatever else is wrong.
    private(set) var packageName: String?

    /// How many unknown keys are reported one by one.
    private static let mostUnknownKeys = 20

    private let document: TOMLDocument

    init(_ document: TOMLDocument) {
        self.document = document
    }

    /// The manifest, or `nil` if there are ``problems``.
    mutating func decode() -> PackageManifest? {
        let package = table("package", example: "a [package] table with a name and a version")
        let python = optionalTable("python")
        let wasm = optionalTable("wasm")
        let metadata = document.root["metadata"]
        if metadata == nil {
            report(["metadata"], "is missing; add an empty `[metadata]` table")
        }

        packageName = package.flatMap { name(in: $0) }
        let version = package.flatMap { self.version(in: $0) }
        let interface = package.flatMap { string("interface", in: $0, example: "the name of an interface") }
        let interfaceVersion = package.flatMap { self.interfaceVersion(in: $0) }
        let archiveExtension = package.flatMap { self.archiveExtension(in: $0) }
        let runtime = package.flatMap { self.runtime(in: $0) }
        let pythonSection = python.flatMap { self.pythonSection($0) }
        let wasmSection = wasm.flatMap { self.wasmSection($0) }
        let terrarium = terrariumSection()
        if let runtime, let package {
            checkSections(of: runtime, isDeclared: package.values["runtime"] != nil)
        }

        sortProblems()
        guard problems.isEmpty, let packageName, let version, let interface, let interfaceVersion,
            let archiveExtension, let runtime, let metadata, let terrarium
        else { return nil }
        return PackageManifest(
            name: packageName,
            version: version,
            interface: interface,
            interfaceVersion: interfaceVersion,
            archiveExtension: archiveExtension,
            runtime: runtime,
            metadata: metadata,
            python: pythonSection,
            wasm: wasmSection,
            terrarium: terrarium
        )
    }

    // MARK: - [package]

    private mutating func name(in package: Table) -> String? {
        checked("name", in: package, example: "the name of the package", check: fileNameError)
    }

    private mutating func version(in package: Table) -> String? {
        checked("version", in: package, example: "a version such as \"0.1.0\"") { version in
            if version.isEmpty { return "must not be empty; give a version such as \"0.1.0\"" }
            let isSafe = version.unicodeScalars.allSatisfy {
                $0 != "/" && $0 != "\\" && $0.properties.generalCategory != .control
            }
            return isSafe ? nil : "must not have slashes or control characters, because it becomes part of file names"
        }
    }

    private mutating func interfaceVersion(in package: Table) -> UInt32? {
        let key = "interface_version"
        let path = package.path + [key]
        guard let value = required(key, in: package, example: "a whole number such as 1") else { return nil }
        guard case .integer(let number) = value else {
            return reportType(of: value, at: path, expected: "an integer")
        }
        guard let version = UInt32(exactly: number) else {
            report(path, "is \(number); it must be from 0 to \(UInt32.max)")
            return nil
        }
        return version
    }

    private mutating func archiveExtension(in package: Table) -> String? {
        checked("extension", in: package, default: "fid", check: fileNameError)
    }

    private mutating func runtime(in package: Table) -> PackageRuntime? {
        choice("runtime", in: package, default: .rust)
    }

    /// Reports sections that the runtime needs and that are missing, and those that belong to another one.
    private mutating func checkSections(of runtime: PackageRuntime, isDeclared: Bool) {
        for (section, owner, need) in [
            ("python", PackageRuntime.python, "entry_module"), ("wasm", .wasm, "component"),
        ] {
            let isPresent = document.root[section] != nil
            if runtime == owner, !isPresent {
                report(["package", "runtime"], "is \"\(owner)\", which requires a `[\(section)]` table with `\(need)`")
            } else if runtime != owner, isPresent {
                let remedy =
                    isDeclared
                    ? "remove the table or change `package.runtime`, which is \"\(runtime)\""
                    : "add that line to `[package]`"
                report([section], "is only valid with runtime = \"\(owner)\"; \(remedy)")
            }
        }
    }

    // MARK: - [python] and [wasm]

    private mutating func pythonSection(_ table: Table) -> PythonSection? {
        let entryModule = checked("entry_module", in: table, example: "the module to import") { module in
            isModulePath(module) ? nil : "is not the name of a module, such as \"greeter\" or \"greeter.main\""
        }
        let requirements = checked("requirements", in: table, default: "requirements.txt") { path in
            isInside(path) ? nil : "must be a path inside of the package: relative, without `..`"
        }
        guard let entryModule, let requirements else { return nil }
        return PythonSection(entryModule: entryModule, requirements: requirements)
    }

    private mutating func wasmSection(_ table: Table) -> WasmSection? {
        let component = string("component", in: table, example: "the name of the component file")
        let precompiled = table.values["precompiled"].flatMap { string($0, at: table.path + ["precompiled"]) }
        let capabilities = strings("capabilities", in: table)
        guard let component, let capabilities else { return nil }
        return WasmSection(component: component, precompiled: precompiled, capabilities: capabilities)
    }

    // MARK: - [terrarium]

    private mutating func terrariumSection() -> TerrariumSection? {
        guard document.root["terrarium"] != nil else {
            return TerrariumSection(requiresPython: nil, compatibility: nil)
        }
        guard let table = optionalTable("terrarium") else { return nil }
        let unknown = table.values.keys.filter { !TerrariumSection.keys.contains($0) }.sorted()
        for key in unknown.prefix(Self.mostUnknownKeys) {
            let hint =
                NearName.nearest(to: key, in: TerrariumSection.keys).map { "did you mean `\($0)`?" }
                ?? "the keys are \(list(TerrariumSection.keys.map { "`\($0)`" }, "and"))"
            report(table.path + [key], "is not known; \(hint)")
        }
        if unknown.count > Self.mostUnknownKeys {
            report(table.path, "has \(unknown.count - Self.mostUnknownKeys) more keys that are not known")
        }
        let requiresPython = requiresPython(in: table)
        guard table.values["compatibility"] != nil else {
            return TerrariumSection(requiresPython: requiresPython, compatibility: nil)
        }
        let compatibility = choice("compatibility", in: table, default: Compatibility.strict)
        return compatibility.map { TerrariumSection(requiresPython: requiresPython, compatibility: $0) }
    }

    private mutating func requiresPython(in table: Table) -> PythonVersionRequirement? {
        let path = table.path + ["requires_python"]
        guard let text = table.values["requires_python"].flatMap({ string($0, at: path) }) else { return nil }
        do {
            return try PythonVersionRequirement(parsing: text)
        } catch {
            report(path, "cannot be understood: \(error.message)")
            return nil
        }
    }

    // MARK: - Fields

    /// A table of the document and its name.
    private struct Table {
        let path: [String]
        let values: [String: ManifestValue]
    }

    /// A table that has to be there.
    private mutating func table(_ key: String, example: String) -> Table? {
        guard document.root[key] != nil else {
            report([key], "is missing; add \(example)")
            return nil
        }
        return optionalTable(key)
    }

    /// A table that may be absent; anything else under its name is reported.
    private mutating func optionalTable(_ key: String) -> Table? {
        guard let value = document.root[key] else { return nil }
        guard case .table(let values) = value else {
            return reportType(of: value, at: [key], expected: "a table")
        }
        return Table(path: [key], values: values)
    }

    /// A value that has to be there.
    private mutating func required(_ key: String, in table: Table, example: String) -> ManifestValue? {
        if let value = table.values[key] { return value }
        let hint = NearName.nearest(to: key, in: table.values.keys.sorted()).map {
            "did you mean it by `\($0.shown(limit: 80))`?"
        }
        report(table.path + [key], "is missing; \(hint ?? "add \(example)")")
        return nil
    }

    private mutating func string(_ value: ManifestValue, at path: [String]) -> String? {
        guard case .string(let text) = value else {
            return reportType(of: value, at: path, expected: "a string")
        }
        return text
    }

    /// A string that has to be there.
    private mutating func string(_ key: String, in table: Table, example: String) -> String? {
        required(key, in: table, example: example).flatMap { string($0, at: table.path + [key]) }
    }

    /// A list of strings, empty if it is absent.
    private mutating func strings(_ key: String, in table: Table) -> [String]? {
        guard let value = table.values[key] else { return [] }
        guard case .array(let elements) = value else {
            return reportType(of: value, at: table.path + [key], expected: "an array of strings")
        }
        let texts = elements.compactMap { string($0, at: table.path + [key]) }
        return texts.count == elements.count ? texts : nil
    }

    /// A string that has to be there and to pass a check, which returns what is wrong.
    private mutating func checked(
        _ key: String,
        in table: Table,
        example: String,
        check: (String) -> String?
    ) -> String? {
        string(key, in: table, example: example).flatMap { checked($0, at: table.path + [key], check: check) }
    }

    /// A string with a default that has to pass a check, which returns what is wrong.
    private mutating func checked(
        _ key: String,
        in table: Table,
        default: String,
        check: (String) -> String?
    ) -> String? {
        let path = table.path + [key]
        guard let value = table.values[key] else { return `default` }
        return string(value, at: path).flatMap { checked($0, at: path, check: check) }
    }

    private mutating func checked(_ text: String, at path: [String], check: (String) -> String?) -> String? {
        guard let wrong = check(text) else { return text }
        report(path, "\(text.quoted) \(wrong)")
        return nil
    }

    /// One of a fixed set of strings, with a default.
    private mutating func choice<Choice>(_ key: String, in table: Table, default: Choice) -> Choice?
    where Choice: CaseIterable & RawRepresentable<String> {
        let path = table.path + [key]
        guard let value = table.values[key] else { return `default` }
        guard let text = string(value, at: path) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let allowed = list(Choice.allCases.map { "\"\($0.rawValue)\"" }, "or")
            report(path, "\(text.quoted) is not known; it must be \(allowed)")
            return nil
        }
        return choice
    }

    // MARK: - Problems

    /// Reports what is wrong with a key, at its position or that of the table it is missing from.
    private mutating func report(_ path: [String], _ message: String) {
        let name = path.map { $0.shown(limit: 80) }.joined(separator: ".")
        problems.append(PackageError.Problem("`\(name)` \(message)", at: document.position(of: path)))
    }

    /// Reports a value of the wrong type, and returns `nil` for use as the result.
    private mutating func reportType<Result>(of value: ManifestValue, at path: [String], expected: String) -> Result? {
        report(path, "must be \(expected), not \(value.typeName)")
        return nil
    }

    /// Puts the problems in the order of the file.
    private mutating func sortProblems() {
        problems.sort {
            ($0.line ?? 0, $0.column ?? 0, $0.message) < ($1.line ?? 0, $1.column ?? 0, $1.message)
        }
    }
}

// MARK: - Text

/// Words as a list: `a, b or c`.
private func list(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}

/// Why a text is not safe as a part of any file name, or `nil` if it is.
private func fileNameError(_ text: String) -> String? {
    let isSafe = text.utf8.allSatisfy { $0.isAlphanumeric || "._-".utf8.contains($0) }
    if isSafe, text.utf8.first?.isAlphanumeric == true { return nil }
    return "may only have ASCII letters, digits, `.`, `_` and `-`, and has to begin with a letter or digit"
}

/// Whether a text is Python identifiers joined by dots.
private func isModulePath(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { name in
        guard let first = name.unicodeScalars.first, first.properties.isXIDStart || first == "_" else { return false }
        return name.unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
    }
}

/// Whether a path, going by its name, leads to something inside of the directory it is relative to.
private func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.contains("\\")
        && !path.split(separator: "/").contains("..")
}
