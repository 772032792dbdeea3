/// The message that decoders read from.
///
/// A decoder may be kept by the type that it decodes; after the call it finds an empty message.
@safe
final class DecodedMessage {
    /// The place of an entry of an object: its key, and where its value begins.
    struct Entry {
        let key: String
        let value: Int
    }

    private var base: UnsafeRawPointer?
    private let count: Int
    let isJSON: Bool

    /// Creates a message over memory that must stay until ``end()``.
    @unsafe
    init(base: UnsafeRawPointer, count: Int, isJSON: Bool) {
        unsafe self.base = base
        self.count = count
        self.isJSON = isJSON
    }

    /// Forgets the memory.
    func end() {
        unsafe base = nil
    }

    /// Reads at an offset.
    func read<Result>(
        at offset: Int,
        _ body: (inout ValueReader) throws(ValueMismatch) -> Result
    ) throws(ValueMismatch) -> Result {
        guard let base = unsafe base else { throw ValueMismatch(offset: offset, message: "the call has ended") }
        // SAFETY: the memory is there until `end` is called, and the reader stays in the closure.
        var reader = unsafe ValueReader(base: base, count: count, position: offset, isJSON: isJSON)
        return try body(&reader)
    }

    /// Where the values of the list, tuple or set at an offset begin.
    func elements(at offset: Int) throws(ValueMismatch) -> [Int] {
        try read(at: offset) { reader throws(ValueMismatch) in
            var count: Int
            if let found = reader.begin(ValueTag.set) { count = found } else { count = try reader.beginList() }
            var offsets: [Int] = []
            offsets.reserveCapacity(count)
            while count > 0 {
                offsets.append(reader.offset)
                try reader.skip()
                count -= 1
            }
            return offsets
        }
    }

    /// The entries of the object at an offset.
    func entries(at offset: Int) throws(ValueMismatch) -> [Entry] {
        try read(at: offset) { reader throws(ValueMismatch) in
            let count = try reader.beginObject()
            var entries: [Entry] = []
            entries.reserveCapacity(reader.plausibleCapacity(count, of: Entry.self))
            for _ in 0..<count {
                entries.append(Entry(key: try reader.readKey(), value: reader.offset))
                try reader.skip()
            }
            return entries
        }
    }

    /// Whether the value at an offset is `None`.
    func isNone(at offset: Int) throws(ValueMismatch) -> Bool {
        try read(at: offset) { reader throws(ValueMismatch) in reader.readNone() }
    }

    /// Where a value is that a coding path leads to, as far as it can be followed.
    func offset(of codingPath: some Collection<any CodingKey>, from start: Int) -> Int {
        var offset = start
        for key in codingPath {
            if let entries = try? entries(at: offset) {
                guard let entry = entries.last(where: { $0.key == key.stringValue }) else { break }
                offset = entry.value
            } else if let index = key.intValue, let elements = try? elements(at: offset),
                elements.indices.contains(index)
            {
                offset = elements[index]
            } else {
                break
            }
        }
        return offset
    }
}
