import ArgumentParser

/// Where packages are looked for.
struct SearchOptions: ParsableArguments {
    @Option(
        name: .customLong("plugins"),
        help: ArgumentHelp(
            "A directory of packages; may be given again, earlier ones win.",
            discussion: "Without it, the directories in TERRARIUM_PLUGINS, or else ./plugins.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var directories: [String] = []

    /// The directories to search.
    func paths(_ console: Console) -> [String] {
        if !directories.isEmpty { return directories }
        let variable = console.environment["TERRARIUM_PLUGINS"] ?? ""
        let listed = variable.split(separator: ":").map(String.init)
        return listed.isEmpty ? ["plugins"] : listed
    }
}
