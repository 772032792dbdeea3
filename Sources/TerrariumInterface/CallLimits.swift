/// What one call may move across the boundary.
///
/// The limits protect the host from a plugin's results and from its own callers' inputs. An input that exceeds one is
/// refused with a ``CallError`` before memory is spent on it, and a result before it is copied; JSON text is written up to the
/// limit at most.
public struct CallLimits: Sendable, Hashable {
    /// Nested arrays and objects in a JSON text or a result, at most.
    ///
    /// The array of arguments counts as one. From 1 to 10 000; the default is 512.
    public var depth: Int

    /// Decimal digits of one integer, at most, in either direction.
    ///
    /// The default is 4 300, as in CPython: converting an integer takes time that grows with the square of its digits.
    public var integerDigits: Int

    /// Bytes of one input, at most.
    ///
    /// The default is 512 MiB.
    public var inputBytes: Int

    /// Bytes of one result, at most.
    ///
    /// The default is 512 MiB.
    public var resultBytes: Int

    /// Creates limits; see the properties for units and defaults.
    public init(
        depth: Int = 512,
        integerDigits: Int = 4300,
        inputBytes: Int = 512 << 20,
        resultBytes: Int = 512 << 20
    ) {
        self.depth = depth
        self.integerDigits = integerDigits
        self.inputBytes = inputBytes
        self.resultBytes = resultBytes
    }
}
