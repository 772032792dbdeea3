import Foundation

/// Numbers as people read them, the same in every language.
enum Format {
    /// A count with its thousands apart: `12 345`.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += " " }
            text.append(digit)
        }
        return text
    }

    /// A number of bytes in the unit that suits it: `1.5 MiB`.
    static func bytes(_ number: Int) -> String {
        guard number >= 1024 else { return "\(number) B" }
        var value = Double(number) / 1024
        var units = ["KiB", "MiB", "GiB"][...]
        // 1023.95 would be shown as 1024.0.
        while value >= 1023.95, units.count > 1 {
            value /= 1024
            units.removeFirst()
        }
        return "\(decimals(value, 1)) \(units.first ?? "GiB")"
    }

    /// A time in the unit that suits it, with three digits: `1.25 ms`.
    static func time(nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<999.5: "\(digits(nanoseconds)) ns"
        case ..<999.5e3: "\(digits(nanoseconds / 1e3)) µs"
        case ..<999.5e6: "\(digits(nanoseconds / 1e6)) ms"
        default: "\(digits(nanoseconds / 1e9)) s"
        }
    }

    /// A time in seconds: `1.25 s`.
    static func seconds(_ duration: Duration) -> String {
        "\(decimals(duration.inSeconds, 2)) s"
    }

    /// A time as a clock shows it: `1:02:03`, or `2:03`.
    static func clock(_ duration: Duration) -> String {
        let seconds = Int(duration.inSeconds.rounded())
        let rest = "\(seconds / 60 % 60):" + "\(seconds % 60)".leftPadded(to: 2, with: "0")
        return seconds < 3600 ? rest : "\(seconds / 3600):" + rest.leftPadded(to: 5, with: "0")
    }

    /// A 64-bit value as Fidius and Terrarium write hashes: `0x00000000000000ff`.
    static func hash(_ value: UInt64) -> String {
        "0x" + String(value, radix: 16).leftPadded(to: 16, with: "0")
    }

    /// A text on one line that does nothing to a terminal: control characters are escaped.
    static func shown(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: result += scalar.escaped(asASCII: true)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func digits(_ value: Double) -> String {
        decimals(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
    }

    private static func decimals(_ value: Double, _ count: Int) -> String {
        String(format: "%.\(count)f", value)
    }
}

extension Duration {
    /// The time in seconds.
    var inSeconds: Double { self / .seconds(1) }
}

extension String {
    /// This text with characters before it, so that it is at least `width` long.
    func leftPadded(to width: Int, with character: Character = " ") -> String {
        String(repeating: character, count: max(0, width - count)) + self
    }

    /// This text with spaces after it, so that it is at least `width` long.
    func rightPadded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
