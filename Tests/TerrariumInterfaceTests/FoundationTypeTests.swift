import Foundation
import TerrariumInterface
import Testing

@Suite struct FoundationTypeTests {
    private static let microseconds: [Int64] = [
        0, 1, -1, 999_999, 1_000_000, -1_000_001, 1_774_785_600_123_456, -62_135_596_800_000_000,
        253_402_300_799_000_000, 951_782_400_000_000, 4_107_542_400_000_000,
    ]

    private func message(_ tag: UInt8, _ microseconds: Int64) -> [UInt8] {
        [tag] + (0..<8).map { UInt8(truncatingIfNeeded: microseconds >> (8 * $0)) }
    }

    @Test(arguments: microseconds) func datesReturnToTheMicrosecond(_ microseconds: Int64) throws {
        let bytes = message(0x0e, microseconds)
        let date = try Wire.read(Date.self, bytes)
        #expect(abs(date.timeIntervalSince1970 - Double(microseconds) / 1e6) < 1e-4)
        #expect(try Wire.typed(date) == date)
        // A double holds microseconds exactly in the centuries around now.
        if abs(microseconds) < 5_000_000_000_000_000 { #expect(try Wire.bytes(date) == bytes) }
        #expect(try Wire.overJSON(date) == date)
    }

    @Test func datesAreRoundedToMicroseconds() throws {
        #expect(try Wire.bytes(Date(timeIntervalSinceReferenceDate: 0.000_000_6)) == message(0x0e, 978_307_200_000_001))
        #expect(
            try Wire.bytes(Date(timeIntervalSinceReferenceDate: -0.000_000_4)) == message(0x0e, 978_307_200_000_000)
        )
    }

    @Test func datesOutOfRangeAreMismatches() throws {
        for interval in [Double.infinity, -.infinity, .nan, 1e13, -1e13, 9.223e12] {
            #expect(throws: ValueMismatch.self) { try Wire.bytes(Date(timeIntervalSinceReferenceDate: interval)) }
        }
        #expect(try Wire.read(Date.self, message(0x0e, .max)).timeIntervalSince1970 > 9e12)
        #expect(try Wire.read(Date.self, message(0x0e, .min)).timeIntervalSince1970 < -9e12)
        #expect(throws: ValueMismatch.self) { try Wire.json(Date(timeIntervalSinceReferenceDate: 1e12)) }
    }

    @Test func datesAreRFC3339InJSON() throws {
        func text(_ date: Date) throws -> String { try Wire.json(date) }
        #expect(try text(Date(timeIntervalSince1970: 0)) == "\"1970-01-01T00:00:00Z\"")
        #expect(try text(Date(timeIntervalSince1970: 951_827_696.25)) == "\"2000-02-29T12:34:56.25Z\"")
        #expect(try text(Date(timeIntervalSince1970: -0.000_001)) == "\"1969-12-31T23:59:59.999999Z\"")
        #expect(try Wire.json(Date(timeIntervalSince1970: -62_167_219_200)) == "\"0000-01-01T00:00:00Z\"")
        let expected = Date(timeIntervalSince1970: 951_827_696.25)
        for spelling in [
            "2000-02-29T12:34:56.25Z", "2000-02-29t12:34:56.2500000004z", "2000-02-29 14:34:56.25+02:00",
            "2000-02-29T04:04:56.25-08:30", "2000-03-01T00:34:56.25+12:00",
        ] {
            #expect(try Wire.readJSON(Date.self, "\"\(spelling)\"") == expected)
        }
        #expect(
            try Wire.readJSON(Date.self, "\"2016-12-31T23:59:60Z\"")
                == Wire.readJSON(Date.self, "\"2017-01-01T00:00:00Z\"")
        )
        for wrong in [
            "2000-02-30T12:34:56Z", "1900-02-29T00:00:00Z", "2000-13-01T00:00:00Z", "2000-02-29T12:34:56", "2000-02-29",
            "2000-02-29T24:00:00Z", "2000-02-29T12:34:56.Z", "2000-2-29T12:34:56Z", "2000-02-29T12:34:56Z ", "",
            "2000-02-29T12:34:56+2:00", "+000-02-29T12:34:56Z", "2000-02-29T12:34:56+02",
        ] {
            #expect(throws: ValueMismatch.self, "\(wrong)") { try Wire.readJSON(Date.self, "\"\(wrong)\"") }
        }
    }

    @Test func datesAgreeWithFoundationOverACentury() throws {
        let formatter = ISO8601DateFormatter()
        for day in stride(from: -40_000, to: 40_000, by: 17) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 3723)
            #expect(try Wire.json(date) == "\"\(formatter.string(from: date))\"")
        }
    }

    @Test func durationsReturn() throws {
        for microseconds: Int64 in [0, 1, -1, 1_500_000, -90_000_000, 86_400_000_000, .max, .min, .min + 1] {
            let duration = Duration.microseconds(microseconds)
            #expect(try Wire.bytes(duration) == message(0x0f, microseconds))
            #expect(try Wire.typed(duration) == duration)
            #expect(try Wire.overJSON(duration) == duration)
        }
        #expect(try Wire.bytes(Duration.nanoseconds(1500)) == message(0x0f, 2))
        #expect(try Wire.bytes(Duration.nanoseconds(-1499)) == message(0x0f, -1))
        #expect(throws: ValueMismatch.self) { try Wire.bytes(Duration.seconds(Int64.max)) }
        #expect(throws: ValueMismatch.self) { try Wire.bytes(Duration.seconds(Int64.min)) }
    }

    @Test func durationsAreISO8601InJSON() throws {
        #expect(try Wire.json(Duration.milliseconds(1500)) == "\"PT1.5S\"")
        #expect(try Wire.json(Duration.seconds(-90)) == "\"-PT90S\"")
        #expect(try Wire.json(Duration.zero) == "\"PT0S\"")
        for (text, seconds) in [
            ("PT1.5S", 1.5), ("-PT1.5S", -1.5), ("P1DT2H3M4.000001S", 93_784.000001), ("P2W", 1_209_600),
            ("PT2H", 7200),
            ("P1D", 86_400), ("+PT1M", 60), ("PT0.0000005S", 0.000001),
        ] {
            #expect(try Wire.readJSON(Duration.self, "\"\(text)\"") == .microseconds(Int64((seconds * 1e6).rounded())))
        }
        for wrong in [
            "", "P", "PT", "1.5", "PT1", "P1S", "PT1D", "PT1.5M", "PT1S1M", "PT1S1S", "P1DT", "PT-1S", "PT1.S", "P1M",
            "PT99999999999999999999S", "PT9223372036855S", "P1Y",
        ] {
            #expect(throws: ValueMismatch.self, "\(wrong)") { try Wire.readJSON(Duration.self, "\"\(wrong)\"") }
        }
    }

    @Test func uuidsReturn() throws {
        let id = try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))
        #expect(
            try Wire.bytes(id)
                == [0x10, 0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff]
        )
        #expect(try Wire.typed(id) == id)
        #expect(try Wire.overJSON(id) == id)
        #expect(try Wire.json(id) == "\"00112233-4455-6677-8899-aabbccddeeff\"")
        #expect(throws: ValueMismatch.self) { try Wire.readJSON(UUID.self, "\"00112233\"") }
    }

    @Test func textsThatStandForTypesAreForJSONAlone() throws {
        #expect(throws: ValueMismatch.self) { try Wire.read(Date.self, try Wire.bytes("2000-02-29T12:34:56Z")) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Duration.self, try Wire.bytes("PT1S")) }
        #expect(throws: ValueMismatch.self) { try Wire.read(UUID.self, try Wire.bytes(UUID().uuidString)) }
        #expect(throws: ValueMismatch.self) { try Wire.read(Decimal.self, try Wire.bytes("1")) }
    }
}
