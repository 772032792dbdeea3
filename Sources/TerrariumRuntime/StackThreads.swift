import CTerrarium
import Dispatch
import Foundation
import Synchronization

/// Threads with stacks that are large enough for Python, for callers whose own is not.
///
/// A thread is made when none is idle, and kept. The caller waits, so there are never more threads than there were callers
/// at once.
final class StackThreads: Sendable {
    static let shared = StackThreads()

    /// Idle threads, most recently used last.
    private let idle = Mutex<[Worker]>([])

    private init() {}

    /// Runs a closure on a thread with enough stack and waits for it.
    func run<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        var outcome: Result<Value, Failure>?
        // SAFETY: the caller waits until the closure has run, so nothing that it captured is used by two threads at once
        // or after this call.
        withoutActuallyEscaping({ outcome = Result(catching: body) }) { work in
            perform(unsafe unsafeBitCast(work, to: (@Sendable () -> Void).self))
        }
        guard let outcome else { preconditionFailure("the closure did not run") }
        return try outcome.get()
    }

    private func perform(_ work: @escaping @Sendable () -> Void) {
        let worker = idle.withLock { $0.popLast() } ?? Worker(stackSize: Self.stackSize)
        worker.run(work)
        idle.withLock { $0.append(worker) }
    }

    /// Enough for the required stack and the frames of the host's own code above it.
    private static var stackSize: Int {
        max(16 << 20, terrarium_stack_required() + (2 << 20))
    }

    /// One thread that runs closures, one at a time.
    private final class Worker: Sendable {
        private let next = Mutex<(@Sendable () -> Void)?>(nil)
        private let wake = DispatchSemaphore(value: 0)
        private let done = DispatchSemaphore(value: 0)

        init(stackSize: Int) {
            let thread = Thread { [self] in loop() }
            thread.name = "terrarium-stack"
            thread.stackSize = stackSize
            thread.start()
        }

        func run(_ work: @escaping @Sendable () -> Void) {
            next.withLock { $0 = work }
            wake.signal()
            done.wait()
        }

        private func loop() -> Never {
            while true {
                wake.wait()
                runNext()
                done.signal()
            }
        }

        /// A function of its own, so that the closure is released before the caller goes on.
        @inline(never)
        private func runNext() {
            let work = next.withLock { slot in
                let work = slot
                slot = nil
                return work
            }
            work?()
        }
    }
}
