import Foundation

/// A value that one thread at a time can use.
///
/// `Synchronization.Mutex` would be the same, but its lock on Linux is made of atomics in a library that ThreadSanitizer does
/// not see into, and every use would be reported as a race. This one is a POSIX lock.
///
/// `@unchecked Sendable`: `value` is touched only in ``withLock(_:)``, while the lock is held.
package final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    /// Puts a value behind a lock.
    package init(_ value: sending Value) {
        self.value = value
    }

    /// Runs a closure with the value while no other thread has it.
    ///
    /// The closure must not attach to Python.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
