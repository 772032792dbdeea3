extension MethodModel {
    /// The signature of the Python function, such as `(name: str, times: int) -> str`.
    package var pythonSignature: String {
        let parameters = parameters.map { "\($0.pythonName): \($0.type.pythonParameterHint)" }
        return "(\(parameters.joined(separator: ", "))) -> \(result.pythonHint)"
    }
}
