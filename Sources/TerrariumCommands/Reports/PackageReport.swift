import Terrarium

/// What is known of one package.
struct PackageReport: Encodable {
    /// What a manifest says.
    struct Manifest: Encodable {
        var name: String
        var version: String
        var interface: String
        var interfaceVersion: UInt32
        var archiveExtension: String
        var runtime: String
        var entryModule: String?
        var requirements: String?
        var component: String?
        var requiresPython: String?
        var compatibility: String
        var metadata: MetadataValue
    }

    /// What a loaded module says.
    struct Module: Encodable {
        var name: String
        /// The declared `__interface_hash__`, in hexadecimal; `nil` when there is none.
        var interfaceHash: String?
        var methods: [Method]
    }

    /// One method.
    struct Method: Encodable {
        var index: Int
        var name: String
        var wire: String
        var signature: String
        var summary: String
    }

    /// The package's directory, or the path of a single file.
    let path: String

    /// What the manifest says; `nil` for a single file.
    let manifest: Manifest?

    /// What the module says; `nil` when it was not loaded.
    var module: Module?

    /// Begins with a manifest.
    init(path: String, manifest: PackageManifest?) {
        self.path = path
        self.manifest = manifest.map(Manifest.init)
    }

    /// A readable page.
    var text: String {
        var facts = Table()
        if let manifest {
            facts.add("package", "\(manifest.name) \(manifest.version)")
            facts.add("directory", path)
            facts.add("interface", "\(manifest.interface) \(manifest.interfaceVersion)")
            facts.add("runtime", manifest.runtime)
            if let module = manifest.entryModule { facts.add("entry module", module) }
            if let component = manifest.component { facts.add("component", component) }
            facts.add("requires Python", manifest.requiresPython ?? "any")
            facts.add("conversions", manifest.compatibility)
            for (key, value) in manifest.metadata.entries { facts.add("metadata", "\(key) = \(value)") }
        } else {
            facts.add("file", path)
        }
        guard let module else { return facts.text() }
        facts.add("interface hash", module.interfaceHash ?? "not declared")
        var methods = Table()
        for method in module.methods {
            methods.add("\(method.index)", method.wire, method.name + method.signature, method.summary)
        }
        let list = module.methods.isEmpty ? "  none\n" : methods.text(indent: "  ")
        return facts.text() + "\nmethods\n" + list
    }
}

extension PackageReport.Manifest {
    /// Describes a manifest.
    init(_ manifest: PackageManifest) {
        name = manifest.name
        version = manifest.version
        interface = manifest.interface
        interfaceVersion = manifest.interfaceVersion
        archiveExtension = manifest.archiveExtension
        runtime = manifest.runtime.rawValue
        entryModule = manifest.python?.entryModule
        requirements = manifest.python?.requirements
        component = manifest.wasm?.component
        requiresPython = manifest.terrarium.requiresPython?.description
        compatibility = (manifest.terrarium.compatibility ?? .strict).rawValue
        metadata = MetadataValue(manifest.metadata)
    }
}

extension PackageReport.Module {
    /// Describes a loaded plugin.
    init(_ plugin: Plugin) {
        name = plugin.name
        interfaceHash = plugin.interfaceHash.map(Format.hash)
        methods = plugin.methods.enumerated().map { index, method in
            PackageReport.Method(
                index: index,
                name: method.name,
                wire: method.wire == .undeclared ? "any" : method.wire.rawValue,
                signature: method.signature,
                summary: method.summary
            )
        }
    }
}
