import Foundation
import Synchronization

/// The file that a command is writing, which goes when a signal ends the process.
///
/// Of several at once, only the first is kept in mind.
struct UnfinishedFile {
    /// The address of the path, in C's memory so that a signal handler can use it; 0 when there is none.
    private static let current = Atomic<UInt>(0)

    /// The address of the path; 0 when another file is kept in mind.
    private let address: UInt

    /// Names the file.
    init(path: String) {
        // Whoever takes the address out of `current` frees the text; the signal handler need not.
        let text = unsafe strdup(path)
        let address = UInt(bitPattern: text)
        if Self.current.compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing).exchanged {
            self.address = address
        } else {
            self.address = 0
            unsafe free(text)
        }
    }

    /// Forgets the file, which is complete or gone.
    func end() {
        guard address != 0 else { return }
        if Self.current.compareExchange(expected: address, desired: 0, ordering: .acquiringAndReleasing).exchanged {
            unsafe free(UnsafeMutableRawPointer(bitPattern: address))
        }
    }

    /// Lets the signals that end a command remove the file first.
    static func removeOnSignals() {
        // A handler must not be the first to touch it.
        _ = current.load(ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            // What is ignored, as under `nohup`, stays ignored.
            guard unsafe sigaction(number, nil, &action) == 0, isDefault(action) else { continue }
            signal(number) { number in
                // Only what POSIX allows in a handler: the process ends as it would have.
                let address = UnfinishedFile.current.exchange(0, ordering: .acquiringAndReleasing)
                if let path = unsafe UnsafePointer<CChar>(bitPattern: address) { unsafe unlink(path) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func isDefault(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
        unsafe action.__sigaction_u.__sa_handler == nil
        #else
        unsafe action.__sigaction_handler.sa_handler == nil
        #endif
    }
}
