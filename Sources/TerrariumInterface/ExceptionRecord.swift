/// An exception as the runtime recorded it, read on demand from the bytes that `exception.h` describes.
///
/// A record comes from the shim, or over a wire from a worker; a damaged one reads as far as it is whole.
package struct ExceptionRecord: Sendable, Hashable {
    /// One frame of a traceback.
    package struct Frame: Sendable, Hashable {
        package var line: Int?
        package var endLine: Int?
        package var column: Int?
        package var endColumn: Int?
        package var function: String
        package var file: String
    }

    /// An entry of a traceback.
    package enum TracebackEntry: Sendable, Hashable {
        case frame(Frame)
        case omitted(Int)
    }

    /// Where a syntax error is.
    package struct SyntaxLocation: Sendable, Hashable {
        package var line: Int?
        package var column: Int?
        package var file: String
        package var text: String
    }

    private let bytes: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// The type's name, with its module unless that is `builtins`.
    package var typeName: String { text("T") ?? "Exception" }

    /// The type's unqualified name.
    package var unqualifiedTypeName: String { text("N") ?? typeName }

    /// What `str()` of the exception gave.
    package var message: String { text("M") ?? "" }

    /// Whether it is a `terrarium.PluginError`.
    package var isPluginError: Bool { first("P") != nil }

    /// The code that the exception carries, if its type has one.
    package var code: String? { text("C") }

    /// The `message` attribute of a `PluginError`.
    package var pluginMessage: String? { text("m") }

    /// The `details` of a `PluginError`, as JSON text.
    package var details: String? { text("D") }

    /// Why the `details` could not be kept.
    package var droppedDetails: String? { text("d") }

    /// The notes that were added to the exception.
    package var notes: [String] { all("n").map(Self.string) }

    /// The traceback, outermost frame first.
    package var traceback: [TracebackEntry] {
        fields.compactMap { tag, value in
            switch tag {
            case UInt8(ascii: "F"): Self.frame(value).map(TracebackEntry.frame)
            case UInt8(ascii: "O"): .omitted(Self.number(value, at: 0) ?? 0)
            default: nil
            }
        }
    }

    /// Where a syntax error is; `nil` for other exceptions.
    package var syntaxLocation: SyntaxLocation? {
        guard let value = first("S"), value.count >= 16 else { return nil }
        let (file, source) = Self.pair(value.dropFirst(16))
        return SyntaxLocation(
            line: Self.number(value, at: 0),
            column: Self.number(value, at: 1),
            file: file,
            text: source
        )
    }

    /// The exception that this one was raised from.
    package var cause: ExceptionRecord? { first("c").map(ExceptionRecord.init) }

    /// The exception that was being handled when this one was raised.
    package var context: ExceptionRecord? { first("x").map(ExceptionRecord.init) }

    /// The members of an exception group.
    package var members: [ExceptionRecord] { all("g").map(ExceptionRecord.init) }

    private typealias Field = (tag: UInt8, value: ArraySlice<UInt8>)

    private var fields: some Sequence<Field> {
        sequence(state: bytes) { rest -> Field? in
            guard rest.count >= 5 else { return nil }
            let tag = rest[rest.startIndex]
            let length = Int(Self.word(rest.dropFirst()))
            let value = rest.dropFirst(5).prefix(length)
            guard value.count == length else { return nil }
            rest = rest.dropFirst(5 + length)
            return (tag, value)
        }
    }

    private func first(_ tag: Character) -> ArraySlice<UInt8>? {
        fields.first { $0.tag == tag.asciiValue }?.value
    }

    private func all(_ tag: Character) -> [ArraySlice<UInt8>] {
        fields.filter { $0.tag == tag.asciiValue }.map(\.value)
    }

    private func text(_ tag: Character) -> String? {
        first(tag).map(Self.string)
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// A little-endian word at the start of `bytes`, which has four bytes or more.
    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The number in the word at `index`; `nil` when it is unknown.
    private static func number(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
        guard bytes.count >= 4 * (index + 1) else { return nil }
        let value = word(bytes.dropFirst(4 * index))
        return value == .max ? nil : Int(value)
    }

    /// Two texts with a zero byte between them.
    private static func pair(_ bytes: ArraySlice<UInt8>) -> (String, String) {
        let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
        return (string(bytes[..<end]), string(bytes[end...].dropFirst()))
    }

    private static func frame(_ bytes: ArraySlice<UInt8>) -> Frame? {
        guard bytes.count >= 16 else { return nil }
        let (function, file) = pair(bytes.dropFirst(16))
        return Frame(
            line: number(bytes, at: 0),
            endLine: number(bytes, at: 1),
            column: number(bytes, at: 2),
            endColumn: number(bytes, at: 3),
            function: function,
            file: file
        )
    }
}
