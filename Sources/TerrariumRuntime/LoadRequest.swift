import CTerrarium
import TerrariumInterface

/// What to load, kept in memory as the shim takes it.
@safe
final class LoadRequest {
    private let id: UInt64
    private let texts: CStrings
    private let source: [UInt8]?
    private let hasInterface: Bool
    private let hash: UInt64
    private let canonicalText: UnsafePointer<CChar>?
    private var methods: [terrarium_method]

    init(id: UInt64, name: String, source: PluginModule.Source, interface: InterfaceDescriptor?) {
        self.id = id
        let place: [String]
        switch source {
        case .package(let directory, let entryModule):
            place = [directory, entryModule]
            self.source = nil
        case .text(let text, let fileName):
            place = ["", fileName]
            // The shim takes a source without an address for no source.
            self.source = text.isEmpty ? [UInt8(ascii: "\n")] : text
        }
        hasInterface = interface != nil
        hash = interface?.hash ?? 0
        let expected = interface?.methods ?? []
        let texts = CStrings(
            [name] + place + [interface?.canonicalText ?? ""] + expected.flatMap { [$0.name, $0.signature] }
        )
        self.texts = texts
        unsafe canonicalText = interface?.canonicalText == nil ? nil : texts.pointers[3]
        unsafe methods = expected.enumerated().map { index, method in
            unsafe terrarium_method(
                name: texts.pointers[4 + 2 * index],
                raw: method.wire == .raw,
                arity: Int32(clamping: method.parameterCount ?? -1),
                signature: texts.pointers[5 + 2 * index],
                optional: method.since != nil
            )
        }
    }

    /// Hands the request to the shim.
    ///
    /// SAFETY: the pointers that the shim gets live as long as `self`, and it copies what it keeps.
    func load(
        _ plugin: inout OpaquePointer?,
        _ failure: inout UnsafeMutablePointer<terrarium_failure>?
    ) -> terrarium_status {
        unsafe (source ?? []).withUnsafeBufferPointer { text in
            unsafe methods.withUnsafeBufferPointer { methods in
                var request = unsafe terrarium_load_request(
                    plugin: id,
                    name: texts.pointers[0],
                    directory: source == nil ? texts.pointers[1] : nil,
                    entry_module: source == nil ? texts.pointers[2] : nil,
                    source: source == nil ? nil : text.baseAddress,
                    source_length: text.count,
                    file_name: source == nil ? nil : texts.pointers[2],
                    checks_hash: hasInterface,
                    hash: hash,
                    canonical_text: canonicalText,
                    // An interface without methods is not the same as no interface.
                    methods: hasInterface ? methods.baseAddress ?? UnsafePointer(bitPattern: 8) : nil,
                    method_count: methods.count
                )
                return unsafe terrarium_load(&request, &plugin, &failure)
            }
        }
    }
}
