import Foundation

/// A decimal number as Python's `str` writes it, in its parts.
struct DecimalText: Equatable {
    private enum Value: Equatable {
        case notANumber
        case infinity
        /// The digits have no zeros at their ends; none are zero.
        case finite(isNegative: Bool, digits: [UInt8], exponent: Int)
    }

    private let value: Value

    /// Reads a number; `nil` when the text is none.
    init?(_ text: String) {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        switch String(Substring(rest)).lowercased() {
        case "nan", "snan":
            value = .notANumber
            return
        case "infinity", "inf":
            value = .infinity
            return
        default:
            break
        }
        var digits: [UInt8] = []
        var exponent = 0
        var hasPoint = false
        var hasDigits = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if let digit = Self.digit(byte) {
                hasDigits = true
                if digit != 0 || !digits.isEmpty { digits.append(digit) }
                if hasPoint { exponent -= 1 }
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        guard hasDigits else { return nil }
        if let mark = rest.first {
            guard mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e") else { return nil }
            let digits = rest.dropFirst()
            guard let first = digits.first, Self.digit(first) != nil || digits.count > 1,
                let stated = Int(Substring(digits)), abs(stated) < 1 << 40
            else { return nil }
            exponent += stated
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        value = .finite(
            isNegative: isNegative && !digits.isEmpty,
            digits: digits,
            exponent: digits.isEmpty ? 0 : exponent
        )
    }

    /// The number in Foundation's type; `nil` when that would not be exact.
    var decimal: Decimal? {
        switch value {
        case .notANumber:
            return Decimal.nan
        case .infinity:
            return nil
        case .finite(let isNegative, let digits, let exponent):
            if digits.isEmpty { return Decimal.zero }
            guard digits.count <= 39, (-128...127).contains(exponent), let significand = Self.significand(digits)
            else { return nil }
            let decimal = Decimal(sign: isNegative ? .minus : .plus, exponent: exponent, significand: significand)
            // Foundation rounds where it cannot hold a number; what it says it holds settles it.
            return DecimalText(decimal.description) == self ? decimal : nil
        }
    }

    private static func significand(_ digits: [UInt8]) -> Decimal? {
        var number: UInt128 = 0
        for digit in digits {
            let (scaled, scaledOverflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = scaled.addingReportingOverflow(UInt128(digit))
            if scaledOverflows || overflows { return nil }
            number = sum
        }
        return Decimal(string: String(number))
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }
}
