extension Duration: PluginValue {
    /// Appends a `timedelta`, rounded to microseconds.
    ///
    /// - Throws: ``ValueMismatch`` when the duration is hundreds of thousands of years long.
    public func write(to writer: inout ValueWriter) throws(ValueMismatch) {
        let (seconds, attoseconds) = components
        let perMicrosecond: Int64 = 1_000_000_000_000
        let fraction = (attoseconds + (attoseconds < 0 ? -perMicrosecond / 2 : perMicrosecond / 2)) / perMicrosecond
        let (whole, wholeOverflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (value, overflows) = whole.addingReportingOverflow(fraction)
        if wholeOverflows || overflows {
            throw writer.mismatch("expected a duration that 64 bits of microseconds can hold, found a longer one")
        }
        writer.append(ValueTag.duration, value)
    }

    /// Reads a `timedelta`, or in a message from JSON a text as ISO 8601 has it, such as `PT1.5S`.
    public init(reading reader: inout ValueReader) throws(ValueMismatch) {
        if let value = reader.readBits(ValueTag.duration, as: Int64.self) {
            self = .microseconds(value)
        } else {
            self = .microseconds(
                try reader.readJSONText("timedelta", as: "an ISO 8601 duration") { DurationText.microseconds($0) }
            )
        }
    }
}
