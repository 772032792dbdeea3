public import TerrariumInterface

/// The `[terrarium]` table of a manifest: what Terrarium adds to the format, and Fidius ignores.
///
/// A manifest without the table has the defaults. An unknown key in it is an error.
public struct TerrariumSection: Sendable, Hashable {
    /// `requires_python`: the versions of Python the package runs on; by default any.
    public let requiresPython: PythonVersionRequirement?

    /// `compatibility`: by which rules values are converted; `nil` leaves it to the host.
    public let compatibility: Compatibility?

    /// The keys that the table may have.
    static let keys = ["compatibility", "requires_python"]
}
