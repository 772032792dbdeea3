/// Why a value cannot cross the boundary: its type or size does not fit, or the message is not well formed.
///
/// The message names types, keys and limits, never the content of a value.
public struct ValueMismatch: Error, Sendable, Hashable {
    /// Where the value begins, in bytes from the start of the message.
    public let offset: Int

    /// What was expected and what was found.
    public let message: String

    /// Creates a mismatch.
    ///
    /// - Parameters:
    ///   - offset: Where the value begins, in bytes from the start of the message.
    ///   - message: What was expected and what was found, without the content of a value.
    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }
}

extension ValueMismatch: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
