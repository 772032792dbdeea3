import Dispatch
import Terrarium

/// One call, made many times, with the time that each took.
struct RepeatedCall {
    /// Repetitions, at most: the times of all of them are kept.
    static let maximum = 10_000_000

    /// What the first call gave.
    let result: [UInt8]

    /// How long the calls took.
    let latencies: LatencySummary

    /// Makes the calls, one after the other.
    ///
    /// - Parameters:
    ///   - count: How many; at least one.
    ///   - call: The call.
    /// - Throws: The error of the first call that fails.
    init(_ count: Int, _ call: () throws(CallError) -> [UInt8]) throws(CallError) {
        var nanoseconds: [UInt64] = []
        nanoseconds.reserveCapacity(count)
        let start = DispatchTime.now().uptimeNanoseconds
        result = try call()
        var previous = DispatchTime.now().uptimeNanoseconds
        nanoseconds.append(previous - start)
        for _ in 1..<count {
            _ = try call()
            let now = DispatchTime.now().uptimeNanoseconds
            nanoseconds.append(now - previous)
            previous = now
        }
        latencies = LatencySummary(nanoseconds: nanoseconds, total: previous - start)
    }
}
