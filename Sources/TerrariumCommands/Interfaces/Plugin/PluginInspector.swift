#if Macros

import Foundation
import Terrarium

/// Reads Python files with Python's own parser, and puts text into them.
///
/// Nothing of such a file is ever run.
struct PluginInspector {
    /// Text that replaces bytes of a file.
    struct Edit: Encodable {
        /// The bytes to replace.
        var start: Int
        var end: Int
        /// What takes their place, with `\n` at the ends of lines.
        var text: String
    }

    private struct Change: Encodable {
        var source: Data
        var edits: [Edit]
        var newline: String
    }

    private let plugin: Plugin

    /// Loads the inspector into a host.
    ///
    /// - Throws: `LoadError`.
    init(_ host: PluginHost) throws(LoadError) {
        plugin = try host.load(
            source: Self.source,
            name: "terrarium-inspector",
            interface: InterfaceDescriptor(
                name: "PluginInspector",
                version: 1,
                hash: 0x7465_7272_6172_6975,
                methods: [.raw("inspect"), .json("edit", parameters: 1)]
            )
        )
    }

    /// Describes a file.
    ///
    /// - Parameter source: The bytes of the file.
    /// - Throws: `CallError`.
    func inspect(_ source: [UInt8]) throws -> PluginDescription {
        try JSONDecoder().decode(PluginDescription.self, from: Data(plugin.callRaw(0, source)))
    }

    /// Makes changes in a file, in its own encoding.
    ///
    /// - Parameters:
    ///   - source: The bytes of the file.
    ///   - edits: The changes, which do not overlap.
    ///   - newline: How lines end.
    /// - Throws: `CallError`, also when the result would not be a Python file.
    func edit(_ source: [UInt8], _ edits: [Edit], newline: String) throws -> [UInt8] {
        // In an array, so that the object is the one argument.
        let change = try JSONEncoder().encode([Change(source: Data(source), edits: edits, newline: newline)])
        return Array(try JSONDecoder().decode([Data].self, from: plugin.callTypedJSON(1, change))[0])
    }
}

#endif
