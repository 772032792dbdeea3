import CTerrarium
package import TerrariumInterface

/// The proof that the calling thread holds the GIL.
///
/// It exists only during the closure of ``PythonRuntime/withAttached(_:)``, cannot be copied or stored, and its closure
/// cannot suspend. Whatever needs the interpreter takes one.
package struct Attached: ~Copyable {
    fileprivate init() {}

    /// Evaluates a Python expression in an empty namespace, for diagnostics.
    ///
    /// - Throws: ``PluginError`` with what the expression raised.
    package borrowing func evaluate(_ expression: String) throws(PluginError) -> PyRef {
        var failure: UnsafeMutablePointer<terrarium_failure>?
        // SAFETY: the GIL is held, as `self` proves; the result is a new reference that `PyRef` takes over.
        if let object = unsafe terrarium_evaluate(expression, &failure) { return unsafe PyRef(owning: object) }
        throw unsafe PluginError(taking: failure)
    }
}

extension PythonRuntime {
    /// Runs a closure while the calling thread is attached to the interpreter.
    ///
    /// Attaching costs the acquisition of the GIL and nothing more after a thread's first time. Nested use is free. The
    /// closure must not wait for another thread that needs Python. A thread with too little stack runs the closure on one
    /// of the host's threads.
    ///
    /// - Parameter body: Receives the proof of being attached.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    /// - Precondition: ``start(_:)`` returned.
    package static func withAttached<Value, Failure: Error>(
        _ body: (borrowing Attached) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        // Who is attached already cannot hand over: the other thread would wait for the GIL.
        if terrarium_stack_remaining() < terrarium_stack_required(), !terrarium_is_attached() {
            let value = try StackThreads.shared.run { () throws(Failure) -> Value in try attachedHere(body) }
            guard let value else { preconditionFailure("no memory for a thread that can run Python") }
            return value
        }
        return try attachedHere(body)
    }

    private static func attachedHere<Value, Failure: Error>(
        _ body: (borrowing Attached) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let status = terrarium_attach()
        precondition(status != terrarium_attach_failed, "no memory to attach a thread to Python")
        defer { terrarium_detach(status) }
        return try body(Attached())
    }
}
