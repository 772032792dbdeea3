extension Array: PluginValue where Element: PluginValue {
    /// Appends a `list`; an array of bytes is `bytes`.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try Element._writeArray(self, to: &writer)
    }

    /// Reads a `list` or a `tuple`; an array of bytes is `bytes`.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        self = try Element._readArray(reading: &reader)
    }
}

extension Set: PluginValue where Element: PluginValue {
    /// Appends a `set`.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.checkCount(count)
        writer.beginSet(count)
        for element in self { try element.write(to: &writer) }
    }

    /// Reads a `set`; in a message from JSON a list, of which equal values count once.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.position
        let count = try reader.beginSet()
        self.init(minimumCapacity: reader.plausibleCapacity(count, of: Element.self))
        for _ in 0..<count { insert(try Element(reading: &reader)) }
        if _slowPath(self.count != count), !reader.isJSON { throw reader.notDistinct(start, "values of a set") }
    }
}

extension Dictionary: PluginValue where Key == String, Value: PluginValue {
    /// Appends a `dict`.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try writer.checkCount(count)
        writer.beginObject(count)
        for (key, value) in self {
            try writer.writeKey(key)
            try value.write(to: &writer)
        }
    }

    /// Reads a `dict`; in a message from JSON the last value of equal keys counts.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.position
        let count = try reader.beginObject()
        self.init(minimumCapacity: reader.plausibleCapacity(count, of: (String, Value).self))
        for _ in 0..<count {
            let key = try reader.readKey()
            self[key] = try Value(reading: &reader)
        }
        if _slowPath(self.count != count), !reader.isJSON { throw reader.notDistinct(start, "keys of a dict") }
    }
}

extension Optional: PluginValue where Wrapped: PluginValue {
    /// Appends `None` or the value.
    @inlinable
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        if let self {
            try self.write(to: &writer)
        } else {
            writer.writeNone()
        }
    }

    /// Reads `None` or a value.
    @inlinable
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        if reader.readNone() {
            self = nil
        } else {
            self = try Wrapped(reading: &reader)
        }
    }
}
