#if Macros

import TerrariumSyntax

/// The differences between a plugin's file and an interface.
struct PluginCheck {
    /// One difference.
    struct Finding: Encodable {
        /// What differs.
        enum Kind: String, Encodable {
            case hash, missing, optionalMissing, parameters, names, types, generator, coroutine, wire, unknown, extra
        }

        var kind: Kind
        var method: String?
        var line: Int?
        var message: String
    }

    /// What keeps the plugin from fitting.
    private(set) var problems: [Finding] = []

    /// What is worth knowing, and is no obstacle.
    private(set) var notes: [Finding] = []

    /// Compares a plugin with an interface.
    ///
    /// - Parameters:
    ///   - plugin: What the plugin's file says.
    ///   - source: The interface.
    ///   - stub: What a stub of the interface says: it is what the plugin is compared with.
    init(_ plugin: PluginDescription, _ source: InterfaceSource, stub: PluginDescription) {
        let found = Dictionary(plugin.functions.map { ($0.name, $0) }) { $1 }
        let expected = Dictionary(stub.functions.map { ($0.name, $0) }) { $1 }
        checkHash(plugin, source)
        for method in source.model.methods {
            let name = method.pythonName
            if let function = found[name], let expected = expected[name] {
                check(function, expected, method)
            } else if plugin.names[name] != nil || plugin.hasUnknownNames {
                note(.unknown, name, nil, "\(name) is no function of this file, so nothing is known of it")
            } else if let version = method.optionalSince {
                note(.optionalMissing, name, nil, "\(name) is missing, which is optional since version \(version)")
            } else {
                problem(.missing, name, nil, "\(name) is missing")
            }
        }
        let known = Set(source.model.methods.map(\.pythonName))
        for function in plugin.functions where function.mark != .none && !known.contains(function.name) {
            note(.extra, function.name, function.line, "\(function.name) is no method of \(source.model.name)")
        }
    }

    private mutating func checkHash(_ plugin: PluginDescription, _ source: InterfaceSource) {
        let expected = Format.hash(source.hash)
        guard let hash = plugin.hash else {
            if plugin.names["__interface_hash__"] != nil {
                note(.unknown, nil, nil, "__interface_hash__ is not stated as a number in this file")
            } else {
                problem(.hash, nil, nil, "__interface_hash__ is missing; the interface's is \(expected)")
            }
            return
        }
        guard let value = hash.value else {
            return note(.unknown, nil, hash.line, "__interface_hash__ is not stated as a number")
        }
        guard value != expected else { return }
        problem(.hash, nil, hash.line, "__interface_hash__ is \(value), and the interface's is \(expected)")
    }

    private mutating func check(
        _ function: PluginDescription.Function,
        _ expected: PluginDescription.Function,
        _ method: MethodModel
    ) {
        let (name, line) = (function.name, function.line)
        if function.isAsync {
            problem(.coroutine, name, line, "\(name) is a coroutine; hosts call plain functions, leave out `async`")
        } else if function.isGenerator != expected.isGenerator, function.isGenerator {
            problem(.generator, name, line, "\(name) is a generator, and the interface expects one value")
        }
        if function.mark != .none, function.mark != expected.mark {
            problem(
                .wire,
                name,
                line,
                method.isRaw
                    ? "\(name) takes and gives bytes: it is @method(raw=True)"
                    : "\(name) takes and gives values: it is @method without raw=True"
            )
        }
        if checkParameters(function, expected) {
            let names = zip(function.parameters.filter { $0.kind == .positional }, expected.parameters)
            for (parameter, expected) in names {
                checkHint(parameter.hint, expected.hint, "the parameter \(expected.name) of \(name)", name, line)
            }
        }
        checkHint(function.result, expected.result, "the result of \(name)", name, line)
    }

    /// Compares how many parameters there are and what they are called.
    ///
    /// - Returns: Whether there are as many as expected.
    private mutating func checkParameters(
        _ function: PluginDescription.Function,
        _ expected: PluginDescription.Function
    ) -> Bool {
        let (name, line) = (function.name, function.line)
        for parameter in function.parameters where parameter.kind == .keyword && !parameter.hasDefault {
            problem(
                .parameters,
                name,
                line,
                "\(name) needs the keyword \(parameter.name), and only positions are passed"
            )
        }
        let positional = function.parameters.filter { $0.kind == .positional }
        let count = expected.parameters.count
        let takesMore = function.parameters.contains { $0.kind == .extra }
        let isEnough = positional.filter { !$0.hasDefault }.count <= count && (takesMore || positional.count >= count)
        let names = expected.parameters.map(\.name).joined(separator: ", ")
        let ownNames = positional.map(\.name).joined(separator: ", ")
        if !isEnough {
            problem(.parameters, name, line, "\(name) takes (\(ownNames)), and the interface passes (\(names))")
        } else if zip(positional, expected.parameters).contains(where: { $0.name != $1.name }) {
            problem(.names, name, line, "\(name) names its parameters (\(ownNames)), and the interface (\(names))")
        }
        return isEnough
    }

    private mutating func checkHint(
        _ hint: PluginDescription.Hint?,
        _ expected: PluginDescription.Hint?,
        _ place: String,
        _ method: String,
        _ line: Int
    ) {
        guard let hint, let expected, hint.text != expected.text else { return }
        let message = "\(place) is \(hint.text), and \(expected.text) in the interface"
        if hint.contradicts(expected) {
            problem(.types, method, line, message)
        } else {
            note(.types, method, line, message)
        }
    }

    private mutating func problem(_ kind: Finding.Kind, _ method: String?, _ line: Int?, _ message: String) {
        problems.append(Finding(kind: kind, method: method, line: line, message: message))
    }

    private mutating func note(_ kind: Finding.Kind, _ method: String?, _ line: Int?, _ message: String) {
        notes.append(Finding(kind: kind, method: method, line: line, message: message))
    }
}

extension PluginDescription.Hint {
    /// The types that no other name stands for.
    private static let known: Set<String> = [
        "bool", "int", "float", "str", "bytes", "list", "set", "dict", "tuple", "None", "datetime", "timedelta", "UUID",
        "Decimal",
    ]

    /// Whether no value is of both types, as far as their names tell.
    fileprivate func contradicts(_ other: PluginDescription.Hint) -> Bool {
        let names = Set(alternatives.map(\.name))
        let otherNames = Set(other.alternatives.map(\.name))
        guard names.union(otherNames).isSubset(of: Self.known) else { return false }
        if names != otherNames { return true }
        return alternatives.contains { alternative in
            other.alternatives.contains { other in
                alternative.name == other.name
                    && alternative.arguments.count == other.arguments.count
                    && zip(alternative.arguments, other.arguments).contains { $0.contradicts($1) }
            }
        }
    }
}

#endif
