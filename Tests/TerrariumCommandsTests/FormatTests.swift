import Testing

@testable import TerrariumCommands

@Suite struct FormatTests {
    @Test func countsHaveTheirThousandsApart() {
        #expect(
            [0, 999, 1_000, 1_234_567, -12_345].map(Format.count) == ["0", "999", "1 000", "1 234 567", "-12 345"]
        )
    }

    @Test func bytesUseTheUnitThatSuitsThem() {
        let sizes = [0, 1023, 1024, 1536, 1_048_575, 1 << 20, 5 << 30, 1 << 45]
        #expect(
            sizes.map(Format.bytes)
                == ["0 B", "1023 B", "1.0 KiB", "1.5 KiB", "1.0 MiB", "1.0 MiB", "5.0 GiB", "32768.0 GiB"]
        )
    }

    @Test func timesHaveThreeDigits() {
        let times: [Double] = [0, 7, 999.4, 999.6, 1_234, 56_789, 999_600, 12_345_678, 2.5e9]
        #expect(
            times.map(Format.time(nanoseconds:)) == [
                "0.00 ns", "7.00 ns", "999 ns", "1.00 µs", "1.23 µs", "56.8 µs", "1.00 ms", "12.3 ms", "2.50 s",
            ]
        )
    }

    @Test func clocksShowMinutesAndHours() {
        #expect([5, 65, 3_599.6, 3_725].map { Format.clock(.seconds($0)) } == ["0:05", "1:05", "1:00:00", "1:02:05"])
    }

    @Test func hashesHaveSixteenDigits() {
        #expect(Format.hash(255) == "0x00000000000000ff")
        #expect(Format.hash(.max) == "0xffffffffffffffff")
    }

    @Test func shownTextHasNoControlCharacters() {
        #expect(Format.shown("a\u{1B}[2Jb\nc\u{202E}d é") == #"a\u{1B}[2Jb\nc\u{202E}d é"#)
    }
}
