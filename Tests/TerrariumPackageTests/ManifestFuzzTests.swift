import Testing

@testable import TerrariumPackage

/// Changes valid manifests at random: nothing may crash, and every error has to say something.
@Suite struct ManifestFuzzTests {
    private static let seeds = [
        minimalManifest,
        #"""
        # comment
        [package]
        name = "greeter"
        version = '0.1.0'
        interface = """Greeter"""
        interface_version = 0x1
        extension = "fid"
        runtime = "python"
        [metadata]
        a.b = [1, 2.5, true, {x = 1979-05-27T07:32:00Z, y = '''a
        b'''}]
        "q k" = "\u00e9\U0001F600\n"
        t = 07:32:00.999
        d = [1979-05-27, 1979-05-27 07:32:00, -1e9, nan, +inf, 0o17, 0b1]
        [[metadata.list]]
        u = {}
        [[metadata.list]]
        [python]
        entry_module = "greeter.main"
        requirements = "requirements.txt"
        [terrarium]
        requires_python = ">=3.11,<3.14"
        compatibility = "strict"
        """#,
    ].map { Array($0.utf8) }

    private static let pieces = [
        "[", "]", "[[", "]]", "{", "}", "\"", "\"\"\"", "'", "'''", "\\", "\\u0000", "\\u", "=", ".", ",", "#", "\n",
        "\r", "\r\n", "T", "1979-05-27", "07:32:00", "inf", "0x", "_", "-", "+", "e9", "[a]\n", "[[a]]\n", "a = ",
        "\u{FEFF}", "\u{0}", "é", "\u{32A}", "\u{7F}", " ",
    ].map { Array($0.utf8) }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func survivesMutations(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<1_000 {
            var bytes = Self.seeds.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, using: &random) }
            do {
                let manifest = try PackageManifest(parsing: bytes)
                #expect(!manifest.name.isEmpty)
            } catch {
                #expect(!error.message.isEmpty)
                #expect(!error.problems.isEmpty)
            }
        }
    }

    @Test func survivesEveryTruncation() {
        for bytes in Self.seeds {
            for count in 0..<bytes.count { _ = try? PackageManifest(parsing: Array(bytes[..<count])) }
        }
    }

    @Test func survivesEveryShortText() {
        let alphabet = Array("[]{}\"'=.,#\n aT1-\\&".utf8)
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    _ = try? PackageManifest(parsing: [first, second, third])
                    _ = try? PackageManifest(parsing: Array("a=".utf8) + [first, second, third])
                }
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 2 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &random)
        case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
        }
    }
}

/// A random number generator with a seed, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
