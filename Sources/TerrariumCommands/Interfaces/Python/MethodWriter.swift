#if Macros

import TerrariumSyntax

/// Writes a method of an interface as a Python function that is still to be filled in.
struct MethodWriter {
    /// The types of the module.
    let types: PythonTypes

    /// The defaults of parameters.
    let defaults: PythonDefault

    /// The comments, the decorator and the function.
    func text(_ method: MethodModel) -> String {
        let parameters = Self.parameters(of: method)
        let values = defaultValues(parameters.map(\.model))
        let names = Set(parameters.map(\.name))
        let items = zip(parameters, values).map { parameter, value in
            "\(parameter.name): \(types.parameter(parameter.model.type))" + (value.map { " = \($0)" } ?? "")
        }
        let mark = types.names.text(.method)
        var text = types.comments(method.parameters.map(\.type) + [method.result])
        if let version = method.optionalSince { text += "# Optional since version \(version).\n" }
        text += method.isRaw ? "@\(mark)(raw=True)\n" : "@\(mark)\n"
        let head = "def \(method.pythonName)("
        text += PythonText.list(head, items, ") -> \(types.annotation(method.result)):") + "\n"
        let lines = documentation(method, parameters)
        if !lines.isEmpty { text += PythonText.docstring(lines, indent: "    ") }
        text += "    raise \(types.names.text(.notImplemented, hiddenBy: names))\n"
        // With it, the function is a generator, and stays one when the line before it goes.
        if method.result.isStream { text += "    yield\n" }
        return text
    }

    /// The parameters in the order in which they are passed, with names that differ: a stream comes first.
    static func parameters(of method: MethodModel) -> [(name: String, model: MethodModel.Parameter)] {
        let streams = method.parameters.filter(\.type.isStream)
        var taken: Set<String> = []
        return (streams + method.parameters.filter { !$0.type.isStream }).map { parameter in
            var name = PythonText.identifier(parameter.pythonName)
            while !taken.insert(name).inserted { name += "_" }
            return (name, parameter)
        }
    }

    /// The defaults of the last parameters: Python has none before a parameter without one.
    private func defaultValues(_ parameters: [MethodModel.Parameter]) -> [String?] {
        var values: [String?] = []
        for parameter in parameters.reversed() {
            let value = parameter.defaultText.flatMap { defaults.text($0, parameter.type) }
            values.append(values.last.map { $0 == nil } == true ? nil : value)
        }
        return values.reversed()
    }

    private func documentation(
        _ method: MethodModel,
        _ parameters: [(name: String, model: MethodModel.Parameter)]
    ) -> [String] {
        var names: [String: String] = [:]
        for (name, model) in parameters {
            names[model.name] = name
            if let label = model.label { names[label] = names[label] ?? name }
        }
        return Documentation(method.documentation).lines(
            names: names,
            result: method.result.isStream ? "Yields" : "Returns"
        )
    }
}

#endif
