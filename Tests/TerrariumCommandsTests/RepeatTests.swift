import Foundation
import Testing

@testable import TerrariumCommands

@Suite struct RepeatTests {
    private struct Latencies: Decodable {
        struct Nanoseconds: Decodable {
            var min: Int
            var p50: Int
            var p90: Int
            var p99: Int
            var p999: Int
            var max: Int
            var mean: Double

            private enum CodingKeys: String, CodingKey {
                case min, p50, p90, p99, max, mean
                case p999 = "p99.9"
            }
        }

        var calls: Int
        var callsPerSecond: Double
        var nanoseconds: Nanoseconds
    }

    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write(
            "tool.py",
            """
            calls = 0

            def next():
                global calls
                calls += 1
                return calls

            def third_fails():
                if next() == 3:
                    raise RuntimeError("third")

            def reverse(data):
                return data[::-1]
            """
        )
    }

    @Test func theResultIsPrintedOnceAndTheLatenciesOnStandardError() throws {
        let outcome = terrarium("call", folder.path + "/tool.py", "next", "--repeat", "500")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text == "1\n")
        #expect(outcome.errors.hasPrefix("500 calls, "))
        for name in ["min", "p50", "p90", "p99", "p99.9", "max", "mean"] {
            #expect(outcome.errors.contains("\(name) "))
        }
    }

    @Test func latenciesAreJSONOnRequest() throws {
        let outcome = terrarium("call", folder.path + "/tool.py", "next", "--repeat", "1000", "--json")
        let latencies = try JSONDecoder().decode(Latencies.self, from: Data(outcome.errors.utf8))
        let times = latencies.nanoseconds
        #expect(latencies.calls == 1000)
        #expect(latencies.callsPerSecond > 0)
        #expect([times.min, times.p50, times.p90, times.p99, times.p999, times.max].isSorted)
        #expect(times.mean >= Double(times.min) && times.mean <= Double(times.max))
    }

    @Test func rawCallsCanBeRepeated() {
        let outcome = terrarium(
            "call",
            folder.path + "/tool.py",
            "reverse",
            "--raw",
            "--repeat",
            "3",
            input: [1, 2, 3]
        )
        #expect(outcome.output == [3, 2, 1])
        #expect(outcome.errors.hasPrefix("3 calls, "))
    }

    @Test func theFirstFailureEndsIt() {
        let outcome = terrarium("call", folder.path + "/tool.py", "third_fails", "--repeat", "10")
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("[RuntimeError] third"))
    }

    @Test func percentilesAreTimesThatWereMeasured() {
        let summary = LatencySummary(nanoseconds: (1...1000).reversed(), total: 1_000_000)
        #expect(summary.nanoseconds.min == 1)
        #expect(summary.nanoseconds.p50 == 500)
        #expect(summary.nanoseconds.p90 == 900)
        #expect(summary.nanoseconds.p99 == 990)
        #expect(summary.nanoseconds.p999 == 999)
        #expect(summary.nanoseconds.max == 1000)
        #expect(summary.nanoseconds.mean == 500.5)
        #expect(summary.callsPerSecond == 1_000_000)
        let one = LatencySummary(nanoseconds: [7], total: 7)
        #expect(one.nanoseconds.min == 7 && one.nanoseconds.p50 == 7 && one.nanoseconds.max == 7)
    }
}

extension [Int] {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
