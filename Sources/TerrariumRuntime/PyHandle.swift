import CTerrarium

/// A reference to a Python object that may be kept, sent to other threads and dropped anywhere.
///
/// It is of no use without an ``Attached``. When it ends, its reference is dropped at the next attach of any thread.
///
/// `@unchecked Sendable`: the pointer never changes, and the object behind it is touched only with an `Attached` at hand,
/// which the compiler sees to.
@safe
package final class PyHandle: @unchecked Sendable {
    private let object: OpaquePointer

    /// Takes over a new reference.
    ///
    /// SAFETY: `object` is a new reference.
    init(owning object: OpaquePointer) {
        unsafe self.object = object
    }

    deinit {
        // SAFETY: the reference is ours, and dropping it later needs no GIL now.
        unsafe terrarium_release_later(object)
    }

    /// A reference for use here.
    package func reference(_ attached: borrowing Attached) -> PyRef {
        // SAFETY: the GIL is held.
        unsafe PyRef(owning: terrarium_retain(object))
    }
}
