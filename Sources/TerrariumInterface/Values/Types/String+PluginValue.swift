extension String: PluginValue {
    /// Appends a `str`.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.appendText(self, tagged: true)
    }

    /// Reads a `str`.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        guard let utf8 = unsafe reader.readBytes(ValueTag.text) else { throw reader.expected("str") }
        self = unsafe String(decoding: utf8, as: UTF8.self)
    }
}
