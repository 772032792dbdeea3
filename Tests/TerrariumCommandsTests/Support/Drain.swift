import Foundation
import TerrariumInterface

/// Reads an open file to its end on a thread of its own, so that whoever writes never waits.
final class Drain: Sendable {
    private let bytes = Locked<[UInt8]>([])
    private let done = DispatchSemaphore(value: 0)

    /// Begins.
    ///
    /// - Parameter number: The file, which is closed at its end.
    init(_ number: Int32) {
        Thread.detachNewThread { [self] in
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                // The master of a pseudo terminal fails when the other side is gone.
                if count <= 0 { break }
                let part = chunk[..<count]
                bytes.withLock { $0 += part }
            }
            close(number)
            done.signal()
        }
    }

    /// Waits for the end.
    func wait() -> [UInt8] {
        done.wait()
        done.signal()
        return bytes.withLock { $0 }
    }

    /// What came so far.
    var soFar: [UInt8] { bytes.withLock { $0 } }
}
