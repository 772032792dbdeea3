import Foundation
import Terrarium

/// Allocations of one call, counted by `CountAllocations` in a process of its own.
enum AllocationRows {
    /// What `CountAllocations` prints, one per line.
    private struct Count: Decodable {
        var work: String
        var limit: Double
        var swift: Double
        var others: [String: Double]
    }

    static func measure(_ setup: Setup) throws -> [Row] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: StartRows.sibling("CountAllocations"))
        process.arguments = [setup.plugins]
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Setup.Failed(description: "CountAllocations failed") }
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            let count = try JSONDecoder().decode(Count.self, from: line)
            let others = count.others.sorted { $0.key < $1.key }.map { Figure($0.key, [$0.value]) }
            return Row(
                "Allocations",
                count.work,
                unit: .allocations,
                bar: .absolute(count.limit),
                [Figure("Swift", [count.swift])] + others
            )
        }
    }
}
