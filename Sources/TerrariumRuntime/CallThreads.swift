import CTerrarium
import Foundation

/// Threads for calls that a task awaits: Swift's own threads must not wait for the GIL.
///
/// Threads are made when they are needed, up to a limit, and kept; further calls wait for their turn, oldest first.
///
/// `@unchecked Sendable`: the variables are touched only while the condition is locked.
package final class CallThreads: @unchecked Sendable {
    /// The threads of the process.
    package static let shared = CallThreads()

    /// Threads at most: enough for calls that wait for something else than Python.
    private static let limit = 64

    private let condition = NSCondition()
    private var waiting: [@Sendable () -> Void] = []
    private var next = 0
    private var threads = 0
    private var idle = 0

    private init() {}

    /// Runs a closure on one of the threads, once, and returns at once.
    ///
    /// - Returns: Whether there is a thread; when the system has none, the closure is dropped.
    package func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if idle <= waiting.count - next, threads < Self.limit {
            guard startThread() || threads > 0 else { return false }
        }
        waiting.append(work)
        condition.signal()
        return true
    }

    /// Adds a thread.
    ///
    /// Locked.
    private func startThread() -> Bool {
        // SAFETY: the thread takes over the reference, and never ends.
        let reference = unsafe Unmanaged.passRetained(self)
        let started = unsafe terrarium_thread_start(
            StackThreads.stackSize,
            { argument in
                let threads = unsafe Unmanaged<CallThreads>.fromOpaque(argument).takeRetainedValue()
                while true {
                    #if canImport(ObjectiveC)
                    autoreleasepool { threads.takeNext()() }
                    #else
                    threads.takeNext()()
                    #endif
                }
            },
            reference.toOpaque()
        )
        if started {
            threads += 1
        } else {
            unsafe reference.release()
        }
        return started
    }

    private func takeNext() -> @Sendable () -> Void {
        condition.lock()
        defer { condition.unlock() }
        idle += 1
        while next == waiting.count { condition.wait() }
        idle -= 1
        let work = waiting[next]
        next += 1
        // Taken ones are removed in bulk: removing the first of an array moves all others.
        if next == waiting.count || next > 1024 {
            waiting.removeSubrange(..<next)
            next = 0
        }
        return work
    }
}
