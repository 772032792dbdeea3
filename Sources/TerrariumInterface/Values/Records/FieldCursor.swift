/// The place in an object whose keys are known.
///
/// ```swift
/// var fields = try reader.readFields(Self.fieldNames)
/// while let field = try fields.next(&reader) {
///     switch field {
///     case 0: name = try reader.read(String.self)
///     default: break
///     }
/// }
/// ```
public struct FieldCursor: Sendable {
    @usableFromInline let names: FieldNames
    @usableFromInline let start: Int
    @usableFromInline var remaining: Int
    @usableFromInline var likely = 0

    @inlinable
    init(_ names: FieldNames, count: Int, start: Int) {
        self.names = names
        self.start = start
        remaining = count
    }

    /// Goes to the next known key and gives its index among the names; its value must be read next.
    ///
    /// Passes over unknown keys and their values. A key that comes twice is given twice: the last one counts.
    ///
    /// - Throws: ``ValueMismatch`` when the message is not well formed.
    @inlinable
    public mutating func next(_ reader: inout ValueReader) throws(ValueMismatch) -> Int? {
        while remaining > 0 {
            remaining &-= 1
            let key = unsafe try reader.readKeyBytes()
            let index = likely
            if _fastPath(index < names.count), _fastPath(unsafe names.matches(index, key)) {
                likely = index &+ 1
                return index
            }
            if let index = unsafe names.index(of: key) {
                likely = index &+ 1
                return index
            }
            try reader.skip()
        }
        return nil
    }

    /// Gives a value that must be there.
    ///
    /// - Throws: ``ValueMismatch`` when the object has no key of that index.
    @inlinable
    @inline(__always)
    public func require<Value>(_ value: Value?, _ index: Int) throws(ValueMismatch) -> Value {
        guard let value else { throw missing(index) }
        return value
    }

    @usableFromInline
    @inline(never)
    func missing(_ index: Int) -> ValueMismatch {
        ValueMismatch(offset: start, message: "`\(names.text(index))` is missing")
    }
}
