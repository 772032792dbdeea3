import TOMLKit

/// A parsed TOML document, with the positions of its tables and keys.
///
/// This is the only use of TOMLKit.
struct TOMLDocument {
    /// The values at the top level.
    let root: [String: ManifestValue]

    private let positions: [[String]: SourcePosition]

    /// Parses a document.
    ///
    /// - Throws: the first thing that is wrong, with its position: not UTF-8, not TOML 1.0, a duplicate key, or what
    ///   ``TOMLScanner`` refuses.
    init(_ bytes: [UInt8]) throws(TOMLSyntaxError) {
        let text = try Self.text(of: bytes)
        self.positions = try TOMLScanner(bytes).positions
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch {
            throw Self.syntaxError(error)
        }
        // TOMLKit never frees a document; this gives back most of its memory.
        defer { table.clear() }
        self.root = try Self.entries(of: table)
    }

    /// Where a key begins, or the table or key that it is in.
    ///
    /// - Returns: the first position in the document if nothing of the path is in it.
    func position(of path: [String]) -> SourcePosition {
        var path = path
        while !path.isEmpty {
            if let position = positions[path] { return position }
            path.removeLast()
        }
        return SourcePosition()
    }

    // MARK: - Text

    private static func text(of bytes: [UInt8]) throws(TOMLSyntaxError) -> String {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw TOMLSyntaxError("the file begins with a byte order mark; save it as UTF-8 without one", at: .init())
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TOMLSyntaxError("the file is not UTF-8; save it as UTF-8", at: invalidPosition(in: bytes))
        }
        return text
    }

    /// The position of the first byte that is not UTF-8.
    private static func invalidPosition(in bytes: [UInt8]) -> SourcePosition {
        var position = SourcePosition()
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" {
                position.line += 1
                position.column = 1
            } else {
                position.column += 1
            }
        }
        return position
    }

    /// TOMLKit's error as ours.
    private static func syntaxError(_ error: any Error) -> TOMLSyntaxError {
        guard let error = error as? TOMLParseError else { return TOMLSyntaxError("\(error)") }
        let begin = error.source.begin
        return TOMLSyntaxError(
            error.description.shown(limit: 400),
            at: SourcePosition(line: begin.line, column: begin.column)
        )
    }

    // MARK: - Values

    private static func entries(of table: TOMLTable) throws(TOMLSyntaxError) -> [String: ManifestValue] {
        var entries: [String: ManifestValue] = [:]
        for key in table.keys {
            guard let value = table[key] else { throw TOMLSyntaxError("the key \(key.quoted) cannot be read") }
            entries[key] = try convert(value)
        }
        return entries
    }

    private static func convert(_ value: any TOMLValueConvertible) throws(TOMLSyntaxError) -> ManifestValue {
        let converted: ManifestValue?
        switch value.type {
        case .string: converted = value.string.map { .string($0) }
        case .int: converted = value.int.map { .integer(Int64($0)) }
        case .double: converted = value.double.map { .float($0) }
        case .bool: converted = value.bool.map { .boolean($0) }
        case .date: converted = value.date.map { .dateTime(text(of: $0)) }
        case .time: converted = value.time.map { .dateTime(text(of: $0)) }
        case .dateTime: converted = value.dateTime.map { .dateTime(text(of: $0)) }
        case .array:
            var elements: [ManifestValue] = []
            for element in value.array ?? [] { elements.append(try convert(element)) }
            converted = .array(elements)
        case .table:
            converted = .table(try value.table.map(entries) ?? [:])
        }
        guard let converted else { throw TOMLSyntaxError("a value of the type \(value.type) cannot be read") }
        return converted
    }

    private static func text(of date: TOMLDate) -> String {
        "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    private static func text(of time: TOMLTime) -> String {
        let seconds = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        guard time.nanoSecond > 0 else { return seconds }
        var fraction = padded(time.nanoSecond, 9)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(seconds).\(fraction)"
    }

    private static func text(of dateTime: TOMLDateTime) -> String {
        let local = "\(text(of: dateTime.date))T\(text(of: dateTime.time))"
        guard let minutes = dateTime.offset?.offset else { return local }
        guard minutes != 0 else { return "\(local)Z" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "\(local)\(minutes < 0 ? "-" : "+")\(padded(hours, 2)):\(padded(rest, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
