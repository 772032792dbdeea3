#if Macros

import TerrariumSyntax

/// An interface of Swift source files, with what it refers to.
struct InterfaceSource {
    /// The names of the files, without their folders.
    let files: [String]

    /// The interface.
    let model: InterfaceModel

    /// The records of the files.
    let table: RecordTable

    /// The interface hash: the stated one, or the one of the canonical lines.
    let hash: UInt64

    /// What the hash is computed from: a line for each method that is not optional, sorted.
    let canonicalLines: [String]
}

#endif
