import Foundation
import TerrariumInterface
import Testing

@Suite struct DecimalTests {
    private func message(_ text: String) -> [UInt8] {
        [0x11, UInt8(text.utf8.count), 0, 0, 0] + Array(text.utf8)
    }

    @Test func decimalsReturnExactly() throws {
        for text in [
            "0", "1", "-1.5", "0.1", "99999999999999999999999999999999999999",
            "-0.00000000000000000000000000000000000001",
            "340282366920938463463374607431768211455", "1e-127", "123.456e50",
        ] {
            let value = try #require(Decimal(string: text))
            #expect(try Wire.typed(value) == value)
            #expect(try Wire.overJSON(value) == value)
        }
        #expect(try Wire.typed(Decimal.nan).isNaN)
        #expect(try Wire.typed(Decimal.greatestFiniteMagnitude) == .greatestFiniteMagnitude)
        #expect(try Wire.typed(Decimal.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    }

    @Test func everySpellingOfPythonIsRead() throws {
        for (text, value) in [
            ("1E+3", "1000"), ("-1.50", "-1.5"), ("0E-10", "0"), ("-0", "0"), ("1.000E-7", "0.0000001"), ("+2", "2"),
            ("00012", "12"), ("1e2", "100"), ("100000000000000000000000000000000000000000", "1e41"),
        ] {
            #expect(try Wire.read(Decimal.self, message(text)) == Decimal(string: value))
        }
        #expect(try Wire.read(Decimal.self, message("NaN")).isNaN)
    }

    @Test func decimalThatFoundationWouldRoundIsAMismatch() throws {
        for text in [
            "1.00000000000000000000000000000000000000001", "340282366920938463463374607431768211456",
            "0.12345678901234567890123456789012345678901", "1E+200", "1E-129", "1E+999999999999", "Infinity",
            "-Infinity",
        ] {
            #expect(
                Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Decimal.self, message(text)) }?.message
                    == "expected a decimal number that Foundation's Decimal holds exactly, found another one",
                "\(text)"
            )
        }
    }

    @Test func otherTextsAreNoDecimals() throws {
        for text in ["", ".", "-", "1.2.3", "1E", "1E+", "E5", "abc", "1 ", "1E99999999999999999999", "0x10"] {
            #expect(
                Wire.mismatch { () throws(ValueMismatch) in try Wire.read(Decimal.self, message(text)) }?.message
                    == "expected a decimal number, found another text",
                "\(text)"
            )
        }
    }
}
