public import TerrariumInterface

extension PluginClient {
    /// A client of a plugin that was loaded for this interface.
    ///
    /// - Parameters:
    ///   - plugin: The plugin; its methods are the interface's.
    ///   - wire: How values get there and back.
    public init(_ plugin: Plugin, over wire: ValueWire) {
        switch wire {
        case .python: self.init(plugin)
        case .json:
            self.init(
                JSONCaller(
                    json: .init(
                        waiting: { (method, input) throws(CallError) in try plugin.callTypedJSON(method, input) },
                        async: { (method, input) async throws(CallError) in
                            try await plugin.callTypedJSONAsync(method, input)
                        }
                    ),
                    raw: .init(
                        waiting: { (method, input) throws(CallError) in try plugin.callRaw(method, input) },
                        async: { (method, input) async throws(CallError) in
                            try await plugin.callRawBytesAsync(method, input)
                        }
                    ),
                    has: { plugin.has($0) }
                )
            )
        }
    }

    /// The plugin that the client calls; `nil` when it calls something else.
    public var plugin: Plugin? {
        caller as? Plugin
    }
}
