import Foundation
import TerrariumInterface
import Testing

@Suite struct JSONTextTests {
    /// The text that comes back when a text is read and written.
    private func rewritten(_ text: String) throws(ValueMismatch) -> String {
        String(decoding: try JSONText.write(from: JSONText.packed(from: Array(text.utf8))), as: UTF8.self)
    }

    private func refusal(_ bytes: [UInt8]) -> ValueMismatch? {
        Wire.mismatch { () throws(ValueMismatch) in _ = try JSONText.packed(from: bytes) }
    }

    @Test func textsAreRewrittenCompactly() throws {
        for (text, expected) in [
            (" [ 1 , 2 ] ", "[1,2]"), ("{\"a\" : { } , \"b\":[ ]}\n", #"{"a":{},"b":[]}"#), ("null", "null"),
            ("[true,false]", "[true,false]"), ("1.0", "1.0"), ("-0", "0"), ("-0.0", "-0.0"), ("1e2", "100.0"),
            ("1E-2", "0.01"), ("1e400000".replacing("400000", with: "22"), "1e+22"),
            (#""\u0041\u00e9\ud83d\ude00\/\b""#, #""Aé😀/\b""#), (#"{"":1,"":2}"#, #"{"":1,"":2}"#),
            ("9223372036854775808", "9223372036854775808"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("999999999999999999", "999999999999999999"), ("1000000000000000000", "1000000000000000000"),
            ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455"),
            ("-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
            ("0.1", "0.1"), ("5e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
            (#""\u0000\u001f""#, #""\u0000\u001f""#),
        ] {
            #expect(try rewritten(text) == expected)
        }
    }

    @Test func integersBeyond128BitsAreToldApart() throws {
        for text in [
            "340282366920938463463374607431768211456", "-170141183460469231731687303715884105729",
            "1" + String(repeating: "0", count: 500),
        ] {
            let message = try JSONText.packed(from: Array("[\(text)]".utf8))
            let bytes = unsafe Array(message.bytes)
            #expect(bytes == [0x0a, 1, 0, 0, 0, 6])
            #expect(throws: ValueMismatch.self) {
                _ = try JSONText.write(from: JSONText.packed(from: Array(text.utf8)))
            }
        }
    }

    @Test(
        arguments: [
            ("", 0), ("  ", 2), ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("{", 1),
            ("{\"a\"", 4), ("{\"a\" 1}", 5), ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{1:2}", 1), ("nul", 0), ("nulls", 4),
            ("True", 0), ("01", 1), ("-", 1), ("-a", 1), ("1.", 2), (".5", 0), ("1e", 2), ("1e+", 3), ("+1", 0),
            ("NaN", 0),
            ("Infinity", 0), ("1e999", 0), ("[1e999]", 1), ("\"a", 2), ("\"\\x\"", 1), ("\"\\u12g4\"", 1),
            ("\"\\u12", 1),
            ("\"\\ud800\"", 1), ("\"\\udc00\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\n\"", 1), ("\"\t\"", 1), ("1 1", 2),
            ("[]]", 2), ("'a'", 0), ("[1}", 2), ("{\"a\":1]", 6), ("\"\\", 1), ("/* */ 1", 0), ("0x10", 1),
        ]
    )
    func whatIsNoJSONIsRefusedAtItsByte(_ text: String, _ offset: Int) {
        #expect(refusal(Array(text.utf8))?.offset == offset, "\(text)")
    }

    @Test func whatIsNoUTF8IsRefused() {
        for bytes: [UInt8] in [
            [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80],
            [0xf0, 0x80, 0x80, 0x80],
            [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82], [0xe2, 0x28, 0xa1],
            [0xf0, 0x9f, 0x98],
        ] {
            #expect(refusal([0x22] + bytes + [0x22])?.message == "not UTF-8")
        }
        for scalar: Unicode.Scalar in [
            "\u{80}", "\u{7ff}", "\u{800}", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10000}", "\u{10ffff}",
        ] {
            #expect(refusal(Array("\"\(scalar)\"".utf8)) == nil)
        }
        #expect(refusal([0xef, 0xbb, 0xbf, 0x31])?.message == "a byte order mark")
    }

    @Test func doublesAgreeWithTheStandardLibrary() throws {
        for _ in 0..<2000 {
            let value = Double(bitPattern: .random(in: 0...UInt64.max))
            guard value.isFinite else { continue }
            #expect(try Wire.readJSON(Double.self, value.description).bitPattern == value.bitPattern)
            #expect(try rewritten(value.description) == value.description)
        }
    }

    @Test func foundationReadsWhatIsWritten() throws {
        let value: [String: [String?]] = ["\u{2028}\u{7f}\"\\\u{1}": ["é\n", nil]]
        let text = try Wire.json(value)
        #expect(try JSONDecoder().decode([String: [String?]].self, from: Data(text.utf8)) == value)
    }

    @Test func textsCutAnywhereAreRefused() throws {
        let text = Array(#"{"a": [1, -2.5e3, "\u00e9\ud83d\ude00é", true, null], "b": {"c": {}}}"#.utf8)
        #expect(refusal(text) == nil)
        for count in text.indices { #expect(refusal(Array(text.prefix(count))) != nil) }
        for index in text.indices {
            for bit in 0..<8 {
                var flipped = text
                flipped[index] ^= 1 << bit
                _ = refusal(flipped)
            }
        }
    }

    @Test func argumentsBecomeAnArray() throws {
        var writer = ValueWriter()
        writer.beginTuple(3)
        try writer.write("a")
        try writer.write(Set([1]))
        writer.writeNone()
        #expect(try JSONText.write(from: writer) == Array(#"["a",[1],null]"#.utf8))
    }
}
