public import Foundation

extension Date: PluginValue {
    /// Microseconds from 1970 to 2001, where Foundation counts from.
    @usableFromInline static var microsecondsToReference: Int64 { 978_307_200_000_000 }

    /// Appends a `datetime`, rounded to microseconds.
    ///
    /// - Throws: ``ValueMismatch`` when the date is hundreds of thousands of years away.
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        let scaled = (timeIntervalSinceReferenceDate * 1e6).rounded()
        guard let fromReference = Int64(exactly: scaled) else { throw writer.mismatch(Self.outOfRange) }
        let (value, overflows) = fromReference.addingReportingOverflow(Self.microsecondsToReference)
        if overflows { throw writer.mismatch(Self.outOfRange) }
        writer.append(ValueTag.date, value)
    }

    private static var outOfRange: String { "expected a date that 64 bits of microseconds can hold, found another one" }

    /// Reads a `datetime`, or in a message from JSON a text as RFC 3339 has it.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        let value: Int64
        if let bits = reader.readBits(ValueTag.date, as: Int64.self) {
            value = bits
        } else {
            value = try reader.readJSONText("datetime", as: "RFC 3339 with an offset") { DateText.microseconds($0) }
        }
        // In two parts, so that nothing overflows and whole seconds are exact.
        let seconds = value / 1_000_000 - Self.microsecondsToReference / 1_000_000
        let fraction = value % 1_000_000
        self.init(
            timeIntervalSinceReferenceDate: abs(seconds) < 1 << 33
                ? Double(seconds * 1_000_000 + fraction) / 1e6 : Double(seconds) + Double(fraction) / 1e6
        )
    }
}
