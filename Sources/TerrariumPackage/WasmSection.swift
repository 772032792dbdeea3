/// The `[wasm]` table of a manifest.
///
/// Terrarium reads it to report such packages, and does not run them.
public struct WasmSection: Sendable, Hashable {
    /// The name of the component file.
    public let component: String

    /// The name of the file that holds the component compiled in advance, if there is one.
    public let precompiled: String?

    /// What the component asks its host for; by default nothing.
    public let capabilities: [String]
}
