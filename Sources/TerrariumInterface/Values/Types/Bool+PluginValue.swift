extension Bool: PluginValue {
    /// Appends `True` or `False`.
    @inlinable
    public func write(to writer: inout ValueWriter) {
        writer.appendTag(self ? ValueTag.yes : ValueTag.no)
    }

    /// Reads a `bool`; a number is not one.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        guard reader.position < reader.end else { throw reader.malformed() }
        let tag = reader.tag
        guard tag == ValueTag.yes || tag == ValueTag.no else { throw reader.expected("bool") }
        reader.position &+= 1
        self = tag == ValueTag.yes
    }
}
