public import Foundation

extension URL: PluginValue {
    /// Appends the text of the absolute URL as a `str`.
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        try absoluteString.write(to: &writer)
    }

    /// Reads a URL from a `str`.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let start = reader.offset
        guard let url = URL(string: try String(reading: &reader), encodingInvalidCharacters: false) else {
            throw ValueMismatch(offset: start, message: "expected a URL, found another str")
        }
        self = url
    }
}
