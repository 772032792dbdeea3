/// What runs a package's code.
public enum PackageRuntime: String, Sendable, Hashable, CaseIterable {
    /// A Python interpreter. Terrarium loads these packages and no others.
    case python
    /// A compiled library. This is what a manifest means that names no runtime.
    case rust
    /// A WebAssembly component.
    case wasm
}
