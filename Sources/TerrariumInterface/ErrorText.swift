/// The long form of errors, the same for all of them.
package enum ErrorText {
    package static func detailed(
        _ description: String,
        cause: (any Error)? = nil,
        pluginError: PluginError?,
        output: [String]
    ) -> String {
        var text = description
        if let cause { text += "\ncaused by: \(cause)" }
        if let pluginError { text += "\n\n" + pluginError.traceback }
        if !output.isEmpty { text += "\n\nThe plugin wrote:\n" + output.map { "  " + $0 }.joined(separator: "\n") }
        return text
    }
}
