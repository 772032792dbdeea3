import Logging
import TerrariumInterface
import TerrariumRuntime

/// Collects what one plugin prints and logs: hands it to the logger line by line, and keeps the last lines for errors.
final class PluginOutput: OutputReceiver {
    private struct State {
        /// What was printed since the last line end, by each thread.
        var partial: [Place: String] = [:]
        /// The last lines, oldest first.
        var kept: [String] = []
        var second: ContinuousClock.Instant?
        var linesInSecond = 0
        var dropped = 0
    }

    /// Where a line is being printed.
    private struct Place: Hashable {
        var thread: UInt
        var channel: OutputChannel
    }

    private struct Line {
        var text: String
        var level: Logger.Level
        var source: String
    }

    private let logger: Logger
    private let limits: OutputLimits
    private let state = Locked(State())
    /// Unfinished lines that are kept; threads that end in the middle of one would otherwise add up.
    private static let partialLines = 256

    init(plugin: String?, logger: Logger, limits: OutputLimits) {
        var logger = logger
        if let plugin { logger[metadataKey: "plugin"] = "\(plugin)" }
        self.logger = logger
        self.limits = limits
    }

    func wrote(_ text: String, to channel: OutputChannel, on thread: UInt) {
        let place = Place(thread: thread, channel: channel)
        let lines = state.withLock { state -> [Line] in
            let pending = (state.partial[place] ?? "") + text
            // By bytes: as characters, a carriage return and a line feed are one, which is no line feed.
            var parts = pending.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let rest = parts.removeLast()
            var complete = parts.map { String(Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)) }
            // A line that never ends is cut, not collected.
            if rest.count > limits.lineBytes {
                complete.append(String(Substring(rest)))
                state.partial[place] = nil
            } else {
                state.partial[place] = rest.isEmpty ? nil : String(Substring(rest))
            }
            if state.partial.count > Self.partialLines { state.partial = state.partial.filter { $0.key == place } }
            return complete.flatMap { admit($0, .info, channel.rawValue, &state) }
        }
        log(lines)
    }

    func logged(_ message: String, logger name: String, level: Int) {
        let level: Logger.Level =
            switch level {
            case ..<10: .trace
            case ..<20: .debug
            case ..<30: .info
            case ..<40: .warning
            case ..<50: .error
            default: .critical
            }
        log(state.withLock { state in admit(message, level, name, &state) })
    }

    func noticed(_ report: String) {
        log(state.withLock { state in admit(report, .warning, "host", &state) })
    }

    func callEnded(on thread: UInt) {
        let lines = state.withLock { state -> [Line] in
            [OutputChannel.standardOutput, .standardError].flatMap { channel -> [Line] in
                guard let text = state.partial.removeValue(forKey: Place(thread: thread, channel: channel)) else {
                    return []
                }
                return admit(text, .info, channel.rawValue, &state)
            }
        }
        log(lines)
    }

    /// The last lines that the plugin wrote, oldest first.
    func lastLines() -> [String] {
        state.withLock { $0.kept }
    }

    /// Keeps a line, and decides whether it is logged.
    private func admit(_ text: String, _ level: Logger.Level, _ source: String, _ state: inout State) -> [Line] {
        let line = Self.cut(text, limits.lineBytes)
        if limits.keptLines > 0 {
            if state.kept.count >= limits.keptLines { state.kept.removeFirst() }
            state.kept.append(line)
        }
        let now = ContinuousClock.now
        var lines: [Line] = []
        if let second = state.second, second.duration(to: now) < .seconds(1) {
            state.linesInSecond += 1
        } else {
            if state.dropped > 0 {
                lines.append(Line(text: "\(state.dropped) lines of output dropped", level: .warning, source: "host"))
            }
            state.second = now
            state.linesInSecond = 1
            state.dropped = 0
        }
        guard state.linesInSecond <= limits.linesPerSecond else {
            state.dropped += 1
            return lines
        }
        return lines + [Line(text: line, level: level, source: source)]
    }

    private func log(_ lines: [Line]) {
        for line in lines {
            logger.log(level: line.level, "\(line.text)", metadata: ["source": "\(line.source)"])
        }
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        return String(decoding: text.utf8.prefix(limit), as: UTF8.self) + " […]"
    }
}
