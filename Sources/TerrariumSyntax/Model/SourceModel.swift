/// What one or more Swift files declare for plugins.
package struct SourceModel: Sendable {
    /// The protocols with `@PluginInterface`.
    package var interfaces: [InterfaceModel]
    /// The structs and enumerations that interfaces may name: those with `@PluginRecord` and those that are `Codable`.
    package var records: [RecordModel]

    package init(interfaces: [InterfaceModel], records: [RecordModel]) {
        self.interfaces = interfaces
        self.records = records
    }
}
