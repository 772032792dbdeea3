import TerrariumInterface

/// The manifests that were read last, by their text.
///
/// TOMLKit 0.6 never frees a document, so a host that looks through its search paths at each load would grow; the same text
/// is parsed once.
enum ManifestCache {
    /// Manifests that are kept; beyond that, all are forgotten.
    private static let capacity = 256

    private static let manifests = Locked<[[UInt8]: PackageManifest]>([:])

    /// The manifest that a text is known to hold.
    static func manifest(of text: [UInt8]) -> PackageManifest? {
        manifests.withLock { $0[text] }
    }

    /// Remembers the manifest that a text holds.
    static func add(_ manifest: PackageManifest, of text: [UInt8]) {
        manifests.withLock { manifests in
            if manifests.count >= capacity { manifests = [:] }
            manifests[text] = manifest
        }
    }
}
