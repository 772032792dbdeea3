#if Macros

import ArgumentParser

/// `terrarium schema`: the JSON Schema of an interface.
struct SchemaCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of an interface.",
        discussion: """
            The Swift files are parsed, not built. The schema (draft 2020-12) is of an object that has for each method \
            its `arguments`, a list, and its `result`, as they are on the JSON wire; the schema of one is \
            `#/properties/greet/properties/arguments`. Of streams it describes each item.

            Examples:
              terrarium schema Greeter.swift
              terrarium schema Greeter.swift Order.swift -o greeter.json
            """
    )

    @OptionGroup var source: InterfaceOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @OptionGroup var reporting: ReportOptions

    func run(on console: Console) throws -> ExitStatus {
        let document = try SchemaDocument(source.read(console))
        let file = try output.map { path throws(FileError) in try OutputFile(path: path) } ?? OutputFile(console)
        try file.append(Array(document.text.utf8))
        try file.commit()
        return .success
    }
}

#endif
