#if Macros

/// What the names of one Python module mean, and what it has to import for them.
///
/// A name that is not free is not used for an import: `typing.Any` is written instead.
final class PythonNames {
    /// The names that the module itself defines or will.
    private let occupied: Set<String>

    /// The names that appear anywhere in the module, which the names of imported modules must not be.
    private let everywhere: Set<String>

    /// What the module imports already: `typing.Any` or `typing` to the name that it has there.
    private let imported: [String: String]

    private var symbols: Set<PythonSymbol> = []
    private var modules: [String: String] = [:]

    /// Creates the names of a module.
    ///
    /// - Parameters:
    ///   - occupied: The names that the module defines.
    ///   - inner: The names of parameters and fields.
    ///   - imported: What the module imports already.
    init(occupied: Set<String>, inner: Set<String>, imported: [String: String] = [:]) {
        self.occupied = occupied
        everywhere = occupied.union(inner).union(PythonSymbol.names)
        self.imported = imported
    }

    /// What to write for a symbol.
    ///
    /// - Parameter hidden: The names of the class or function around it, which hide those of the module.
    func text(_ symbol: PythonSymbol, hiddenBy hidden: Set<String> = []) -> String {
        if let name = imported[symbol.path], !hidden.contains(name) { return name }
        guard !occupied.contains(symbol.name), !hidden.contains(symbol.name) else {
            return "\(module(symbol.module)).\(symbol.name)"
        }
        if symbol.module != "builtins" { symbols.insert(symbol) }
        return symbol.name
    }

    /// The import statements for all symbols that were asked for, in groups: the standard library and the SDK.
    var imports: [[String]] {
        let groups = Dictionary(grouping: symbols, by: \.module)
        let plain = modules.sorted { $0.key < $1.key }.map { module, name in
            (module, module == name ? "import \(module)" : "import \(module) as \(name)")
        }
        let named = groups.sorted { $0.key < $1.key }.map { module, symbols in
            (module, "from \(module) import \(symbols.map(\.name).sorted().joined(separator: ", "))")
        }
        let all = plain + named
        return [all.filter { $0.0 != "terrarium" }, all.filter { $0.0 == "terrarium" }]
            .map { $0.map(\.1) }.filter { !$0.isEmpty }
    }

    private func module(_ module: String) -> String {
        if let name = imported[module] ?? modules[module] { return name }
        var name = module.replacing(".", with: "_")
        while everywhere.contains(name) { name += "_" }
        modules[module] = name
        return name
    }
}

#endif
