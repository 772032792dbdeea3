import Foundation

/// Strings as C sees them, freed together.
@safe
final class CStrings {
    /// Zero-terminated UTF-8, one per string; valid as long as the object.
    private(set) var pointers: [UnsafePointer<CChar>]

    init(_ strings: [String]) {
        unsafe pointers = strings.map { string in
            guard let copy = unsafe strdup(string) else { fatalError("out of memory") }
            return unsafe UnsafePointer(copy)
        }
    }

    deinit {
        for index in unsafe pointers.indices { unsafe free(UnsafeMutablePointer(mutating: pointers[index])) }
    }
}
