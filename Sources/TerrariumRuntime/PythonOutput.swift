import CTerrarium
import Synchronization

/// Receives what the code of one plugin writes.
///
/// Called on the thread that wrote, detached from Python, so it may take locks and log.
package protocol OutputReceiver: AnyObject, Sendable {
    /// Text that was printed; lines may come in pieces.
    func wrote(_ text: String, to channel: OutputChannel)

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
        var others: WeakReceiver?
    }

    private static let receivers = Mutex(Receivers())

    /// Sends the output of a plugin to a receiver, as long as that exists.
    package static func connect(_ plugin: UInt64, to receiver: any OutputReceiver) {
        receivers.withLock { $0.plugins[plugin] = WeakReceiver(value: receiver) }
    }

    /// Sends output that belongs to no plugin to a receiver, as long as that exists.
    package static func connectOthers(to receiver: any OutputReceiver) {
        receivers.withLock { $0.others = WeakReceiver(value: receiver) }
    }

    /// Ends what ``connect(_:to:)`` began.
    package static func disconnect(_ plugin: UInt64) {
        receivers.withLock { $0.plugins[plugin] = nil }
    }

    private static func receiver(of plugin: UInt64) -> (any OutputReceiver)? {
        receivers.withLock { $0.plugins[plugin]?.value ?? $0.others?.value }
    }

    /// The shim's handler. C calls it, so it cannot throw and captures nothing.
    static let receive: terrarium_output_handler = { plugin, channel, level, name, nameLength, text, textLength in
        guard let receiver = PythonOutput.receiver(of: plugin) else { return }
        // SAFETY: the shim's texts are valid during this call and are copied here.
        let message = unsafe String(decoding: UnsafeRawBufferPointer(start: text, count: textLength), as: UTF8.self)
        switch channel {
        case terrarium_channel_stdout: receiver.wrote(message, to: .standardOutput)
        case terrarium_channel_stderr: receiver.wrote(message, to: .standardError)
        case terrarium_channel_notice: receiver.noticed(message)
        default:
            let logger = unsafe String(decoding: UnsafeRawBufferPointer(start: name, count: nameLength), as: UTF8.self)
            receiver.logged(message, logger: logger, level: Int(level))
        }
    }
}
