import Terrarium

/// Loads the `transform` plugin, calls it once and prints the result: what a process costs that does one thing.
@main
enum FirstResult {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let hash = UInt64(arguments[2], radix: 16) else {
            fatalError("usage: FirstResult PLUGINS HASH JSON")
        }
        let host = try PluginHost(searchPaths: [arguments[1]])
        let interface = InterfaceDescriptor(name: "Transform", version: 1, hash: hash, methods: [.json("transform")])
        let plugin = try host.load("transform", interface: interface)
        print(String(decoding: try plugin.callTypedJSON(0, Array(arguments[3].utf8)), as: UTF8.self))
    }
}
