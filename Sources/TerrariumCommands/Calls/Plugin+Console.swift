import Terrarium

extension Plugin {
    /// Unloads the plugin at the end of a command.
    ///
    /// What its code raises then is shown, and changes no status.
    func unload(_ console: Console) {
        do {
            try unload()
        } catch {
            console.diagnostics.write("warning: \(name) raised while it was unloaded\n\(error.traceback)")
        }
    }
}
