public import Foundation

/// A loaded plugin, whose methods can be called from any thread.
///
/// Calls run on the caller's thread, which waits; Python runs one of them at a time and switches between them. The plugin
/// is unloaded by ``unload()``, or when the last reference to it goes.
public final class Plugin: Sendable {
    /// How a raw method gets its input.
    public enum RawInput: Sendable, Hashable {
        /// As Python `bytes`, a copy.
        case bytes
        /// As a read-only `memoryview` of the caller's memory, without a copy. The method must not keep it beyond its call.
        case memoryView
    }

    /// The plugin's name.
    public let name: String

    /// The manifest of its package; `nil` for a single file or a source text.
    public let manifest: PackageManifest?

    /// The methods, by index: those of the interface, or those that the module itself offers.
    public var methods: [MethodDescriptor] { module.methods }

    /// The `__interface_hash__` that the module declares; `nil` when it has none.
    public var interfaceHash: UInt64? { module.interfaceHash }

    let module: PluginModule
    private let output: PluginOutput
    let limits: CallLimits
    private let sourceName: String?
    private let indices: [String: Int]

    init(
        name: String,
        manifest: PackageManifest?,
        module: PluginModule,
        output: PluginOutput,
        limits: CallLimits,
        sourceName: String?
    ) {
        self.name = name
        self.manifest = manifest
        self.module = module
        self.output = output
        self.limits = limits
        self.sourceName = sourceName
        indices = Dictionary(module.methods.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    deinit {
        PythonOutput.disconnect(module.id)
        if let sourceName { SourceTexts.shared.remove(named: sourceName) }
    }

    /// The index of a method.
    ///
    /// - Throws: ``CallError`` `noSuchMethod`.
    public func index(of method: String) throws(CallError) -> Int {
        guard let index = indices[method] else {
            let known = methods.map(\.name).joined(separator: ", ")
            throw CallError(
                .noSuchMethod,
                "\(name) has no method `\(method)`; it has \(known.isEmpty ? "none" : known)"
            )
        }
        return index
    }

    /// Whether the plugin has a method; false for an optional method that it does not have, and for other indices.
    ///
    /// Fixed when the plugin is loaded.
    public func has(_ method: Int) -> Bool {
        methods.indices.contains(method) && module.hasMethod(method)
    }

    /// The last lines that the plugin printed and logged, oldest first; at most ``OutputLimits/keptLines``.
    public var lastOutput: [String] { output.lastLines() }

    /// Refuses new calls and drops the plugin's module.
    ///
    /// Calls that run end as they would have. Idempotent.
    ///
    /// - Throws: ``PluginError`` when code of the plugin raised while it was dropped; it is unloaded all the same.
    public func unload() throws(PluginError) {
        try module.unload()
    }

    // MARK: - JSON

    /// Calls a method with JSON text.
    ///
    /// A top-level array spreads to positional arguments, `null` means none, and anything else is the one argument.
    ///
    /// - Parameters:
    ///   - index: The method's index in the interface.
    ///   - input: JSON text (RFC 8259, UTF-8), borrowed.
    /// - Returns: The result as JSON text, in a new array.
    /// - Throws: ``CallError``. A method that returns an error value has not failed.
    public func callTypedJSON(_ index: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
        try callTypedJSON(index, input.span)
    }

    /// Calls a method with JSON text in `Data`; see the form that takes an array.
    public func callTypedJSON(_ index: Int, _ input: Data) throws(CallError) -> Data {
        try module.callJSONData(index, input.span)
    }

    /// Calls a method with JSON text in borrowed memory; see the form that takes an array.
    public func callTypedJSON(_ index: Int, _ input: Span<UInt8>) throws(CallError) -> [UInt8] {
        try module.callJSON(index, input)
    }

    // MARK: - Raw

    /// Calls a method with bytes.
    ///
    /// - Parameters:
    ///   - index: The method's index in the interface.
    ///   - input: The bytes.
    ///   - form: How the method gets them; by default as `bytes`, a copy.
    /// - Returns: The bytes of the result, copied once, from any object with contiguous bytes.
    /// - Throws: ``CallError``.
    public func callRaw(_ index: Int, _ input: [UInt8], as form: RawInput = .bytes) throws(CallError) -> [UInt8] {
        let owner = Owner.keeping(input, form)
        let bytes = owner?.bytes ?? input
        return try module.callRaw(index, bytes.span, owner: owner)
    }

    /// Calls a method with bytes in `Data`; see the form that takes an array.
    public func callRaw(_ index: Int, _ input: Data, as form: RawInput = .bytes) throws(CallError) -> Data {
        if form == .memoryView, input.count <= Self.inlineData {
            return Data(try callRaw(index, Array(input), as: form))
        }
        let owner = Owner.keeping(input, form)
        let bytes = owner?.bytes ?? input
        return try module.callRawData(index, bytes.span, owner: owner)
    }

    /// Calls a method with bytes in borrowed memory, which it gets as `bytes`, a copy.
    public func callRaw(_ index: Int, _ input: Span<UInt8>) throws(CallError) -> [UInt8] {
        try module.callRaw(index, input, owner: nil)
    }

    /// Calls a method with bytes and lends the result to a closure, without a copy.
    ///
    /// - Parameters:
    ///   - index: The method's index in the interface.
    ///   - input: The bytes.
    ///   - form: How the method gets them; by default as `bytes`, a copy.
    ///   - body: Receives the bytes of the result, in Python's memory, valid during the closure. The thread is detached from
    ///     Python meanwhile. A plugin that keeps a mutable result and changes it later changes what the closure sees.
    /// - Returns: What the closure returns.
    /// - Throws: ``CallError``, and what the closure throws.
    public func callRaw<Value>(
        _ index: Int,
        _ input: [UInt8],
        as form: RawInput = .bytes,
        _ body: (Span<UInt8>) throws -> Value
    ) throws -> Value {
        let owner = Owner.keeping(input, form)
        let bytes = owner?.bytes ?? input
        return try module.callRaw(index, bytes.span, owner: owner, lendingTo: body).get()
    }

    /// Bytes that `Data` may keep within itself instead of in memory of its own, where a view of them could not last.
    private static let inlineData = 32

    /// Keeps the memory of an input in place for as long as Python has a view of it.
    private final class Owner<Bytes: Sendable>: Sendable {
        let bytes: Bytes

        private init(_ bytes: Bytes) {
            self.bytes = bytes
        }

        /// Makes the owner of an input, or `nil` when the input is copied and needs none.
        ///
        /// A failable initialiser would allocate all the same.
        static func keeping(_ bytes: Bytes, _ form: RawInput) -> Owner? {
            form == .memoryView ? Owner(bytes) : nil
        }
    }
}
