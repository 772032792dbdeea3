/// What an encoder has made of one value so far.
///
/// The number of values in a container is known only at its end, and containers may be filled in any order: each keeps its own
/// bytes, and the places in them where other values belong.
final class EncodedValue {
    /// A value that belongs at a place in this one's bytes.
    private struct Part {
        let position: Int
        let key: String?
        let value: EncodedValue
    }

    /// The container's tag; `nil` until one is asked for, and for a value that is no container.
    private(set) var tag: UInt8?
    /// Whether a list is written as a set.
    let isSet: Bool
    private(set) var count = 0
    private(set) var writer = ValueWriter()
    private var parts: [Part] = []

    init(isSet: Bool = false) {
        self.isSet = isSet
    }

    /// Whether both an object and a list were asked for, or something beside a single value.
    private var isContradictory = false

    /// Makes this value an object or a list, which it stays.
    func begin(_ tag: UInt8) {
        let wanted = tag == ValueTag.list && isSet ? ValueTag.set : tag
        if self.tag == nil, count == 0 {
            self.tag = wanted
        } else if self.tag != wanted {
            isContradictory = true
        }
    }

    /// Appends a value to the container, or makes it this value.
    func append(key: String?, _ write: (inout ValueWriter) throws(ValueMismatch) -> Void) throws(ValueMismatch) {
        count += 1
        if let key { try writer.writeKey(key) }
        try write(&writer)
    }

    /// Appends a value that is filled later; the same again for a key that has one.
    ///
    /// A key that is too long is written when the value is, and refused then.
    func part(key: String?, isSet: Bool = false) -> EncodedValue {
        if let key, let part = parts.first(where: { $0.key == key }) { return part.value }
        count += 1
        let value = EncodedValue(isSet: isSet)
        parts.append(Part(position: writer.offset, key: key, value: value))
        return value
    }

    /// Writes the value with its parts; one that stayed empty is an empty object, as in Foundation's encoders.
    func write(to target: inout ValueWriter) throws(ValueMismatch) {
        if isContradictory { throw target.mismatch("`encode(to:)` asked for containers of different kinds") }
        if let tag {
            try target.checkCount(count)
            target.begin(tag, count)
        } else if count == 0 {
            target.beginObject(0)
        }
        var start = 0
        for part in parts {
            target.append(writer, start..<part.position)
            start = part.position
            if let key = part.key { try target.writeKey(key) }
            try part.value.write(to: &target)
        }
        target.append(writer, start..<writer.offset)
    }
}

extension ValueWriter {
    /// Appends a part of what another writer has.
    fileprivate mutating func append(_ other: borrowing ValueWriter, _ range: Range<Int>) {
        unsafe append(UnsafeRawBufferPointer(rebasing: other.bytes[range]))
    }
}

/// A set, which crosses as a set even if only its `Encodable` conformance is known.
protocol EncodedAsSet {}

extension Set: EncodedAsSet {}
