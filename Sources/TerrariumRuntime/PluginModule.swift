import CTerrarium
package import Foundation
import Synchronization
package import TerrariumInterface

/// A plugin's module in the interpreter: its resolved methods, called by index.
///
/// `@unchecked Sendable`: the shim's handle never changes; what is behind it is touched only with the GIL held, which the
/// shim sees to, and freed in `deinit`, when nobody else has it.
@safe
package final class PluginModule: @unchecked Sendable {
    /// Where a plugin's code comes from.
    package enum Source: Sendable {
        /// A package: its folder and the name of the module to import from it.
        case package(directory: String, entryModule: String)
        /// A single module: its text, and the name that tracebacks show.
        case text([UInt8], fileName: String)
    }

    /// The plugin's number in this process, which its output carries.
    package let id: UInt64

    /// The plugin's name, for messages.
    private let name: String

    /// The last lines that the plugin wrote, for errors.
    private let output: @Sendable () -> [String]

    /// The methods, by index.
    package let methods: [MethodDescriptor]

    /// The `__interface_hash__` that the module declares.
    package let interfaceHash: UInt64?

    let plugin: OpaquePointer
    /// In memory of its own, so that no call copies it.
    let limits: UnsafeMutablePointer<terrarium_limits>

    private static let lastID = Atomic<UInt64>(0)

    /// A number for the next plugin.
    package static func nextID() -> UInt64 {
        lastID.add(1, ordering: .relaxed).newValue
    }

    /// Imports and checks a plugin.
    ///
    /// - Parameters:
    ///   - id: A number from ``nextID()``.
    ///   - name: The plugin's name.
    ///   - source: Where its code comes from.
    ///   - interface: What it must offer; `nil` takes the public functions of the module.
    ///   - limits: What its calls may move.
    ///   - compatibility: How its values are converted.
    ///   - output: Gives the last lines that the plugin wrote, which errors of calls carry.
    /// - Throws: ``LoadError``.
    /// - Precondition: The runtime is started.
    package init(
        id: UInt64,
        name: String,
        source: Source,
        interface: InterfaceDescriptor?,
        limits: CallLimits,
        compatibility: Compatibility,
        output: @escaping @Sendable () -> [String]
    ) throws(LoadError) {
        let request = LoadRequest(id: id, name: name, source: source, interface: interface)
        var plugin: OpaquePointer?
        var failure: UnsafeMutablePointer<terrarium_failure>?
        var status = unsafe request.load(&plugin, &failure)
        if status == terrarium_stack_short {
            // SAFETY: the caller waits, so the two variables are used by one thread at a time.
            status = StackThreads.shared.run { unsafe request.load(&plugin, &failure) } ?? terrarium_no_memory
        }
        guard status == terrarium_ok, let plugin = unsafe plugin else {
            throw status == terrarium_raised
                ? unsafe Self.loadError(PluginError(taking: failure))
                : LoadError(.outOfMemory, "there is no memory to load \(name)")
        }
        self.id = id
        self.name = name
        self.output = output
        unsafe self.plugin = plugin
        unsafe self.limits = .allocate(capacity: 1)
        unsafe self.limits.initialize(to: terrarium_limits(limits, compatibility))
        methods = unsafe interface?.methods ?? Self.describedMethods(plugin)
        var hash: UInt64 = 0
        interfaceHash = unsafe terrarium_plugin_hash(plugin, &hash) ? hash : nil
    }

    deinit {
        // SAFETY: nobody else has the handle any more. A plugin that is still loaded is unloaded at the next attach.
        unsafe terrarium_plugin_free(plugin)
        unsafe limits.deallocate()
    }

    /// Refuses new calls and drops the module; calls that run end as they would have.
    ///
    /// - Throws: ``PluginError`` when code of the plugin raised while it was dropped; it is unloaded all the same.
    package func unload() throws(PluginError) {
        var failure: UnsafeMutablePointer<terrarium_failure>?
        var status = unsafe terrarium_unload(plugin, &failure)
        if status == terrarium_stack_short {
            status = StackThreads.shared.run { unsafe terrarium_unload(plugin, &failure) } ?? terrarium_no_memory
        }
        if status == terrarium_raised { throw unsafe PluginError(taking: failure) }
    }

    /// Whether the module has a method, which may be optional.
    ///
    /// - Parameter index: The method; it is one of the interface's.
    package func hasMethod(_ index: Int) -> Bool {
        unsafe terrarium_plugin_has_method(plugin, index)
    }

    /// Calls a method with the arguments in a JSON text.
    ///
    /// - Parameters:
    ///   - index: The method.
    ///   - input: The JSON text; borrowed during the call.
    /// - Returns: The result's JSON text, in a new array.
    /// - Throws: ``CallError``.
    package func callJSON(_ index: Int, _ input: Span<UInt8>) throws(CallError) -> [UInt8] {
        try unsafe callJSON(index, input) { unsafe [UInt8]($0) }
    }

    /// Calls a method with the arguments in a JSON text, and gives the result as `Data`.
    package func callJSONData(_ index: Int, _ input: Span<UInt8>) throws(CallError) -> Data {
        try unsafe callJSON(index, input) { unsafe Data($0) }
    }

    @inline(__always)
    private func callJSON<Value>(
        _ index: Int,
        _ input: Span<UInt8>,
        _ body: (UnsafeRawBufferPointer) -> Value
    ) throws(CallError) -> Value {
        var result = unsafe terrarium_result()
        let status = unsafe input.withUnsafeBufferPointer { bytes in unsafe callJSON(index, bytes, &result) }
        guard status == terrarium_ok else { throw unsafe callError(status, &result, index) }
        defer { unsafe Self.release(&result) }
        return unsafe body(UnsafeRawBufferPointer(start: result.data, count: result.length))
    }

    private func callJSON(
        _ index: Int,
        _ input: UnsafeBufferPointer<UInt8>,
        _ result: inout terrarium_result
    ) -> terrarium_status {
        // SAFETY: `input` is valid during the call; the shim copies what it keeps. An empty buffer may have no address.
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
            let text = unsafe input.baseAddress ?? UnsafePointer(empty.baseAddress.unsafelyUnwrapped)
            let status = unsafe terrarium_call_json(plugin, index, text, input.count, limits, &result)
            guard status == terrarium_stack_short else { return status }
            return StackThreads.shared.run {
                unsafe terrarium_call_json(plugin, index, text, input.count, limits, &result)
            } ?? terrarium_no_memory
        }
    }

    /// Calls a method with bytes.
    ///
    /// - Parameters:
    ///   - index: The method.
    ///   - input: The bytes; borrowed during the call.
    ///   - owner: `nil` copies the input into Python `bytes`. Otherwise the method gets a read-only `memoryview` of the
    ///     caller's memory, which `owner` keeps in place for as long as any view of it exists.
    /// - Returns: The bytes of the result, in a new array.
    /// - Throws: ``CallError``.
    package func callRaw(_ index: Int, _ input: Span<UInt8>, owner: AnyObject?) throws(CallError) -> [UInt8] {
        var result = unsafe terrarium_result()
        unsafe try callRaw(index, input, owner: owner, lendsResult: false, &result)
        defer { unsafe Self.release(&result) }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: result.data, count: result.length))
    }

    /// Calls a method with bytes, and gives the result as `Data`; see ``callRaw(_:_:owner:)``.
    package func callRawData(_ index: Int, _ input: Span<UInt8>, owner: AnyObject?) throws(CallError) -> Data {
        var result = unsafe terrarium_result()
        unsafe try callRaw(index, input, owner: owner, lendsResult: false, &result)
        defer { unsafe Self.release(&result) }
        return unsafe Data(UnsafeRawBufferPointer(start: result.data, count: result.length))
    }

    /// Calls a method with bytes and lends the result, in Python's memory, to a closure; see ``callRaw(_:_:owner:)``.
    ///
    /// - Returns: What the closure returned or threw.
    package func callRaw<Value>(
        _ index: Int,
        _ input: Span<UInt8>,
        owner: AnyObject?,
        lendingTo body: (Span<UInt8>) throws -> Value
    ) throws(CallError) -> Result<Value, any Error> {
        var result = unsafe terrarium_result()
        unsafe try callRaw(index, input, owner: owner, lendsResult: true, &result)
        defer { unsafe Self.release(&result) }
        let bytes = unsafe UnsafeBufferPointer(start: result.data, count: result.length)
        return Result { try unsafe body(bytes.span) }
    }

    private func callRaw(
        _ index: Int,
        _ input: Span<UInt8>,
        owner: AnyObject?,
        lendsResult: Bool,
        _ result: inout terrarium_result
    ) throws(CallError) {
        let status = unsafe input.withUnsafeBufferPointer { bytes in
            unsafe callRaw(index, bytes, owner: owner, lendsResult: lendsResult, &result)
        }
        guard status == terrarium_ok else { throw unsafe callError(status, &result, index) }
    }

    private func callRaw(
        _ index: Int,
        _ input: UnsafeBufferPointer<UInt8>,
        owner: AnyObject?,
        lendsResult: Bool,
        _ result: inout terrarium_result
    ) -> terrarium_status {
        // SAFETY: the shim releases the owner once, when no view of the memory is left.
        var options = unsafe terrarium_raw_options(
            owner: owner.map { unsafe Unmanaged.passRetained($0).toOpaque() },
            release_input: owner == nil ? nil : { unsafe Unmanaged<AnyObject>.fromOpaque($0).release() },
            lends_result: lendsResult
        )
        let bytes = input.baseAddress
        let status = unsafe terrarium_call_raw(plugin, index, bytes, input.count, limits, &options, &result)
        guard status == terrarium_stack_short else { return status }
        let handedOver = StackThreads.shared.run {
            unsafe terrarium_call_raw(plugin, index, bytes, input.count, limits, &options, &result)
        }
        // Without a thread the shim never got the input, and its owner is still ours.
        if handedOver == nil, let owner = unsafe options.owner { unsafe options.release_input?(owner) }
        return handedOver ?? terrarium_no_memory
    }

    /// Gives a result back.
    ///
    /// Dropping a large or lent one runs Python code, which needs its stack here too.
    private static func release(_ result: inout terrarium_result) {
        if unsafe result.storage != nil, terrarium_stack_remaining() < terrarium_stack_required() {
            if StackThreads.shared.run({ unsafe terrarium_result_release(&result) }) != nil { return }
        }
        unsafe terrarium_result_release(&result)
    }

    /// The error of a call that gave no result.
    ///
    /// - Parameters:
    ///   - status: How the call ended.
    ///   - result: What the shim said of it.
    ///   - index: The method.
    ///   - inputPath: The path to a place in the input, for inputs whose path the shim does not find out itself.
    @inline(never)
    func callError(
        _ status: terrarium_status,
        _ result: inout terrarium_result,
        _ index: Int,
        inputPath: ((Int) -> String)? = nil
    ) -> CallError {
        unsafe reason(status, &result, index, inputPath).with(output: output())
    }

    private func reason(
        _ status: terrarium_status,
        _ result: inout terrarium_result,
        _ index: Int,
        _ inputPath: ((Int) -> String)?
    ) -> CallError {
        let failure = unsafe result.failure
        switch status {
        case terrarium_wrong_method:
            return wrongMethod(index)
        case terrarium_missing:
            let method = methods[index]
            return CallError(
                .optionalMethodMissing,
                "the plugin does not have the optional method `\(method.name)`"
                    + (method.since.map { ", which came with version \($0) of the interface" } ?? "")
            )
        case terrarium_raised:
            let raised = unsafe PluginError(taking: failure)
            return CallError(.pluginFailed, "", pluginError: raised)
        case terrarium_closed:
            return CallError(.unloaded, "the plugin was unloaded; load it again")
        case terrarium_view_kept:
            return CallError(
                .viewKept,
                "the method kept a view of its input beyond the call; it must copy what it keeps (`bytes(view)`)"
            )
        case terrarium_input_refused, terrarium_result_refused, terrarium_not_bytes:
            guard let failure = unsafe failure else { break }
            defer { unsafe terrarium_failure_free(failure) }
            return unsafe Refusal(failure.pointee, inputPath: inputPath).error(status)
        default:
            break
        }
        return CallError(.outOfMemory, "there is no memory for the call")
    }

    /// The error of a call to a method that does not exist, or is declared for another wire.
    private func wrongMethod(_ index: Int) -> CallError {
        guard methods.indices.contains(index) else {
            return CallError(.noSuchMethod, "\(name) has no method \(index); it has \(methods.count)")
        }
        let declared = methods[index].wire
        return CallError(
            .wrongWire,
            "`\(methods[index].name)` is a \(declared) method and was called as a \(declared == .raw ? "json" : "raw") one"
        )
    }

    /// What the module says of its own functions.
    private static func describedMethods(_ plugin: OpaquePointer) -> [MethodDescriptor] {
        (0..<(unsafe terrarium_plugin_method_count(plugin))).map { index in
            // SAFETY: the texts live as long as the plugin and are copied.
            let method = unsafe terrarium_plugin_method(plugin, index)
            let wire: MethodDescriptor.Wire =
                switch unsafe UInt8(bitPattern: method.wire) {
                case UInt8(ascii: "j"): .json
                case UInt8(ascii: "r"): .raw
                default: .undeclared
                }
            return unsafe MethodDescriptor(
                name: String(cString: method.name),
                wire: wire,
                signature: String(cString: method.signature),
                summary: String(cString: method.summary)
            )
        }
    }

    /// The load error that the bootstrap's exception stands for.
    private static func loadError(_ raised: PluginError) -> LoadError {
        guard raised.typeName.hasSuffix("LoadFailure"), raised.code != "LoadFailure" else {
            return LoadError(.internalError, "loading failed in Terrarium itself: \(raised)", pluginError: raised)
        }
        return LoadError(.init(bootstrapName: raised.code), raised.message, pluginError: raised.cause)
    }
}

extension terrarium_limits {
    fileprivate init(_ limits: CallLimits, _ compatibility: Compatibility) {
        self.init(
            depth: UInt32(clamping: min(max(limits.depth, 1), 10_000)),
            integer_digits: UInt32(clamping: limits.integerDigits),
            input_bytes: max(limits.inputBytes, 0),
            output_bytes: max(limits.resultBytes, 0),
            fidius: compatibility == .fidius
        )
    }
}
