import CTerrarium
import TerrariumInterface

/// Receives what the code of one plugin writes.
///
/// Called on the thread that wrote, detached from Python, so it may take locks and log. Threads are told apart by a number.
package protocol OutputReceiver: AnyObject, Sendable {
    /// Text that was printed; the lines of one thread may come in pieces.
    func wrote(_ text: String, to channel: OutputChannel, on thread: UInt)

    /// A call on a thread has ended: what it printed without a line end is complete.
    func callEnded(on thread: UInt)

    /// A record of Python's `logging` or `warnings`; `level` is Python's, from 10 (debug) to 50 (critical).
    func logged(_ message: String, logger: String, level: Int)

    /// Something the host should know about what the plugin did.
    func noticed(_ report: String)
}

/// The stream that text was printed to.
package enum OutputChannel: String, Sendable, Hashable {
    case standardOutput = "stdout"
    case standardError = "stderr"
}

/// Routes output to the plugin whose code wrote it.
package enum PythonOutput {
    private struct WeakReceiver {
        weak var value: (any OutputReceiver)?
    }

    private struct Receivers {
        var plugins: [UInt64: WeakReceiver] = [:]
        /// The oldest that still exists is used.
        var others: [WeakReceiver] = []
    }

    private static let receivers = Locked(Receivers())

    /// Sends the output of a plugin to a receiver, as long as that exists.
    package static func connect(_ plugin: UInt64, to receiver: any OutputReceiver) {
        receivers.withLock { $0.plugins[plugin] = WeakReceiver(value: receiver) }
    }

    /// Sends output that belongs to no plugin to a receiver, as long as that exists.
    package static func connectOthers(to receiver: any OutputReceiver) {
        receivers.withLock { receivers in
            receivers.others.removeAll { $0.value == nil }
            receivers.others.append(WeakReceiver(value: receiver))
        }
    }

    /// Ends what ``connect(_:to:)`` began.
    package static func disconnect(_ plugin: UInt64) {
        receivers.withLock { $0.plugins[plugin] = nil }
    }

    private static func receiver(of plugin: UInt64) -> (any OutputReceiver)? {
        receivers.withLock { receivers in
            receivers.plugins[plugin]?.value ?? receivers.others.lazy.compactMap(\.value).first
        }
    }

    /// The shim's handler.
    ///
    /// C calls it, so it cannot throw and captures nothing.
    static let receive: terrarium_output_handler = {
        plugin,
        thread,
        channel,
        level,
        name,
        nameLength,
        text,
        textLength in
        guard let receiver = PythonOutput.receiver(of: plugin) else { return }
        if channel == terrarium_channel_flush {
            receiver.callEnded(on: thread)
            return
        }
        // SAFETY: the shim's texts are valid during this call and are copied here.
        let message = unsafe String(decoding: UnsafeRawBufferPointer(start: text, count: textLength), as: UTF8.self)
        switch channel {
        case terrarium_channel_stdout: receiver.wrote(message, to: .standardOutput, on: thread)
        case terrarium_channel_stderr: receiver.wrote(message, to: .standardError, on: thread)
        case terrarium_channel_notice: receiver.noticed(message)
        default:
            let logger = unsafe String(decoding: UnsafeRawBufferPointer(start: name, count: nameLength), as: UTF8.self)
            receiver.logged(message, logger: logger, level: Int(level))
        }
    }
}
