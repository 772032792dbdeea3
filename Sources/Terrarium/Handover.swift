/// Carries a value that cannot be copied from one thread to another.
///
/// `@unchecked Sendable`: one thread gives before another takes; whoever starts the other, or waits for the first, orders them.
final class Handover<Value: ~Copyable>: @unchecked Sendable {
    private var value: Value?

    init() {
        value = nil
    }

    init(_ value: consuming Value) {
        self.value = consume value
    }

    func give(_ value: consuming Value) {
        self.value = consume value
    }

    /// The value, once.
    func take() -> Value? {
        value.take()
    }
}
