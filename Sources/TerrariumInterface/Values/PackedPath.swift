/// Says where in a message a value is, as in `$.rows[3].count`.
///
/// Keys that are no identifiers are written as `["odd key"]`. A path has 255 bytes at most: steps in the middle are left out,
/// and long keys are cut.
package struct PackedPath {
    /// A container on the way to the value, and the step that was made into it.
    private struct Level {
        var remaining: Int
        var hasKeys: Bool
        var index = -1
        var key: Range<Int>?
    }

    /// Bytes of a path, at most.
    private static let capacity = 255
    /// Bytes of one step, at most.
    private static let longestStep = 96
    private static let ellipsis = "\u{2026}"

    /// The path of the value that begins at an offset; of the last value before it that is complete, when there is none.
    ///
    /// The message may end early, as one does whose writing failed.
    @unsafe
    package static func text(in message: UnsafeRawBufferPointer, at offset: Int) -> String {
        guard let base = message.baseAddress else { return "$" }
        var reader = unsafe ValueReader(base: base, count: message.count)
        var levels: [Level] = []
        while reader.offset < offset, let head = try? reader.skipHeadOfPart() {
            if head.remaining > 0 { levels.append(Level(remaining: head.remaining, hasKeys: head.hasKeys)) }
            while levels.last?.remaining == 0 { levels.removeLast() }
            guard let last = levels.indices.last else { break }
            levels[last].remaining -= 1
            levels[last].index += 1
            if levels[last].hasKeys {
                guard let key = try? reader.keyRange() else { break }
                levels[last].key = key
            }
        }
        return joined(
            levels.filter { $0.index >= 0 }.map { level in
                level.key.map { step(key: unsafe String(decoding: message[$0], as: UTF8.self)) } ?? "[\(level.index)]"
            }
        )
    }

    /// The path that the keys of `Codable` make.
    static func text(codingPath: [any CodingKey]) -> String {
        joined(codingPath.map { key in key.intValue.map { "[\($0)]" } ?? step(key: key.stringValue) })
    }

    /// The step into an object.
    private static func step(key: String) -> String {
        let isIdentifier = isIdentifier(key)
        var step = isIdentifier ? "." : "[\""
        for scalar in key.unicodeScalars {
            let text = spelling(scalar)
            // Room for the ellipsis, the quote and the bracket.
            guard step.utf8.count + text.utf8.count + ellipsis.utf8.count + 2 <= longestStep else {
                step += ellipsis
                break
            }
            step += text
        }
        return isIdentifier ? step : step + "\"]"
    }

    /// A character as JSON spells it in a string.
    private static func spelling(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\":
            return "\\\(scalar)"
        case "\u{0}"..<"\u{20}", "\u{7f}":
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default:
            return String(scalar)
        }
    }

    private static func isIdentifier(_ key: String) -> Bool {
        guard let first = key.utf8.first, first &- UInt8(ascii: "0") > 9 else { return false }
        return key.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
        }
    }

    /// Joins steps, leaving out those in the middle that do not fit.
    private static func joined(_ steps: [String]) -> String {
        var path = "$"
        var position = 0
        // The first half may be filled from the front; what remains belongs to the steps nearest to the value.
        while position < steps.count, path.utf8.count + steps[position].utf8.count <= capacity / 2 {
            path += steps[position]
            position += 1
        }
        let room = capacity - path.utf8.count - ellipsis.utf8.count
        var last = steps.count
        var used = 0
        while last > position {
            // A step that closes the gap needs no ellipsis.
            let closing = last - 1 == position ? ellipsis.utf8.count : 0
            guard steps[last - 1].utf8.count + used <= room + closing else { break }
            used += steps[last - 1].utf8.count
            last -= 1
        }
        if last > position { path += ellipsis }
        return path + steps[last...].joined()
    }
}

extension ValueReader {
    /// Passes over the next value except for what is in it.
    fileprivate mutating func skipHeadOfPart() throws(ValueMismatch) -> Head {
        // A container that was not written to its end says more values than bytes follow.
        if end - position >= 5, [ValueTag.list, ValueTag.tuple, ValueTag.set, ValueTag.object].contains(tag) {
            let head = Head(remaining: Int(load(position + 1, as: UInt32.self)), hasKeys: tag == ValueTag.object)
            position += 5
            return head
        }
        return try skipHead()
    }

    /// Passes over a key and gives the place of its bytes.
    fileprivate mutating func keyRange() throws(ValueMismatch) -> Range<Int> {
        let count = unsafe try readKeyBytes().count
        return position - count..<position
    }
}
