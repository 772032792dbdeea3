#if Macros

import ArgumentParser
import TerrariumSyntax

/// Which interface a command is about.
struct InterfaceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Swift files: one declares the interface, and all may declare its records.",
            valueName: "file"
        ),
        completion: .file(extensions: ["swift"])
    )
    var files: [String]

    @Option(help: ArgumentHelp("The interface, where the files declare several.", valueName: "name"))
    var interface: String?

    /// Reads the files, and shows warnings about them.
    ///
    /// - Throws: ``FileError``, ``SourceError`` and ``UsageError``.
    func read(_ console: Console) throws -> InterfaceSource {
        let sources = try files.map { path in
            SourceFile(path: path, text: String(decoding: try InputFile.bytes(at: path), as: UTF8.self))
        }
        return try InterfaceSource(sources, interface: interface, warn: console.diagnostics.write)
    }
}

#endif
