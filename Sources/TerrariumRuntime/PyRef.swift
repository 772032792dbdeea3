import CTerrarium

/// A reference to a Python object that lives within a closure of ``PythonRuntime/withAttached(_:)``.
///
/// Its end drops the reference, which may run Python code, so it must end while the thread is attached; that is checked.
@safe
package struct PyRef: ~Copyable {
    private let object: OpaquePointer

    /// Takes over a new reference.
    ///
    /// SAFETY: `object` is a new reference and the GIL is held.
    init(owning object: OpaquePointer) {
        unsafe self.object = object
    }

    deinit {
        precondition(terrarium_is_attached(), "a PyRef ended on a thread that is not attached to Python")
        // SAFETY: the GIL is held, and the reference is ours.
        unsafe terrarium_release(object)
    }

    /// The text of a `str`; `nil` for other objects and for text that is not valid Unicode.
    package borrowing func text(_ attached: borrowing Attached) -> String? {
        var length = 0
        // SAFETY: the GIL is held; the text is owned by the object, which `self` keeps, and is copied at once.
        guard let text = unsafe terrarium_text(object, &length) else { return nil }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    }

    /// The reference count, for tests.
    package borrowing func referenceCount(_ attached: borrowing Attached) -> Int {
        // SAFETY: the GIL is held.
        unsafe terrarium_reference_count(object)
    }

    /// A handle that may leave the closure.
    package borrowing func handle(_ attached: borrowing Attached) -> PyHandle {
        // SAFETY: the GIL is held; the new reference goes to the handle.
        unsafe PyHandle(owning: terrarium_retain(object))
    }
}
