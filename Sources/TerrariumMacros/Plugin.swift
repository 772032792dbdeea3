#if Macros
import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// The macros of `TerrariumInterface`, as the compiler runs them.
@main
struct TerrariumCompilerPlugin: CompilerPlugin {
    /// Every macro that the declarations in `TerrariumInterface` name.
    let providingMacros: [any Macro.Type] = [
        PluginInterfaceMacro.self,
        PluginRecordMacro.self,
        RawMacro.self,
        OptionalMacro.self,
        PythonNameMacro.self,
        DefaultMacro.self,
    ]
}
#else
/// Without the trait there is nothing to expand; SwiftPM builds the target all the same.
@main
enum NoPlugin {
    /// Does nothing.
    static func main() {}
}
#endif
