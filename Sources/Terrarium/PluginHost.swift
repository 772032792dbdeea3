import Foundation
public import Logging

/// Finds Python plugins and loads them into this process.
///
/// ```swift
/// let host = try PluginHost(searchPaths: ["plugins"])
/// let greeter = try host.load("greeter", interface: greeterInterface)
/// let answer = try greeter.callTypedJSON(0, Array(#"["World"]"#.utf8))
/// ```
///
/// Plugins of a host run in the process's one Python interpreter. That level protects from what Python code can do wrong:
/// exceptions, endless recursion, results that cannot be converted. It does not protect from native code that crashes, from
/// `os._exit`, or from code that never returns.
public final class PluginHost: Sendable {
    /// How a host treats its plugins.
    public struct Configuration: Sendable {
        /// How Python is started; all hosts of a process must agree.
        public var python: PythonConfiguration
        /// What one call may move.
        public var limits: CallLimits
        /// How values are converted, for packages whose manifest does not say; the default is ``Compatibility/strict``.
        public var compatibility: Compatibility
        /// What of the plugins' output is kept and logged.
        public var output: OutputLimits
        /// Where plugins' output and the host's own notes go.
        public var logger: Logger

        /// Creates a configuration; see the properties for defaults.
        public init(
            python: PythonConfiguration = PythonConfiguration(),
            limits: CallLimits = CallLimits(),
            compatibility: Compatibility = .strict,
            output: OutputLimits = OutputLimits(),
            logger: Logger = Logger(label: "terrarium")
        ) {
            self.python = python
            self.limits = limits
            self.compatibility = compatibility
            self.output = output
            self.logger = logger
        }
    }

    /// Folders whose direct children are packages, in the order in which they are searched.
    public let searchPaths: [String]

    /// How this host treats its plugins.
    public let configuration: Configuration

    /// What the Python of this process is and can do.
    public let capabilities: PythonRuntime.Capabilities

    private let otherOutput: PluginOutput

    /// Creates a host, and starts Python if it does not run yet.
    ///
    /// - Parameters:
    ///   - searchPaths: Folders whose direct children are packages. Earlier ones win.
    ///   - configuration: How to treat plugins.
    /// - Throws: ``RuntimeError`` when Python cannot be started, or runs already with another configuration.
    public init(searchPaths: [String], configuration: Configuration = Configuration()) throws(RuntimeError) {
        otherOutput = PluginOutput(plugin: nil, logger: configuration.logger, limits: configuration.output)
        PythonOutput.connectOthers(to: otherOutput)
        capabilities = try PythonRuntime.start(configuration.python)
        self.searchPaths = searchPaths
        self.configuration = configuration
    }

    /// Looks through the search paths.
    ///
    /// Runs no code of any package.
    ///
    /// - Returns: Every package found, sorted, those that cannot be loaded with the reason.
    public func discover() -> PackageDiscovery {
        PackageDiscovery(searchPaths: searchPaths)
    }

    /// Loads a plugin that fits an interface.
    ///
    /// The module is imported, its `__interface_hash__` compared, and every method resolved and checked once. Loading a
    /// plugin again gives a second, independent copy of its module.
    ///
    /// - Parameters:
    ///   - package: The name of a package on the search paths, the path of a package's folder (a text with a `/`), or the path
    ///     of a single `.py` file.
    ///   - interface: What the plugin must offer.
    /// - Throws: ``LoadError``; nothing of the plugin is left behind.
    public func load(_ package: String, interface: InterfaceDescriptor) throws(LoadError) -> Plugin {
        try load(package, expecting: interface)
    }

    /// Loads a plugin for a typed client.
    ///
    /// ```swift
    /// let greeter = try host.load("greeter", as: GreeterClient.self)
    /// print(try greeter.greet(name: "World"))
    /// ```
    ///
    /// The plugin is unloaded when the last client of it goes, or by `greeter.plugin?.unload()`.
    ///
    /// - Parameters:
    ///   - package: The name of a package on the search paths, the path of a package's folder (a text with a `/`), or the path
    ///     of a single `.py` file.
    ///   - client: The client of the interface that the plugin must fit, as `PluginInterface` writes it.
    ///   - wire: How values get to the plugin and back.
    /// - Throws: ``LoadError``; nothing of the plugin is left behind.
    public func load<Client: PluginClient>(
        _ package: String,
        as client: Client.Type,
        over wire: ValueWire = .python
    ) throws(LoadError) -> Client {
        Client(try load(package, expecting: Client.interface), over: wire)
    }

    /// Loads a plugin without an interface: its methods are the functions marked `@method`, or else the public functions of
    /// its module, in the order of their definition.
    ///
    /// Neither a hash nor signatures are checked.
    ///
    /// - Parameter package: The name of a package on the search paths, the path of a package's folder, or the path of a
    ///   single `.py` file.
    /// - Throws: ``LoadError``; nothing of the plugin is left behind.
    public func load(_ package: String) throws(LoadError) -> Plugin {
        try load(package, expecting: nil)
    }

    /// Loads a plugin from a source text, for scripts and tests.
    ///
    /// - Parameters:
    ///   - source: Python source.
    ///   - name: A name for messages and tracebacks.
    ///   - interface: What the plugin must offer; `nil` takes the functions of the module.
    /// - Throws: ``LoadError``; nothing of the plugin is left behind.
    public func load(
        source: String,
        name: String = "script",
        interface: InterfaceDescriptor? = nil
    ) throws(LoadError) -> Plugin {
        let id = PluginModule.nextID()
        let fileName = "<\(name)#\(id)>"
        SourceTexts.shared.add(source, named: fileName)
        do throws(LoadError) {
            return try makePlugin(
                id: id,
                name: name,
                source: .text(Array(source.utf8), fileName: fileName),
                interface: interface,
                sourceName: fileName
            )
        } catch {
            SourceTexts.shared.remove(named: fileName)
            throw error
        }
    }

    private func load(_ package: String, expecting interface: InterfaceDescriptor?) throws(LoadError) -> Plugin {
        package.hasSuffix(".py")
            ? try loadFile(package, interface: interface) : try loadPackage(package, interface: interface)
    }

    private func loadFile(_ path: String, interface: InterfaceDescriptor?) throws(LoadError) -> Plugin {
        let file = URL(filePath: path)
        let source: Data
        do {
            source = try Data(contentsOf: file)
        } catch {
            throw LoadError(.notFound, "\(path) cannot be read", cause: error)
        }
        return try makePlugin(
            id: PluginModule.nextID(),
            name: file.deletingPathExtension().lastPathComponent,
            source: .text(Array(source), fileName: file.path(percentEncoded: false)),
            interface: interface
        )
    }

    private func loadPackage(_ package: String, interface: InterfaceDescriptor?) throws(LoadError) -> Plugin {
        let folder = try folder(of: package)
        let manifest = folder.manifest
        guard manifest.runtime == .python, let python = manifest.python else {
            throw LoadError(.notPython, "\(manifest.name) is a package for the runtime \(manifest.runtime)")
        }
        if let required = manifest.terrarium.requiresPython, !required.allows(pythonVersion) {
            throw LoadError(
                .unsupportedPython,
                "\(manifest.name) requires Python \(required), and this is \(pythonVersion)"
            )
        }
        return try makePlugin(
            id: PluginModule.nextID(),
            name: manifest.name,
            source: .package(directory: folder.resolvedDirectory, entryModule: python.entryModule),
            interface: interface,
            manifest: manifest
        )
    }

    private func folder(of package: String) throws(LoadError) -> PackageFolder {
        do throws(PackageError) {
            let isPath = package.contains("/") || package == "." || package == ".."
            return isPath ? try PackageFolder(package) : try discover().find(package)
        } catch {
            let code: LoadError.Code =
                switch error.code {
                case .packageNotFound, .manifestNotFound: .notFound
                case .packageNotPython: .notPython
                default: .invalidPackage
                }
            throw LoadError(code, error.message, cause: error)
        }
    }

    private var pythonVersion: PythonVersion {
        let version = capabilities.version
        return PythonVersion(version[0], version[1], version[2])
    }

    private func makePlugin(
        id: UInt64,
        name: String,
        source: PluginModule.Source,
        interface: InterfaceDescriptor?,
        manifest: PackageManifest? = nil,
        sourceName: String? = nil
    ) throws(LoadError) -> Plugin {
        let output = PluginOutput(plugin: name, logger: configuration.logger, limits: configuration.output)
        PythonOutput.connect(id, to: output)
        do throws(LoadError) {
            let module = try PluginModule(
                id: id,
                name: name,
                source: source,
                interface: interface,
                limits: configuration.limits,
                compatibility: manifest?.terrarium.compatibility ?? configuration.compatibility,
                output: { output.lastLines() }
            )
            return Plugin(
                name: name,
                manifest: manifest,
                module: module,
                output: output,
                limits: configuration.limits,
                sourceName: sourceName
            )
        } catch {
            PythonOutput.disconnect(id)
            throw error.with(output: output.lastLines())
        }
    }
}
