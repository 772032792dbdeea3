/// The number that a plugin and its host must agree on: FNV-1a, 64 bits, over the signatures of the required methods.
///
/// Fidius computes the same number for an interface in Rust with the same methods.
package enum InterfaceHash {
    /// The text that is hashed: a line for each required method, sorted by bytes, with no line break at the end.
    package static func canonicalText(of interface: InterfaceModel) -> String {
        interface.methods
            .filter { $0.optionalSince == nil }
            .map(line(for:))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .joined(separator: "\n")
    }

    /// The hash that the declaration states, or else that of the canonical text.
    package static func hash(of interface: InterfaceModel) -> UInt64 {
        interface.statedHash ?? fnv1a(canonicalText(of: interface))
    }

    /// FNV-1a, 64 bits, of a text's UTF-8.
    package static func fnv1a(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01b3
        }
        return hash
    }

    /// A hash as plugins write it: `0x` and 16 hexadecimal digits.
    package static func text(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func line(for method: MethodModel) -> String {
        let parameters = method.parameters.map(\.type.rustSpelling).joined(separator: ",")
        var line = "\(method.pythonName):\(parameters)->\(method.result.rustSpelling)"
        if method.isRaw {
            line += "!raw"
        }
        if method.result.isStream {
            line += "!stream"
        }
        if method.parameters.contains(where: \.type.isStream) {
            line += "<stream"
        }
        return line
    }
}
