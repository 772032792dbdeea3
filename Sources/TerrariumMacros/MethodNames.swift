#if Macros
import TerrariumSyntax

/// The names of the index constants.
enum MethodNames {
    /// One name for each method: its own, with its labels where several methods share it.
    static func distinct(_ methods: [MethodModel]) -> [String] {
        let counts = Dictionary(grouping: methods, by: \.name).mapValues(\.count)
        var taken: Set<String> = Set(counts.filter { $0.value == 1 }.keys)
        return methods.map { method in
            guard counts[method.name] != 1 else {
                return method.name
            }
            let labels = method.parameters.compactMap(\.label)
            let wanted = method.name + labels.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            var name = wanted
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(wanted)\(number)"
                number += 1
            }
            return name
        }
    }
}
#endif
