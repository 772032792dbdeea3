import Foundation

/// Writes a recorded exception the way CPython's `traceback` module does.
struct TracebackText {
    private(set) var text = ""
    private var sources: [String: [Substring]] = [:]

    init(_ record: ExceptionRecord) {
        write(record, indent: "")
        while text.last == "\n" { text.removeLast() }
    }

    private mutating func write(_ record: ExceptionRecord, indent: String) {
        if let cause = record.cause {
            write(cause, indent: indent)
            line("\nThe above exception was the direct cause of the following exception:\n", indent)
        } else if let context = record.context {
            write(context, indent: indent)
            line("\nDuring handling of the above exception, another exception occurred:\n", indent)
        }
        let entries = record.traceback
        if !entries.isEmpty {
            line("Traceback (most recent call last):", indent)
            write(entries, indent: indent)
        }
        if let location = record.syntaxLocation { write(location, indent: indent) }
        let message = record.syntaxLocation == nil ? record.message : Self.withoutLocation(record.message)
        line(message.isEmpty ? record.typeName : "\(record.typeName): \(message)", indent)
        if let dropped = record.droppedDetails { line("(details left out: \(dropped))", indent) }
        for note in record.notes { line(note, indent) }
        for (index, member) in record.members.enumerated() {
            line("+---------------- \(index + 1) ----------------", indent + "  ")
            write(member, indent: indent + "  | ")
        }
    }

    private mutating func write(_ entries: [ExceptionRecord.TracebackEntry], indent: String) {
        var previous: ExceptionRecord.TracebackEntry?
        var repeats = 0
        for entry in entries {
            if entry == previous {
                repeats += 1
                if repeats >= 3 { continue }
            } else {
                writeRepeats(repeats, indent)
                repeats = 0
                previous = entry
            }
            switch entry {
            case .omitted(let count): line("  [\(count) frames left out]", indent)
            case .frame(let frame): write(frame, indent: indent)
            }
        }
        writeRepeats(repeats, indent)
    }

    private mutating func writeRepeats(_ repeats: Int, _ indent: String) {
        guard repeats >= 3 else { return }
        let count = repeats - 2
        line("  [Previous line repeated \(count) more time\(count == 1 ? "" : "s")]", indent)
    }

    private mutating func write(_ frame: ExceptionRecord.Frame, indent: String) {
        line("  File \"\(frame.file)\", line \(frame.line.map(String.init) ?? "?"), in \(frame.function)", indent)
        guard let number = frame.line, let source = sourceLine(number, of: frame.file) else { return }
        let trimmed = source.drop { $0 == " " || $0 == "\t" }
        guard !trimmed.isEmpty else { return }
        line("    \(trimmed)", indent)
        // Columns count bytes of UTF-8.
        guard frame.endLine == number, let start = frame.column, let end = frame.endColumn, start < end else { return }
        let bytes = Array(source.utf8)
        let left = source.utf8.count - trimmed.utf8.count
        guard start >= left, end <= bytes.count else { return }
        let before = String(decoding: bytes[left..<start], as: UTF8.self).count
        let marked = String(decoding: bytes[start..<end], as: UTF8.self).count
        // A mark under the whole line tells nothing.
        guard before > 0 || end < trimmed.utf8.count + left else { return }
        line("    " + String(repeating: " ", count: before) + String(repeating: "^", count: marked), indent)
    }

    private mutating func write(_ location: ExceptionRecord.SyntaxLocation, indent: String) {
        line("  File \"\(location.file)\", line \(location.line.map(String.init) ?? "?")", indent)
        let source = location.text.prefix { $0 != "\n" && $0 != "\r\n" }
        let trimmed = source.drop { $0 == " " || $0 == "\t" }
        guard !trimmed.isEmpty else { return }
        line("    \(trimmed)", indent)
        guard let column = location.column, column > 0 else { return }
        let before = max(0, column - 1 - (source.count - trimmed.count))
        line("    " + String(repeating: " ", count: before) + "^", indent)
    }

    /// `str()` of a syntax error repeats the place that the text above it shows: `invalid syntax (greeter.py, line 3)`.
    private static func withoutLocation(_ message: String) -> String {
        guard message.hasSuffix(")"), let start = message.range(of: " (", options: .backwards),
            message[start.upperBound...].contains("line ")
        else { return message }
        return String(message[..<start.lowerBound])
    }

    private mutating func sourceLine(_ number: Int, of file: String) -> Substring? {
        let lines = sources[file] ?? Self.readLines(file)
        sources[file] = lines
        return lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    private static func readLines(_ file: String) -> [Substring] {
        let sizeLimit = 4 * 1024 * 1024
        if let source = SourceTexts.shared.text(of: file) { return lines(of: source) }
        // The name is the plugin's word: what it names may be a pipe that never ends.
        guard file.hasPrefix("/"),
            let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? Int, size <= sizeLimit,
            let data = FileManager.default.contents(atPath: file)
        else { return [] }
        return lines(of: String(decoding: data, as: UTF8.self))
    }

    private static func lines(of text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
    }

    private mutating func line(_ content: String, _ indent: String) {
        guard content.utf8.contains(UInt8(ascii: "\n")) else {
            text += indent
            text += content
            text += "\n"
            return
        }
        for part in content.split(separator: "\n", omittingEmptySubsequences: false) {
            text += indent
            text += part
            text += "\n"
        }
    }
}
