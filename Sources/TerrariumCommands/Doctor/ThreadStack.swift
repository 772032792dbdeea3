import Foundation

/// The stack of the main thread, on which commands run.
enum ThreadStack {
    /// Its size in bytes; `nil` when the system does not limit it or does not tell.
    static var size: Int? {
        #if canImport(Darwin)
        let stack = RLIMIT_STACK
        #else
        let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
        #endif
        var limit = rlimit()
        guard unsafe getrlimit(stack, &limit) == 0 else { return nil }
        return Int(exactly: limit.rlim_cur)
    }
}
