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
        case .json: self.init(JSONCaller(plugin, depth: plugin.limits.depth))
        }
    }

    /// The plugin that the client calls; `nil` when it calls something else.
    public var plugin: Plugin? {
        caller as? Plugin ?? (caller as? JSONCaller)?.target as? Plugin
    }
}
