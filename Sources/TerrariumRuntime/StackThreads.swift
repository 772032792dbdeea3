import CTerrarium
import Foundation
import TerrariumInterface

/// Threads with stacks that are large enough for Python, for callers whose own is not.
///
/// A thread is made when none is idle, and kept. The caller waits, so there are never more threads than there were callers
/// at once.
final class StackThreads: Sendable {
    static let shared = StackThreads()

    /// Idle threads, most recently used last.
    private let idle = Locked<[Worker]>([])

    private init() {}

    /// Runs a closure on a thread with enough stack and waits for it.
    ///
    /// - Returns: What the closure returned; `nil` when the system has no thread for it.
    func run<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value? {
        var outcome: Result<Value, Failure>?
        withoutActuallyEscaping(
            { outcome = Result(catching: body) },
            do: { work in
                // SAFETY: the caller waits until the closure has run, so nothing that it captured is used by two threads at
                // once or after this call.
                perform(unsafe unsafeBitCast(work, to: (@Sendable () -> Void).self))
            }
        )
        return try outcome?.get()
    }

    private func perform(_ work: @escaping @Sendable () -> Void) {
        guard let worker = idle.withLock({ $0.popLast() }) ?? Worker(stackSize: Self.stackSize) else { return }
        worker.run(work)
        idle.withLock { $0.append(worker) }
    }

    /// Enough for the required stack and the frames of the host's own code above it.
    static var stackSize: Int {
        max(16 << 20, terrarium_stack_required() + (2 << 20))
    }

    /// One thread that runs closures, one at a time.
    ///
    /// `@unchecked Sendable`: `work` is touched only while the condition is locked.
    private final class Worker: @unchecked Sendable {
        private let condition = NSCondition()
        private var work: (@Sendable () -> Void)?

        /// Starts the thread; fails when the system has none.
        init?(stackSize: Int) {
            // SAFETY: the thread takes over the reference, and never ends.
            let reference = unsafe Unmanaged.passRetained(self)
            let started = unsafe terrarium_thread_start(
                stackSize,
                { argument in
                    let worker = unsafe Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue()
                    while true { worker.runNext() }
                },
                reference.toOpaque()
            )
            guard started else {
                unsafe reference.release()
                return nil
            }
        }

        func run(_ work: @escaping @Sendable () -> Void) {
            condition.lock()
            self.work = work
            condition.broadcast()
            while self.work != nil { condition.wait() }
            condition.unlock()
        }

        private func runNext() {
            condition.lock()
            while work == nil { condition.wait() }
            condition.unlock()
            // Nobody changes `work` until it is done.
            work?()
            condition.lock()
            // Releases the closure before the caller goes on.
            work = nil
            condition.broadcast()
            condition.unlock()
        }
    }
}
