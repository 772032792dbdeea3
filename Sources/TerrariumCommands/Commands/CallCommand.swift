import ArgumentParser
import Terrarium

/// `terrarium call`: one method, called once, many times with one input, or once for each line of a file.
struct CallCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call a method of a plugin.",
        discussion: """
            The result is one line of JSON on standard output. What the plugin prints and logs goes to standard error.
            An array in the input spreads to positional arguments, null means none, anything else is the one argument.

            Examples:
              terrarium call greeter greet '["World"]'
              terrarium call greeter greet - < arguments.json
              terrarium call ./sum.py total -- -5
              terrarium call transform transform --jsonl --input orders.jsonl
              terrarium call byte-pipe reverse --raw --input photo.png --output reversed
              terrarium call greeter greet '["World"]' --repeat 10000
            """
    )

    @Argument(help: "The name of a package on the search paths, a package's directory (with a /), or a .py file.")
    var package: String

    @Argument(help: "The name of the method.")
    var method: String

    @Argument(help: "The input as JSON text, or - to read it from standard input; without it, there are no arguments.")
    var json: String?

    @Flag(help: "Move bytes instead of JSON; they come from --input or standard input.")
    var raw = false

    @Flag(help: "Read an input per line (JSON Lines), and write a result per line. Blank lines are skipped.")
    var jsonl = false

    @Flag(help: "With --jsonl, report records that fail and go on; they have no line in the output.")
    var keepGoing = false

    @Option(help: ArgumentHelp("Read the input from a file.", valueName: "file"), completion: .file())
    var input: String?

    @Option(
        help: ArgumentHelp("Write the result to a file, which appears when it is complete.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("Make the same call n times, and report latencies on standard error.", valueName: "n")
    )
    var repetitions: Int?

    @OptionGroup var host: HostOptions
    @OptionGroup var reporting: ReportOptions

    mutating func validate() throws {
        if json != nil, input != nil { throw ValidationError("Give the input either as an argument or with --input.") }
        if raw, jsonl { throw ValidationError("Give either --raw or --jsonl.") }
        if raw || jsonl, let json, json != "-" {
            throw ValidationError("With \(raw ? "--raw" : "--jsonl"), the input comes from --input or standard input.")
        }
        if keepGoing, !jsonl { throw ValidationError("--keep-going needs --jsonl.") }
        guard let repetitions else { return }
        if jsonl { throw ValidationError("Give either --repeat or --jsonl.") }
        if !(1...RepeatedCall.maximum).contains(repetitions) {
            throw ValidationError("--repeat takes a number from 1 to \(RepeatedCall.maximum).")
        }
    }

    func run(on console: Console) throws -> ExitStatus {
        // A missing file is noticed before Python is started.
        let input = try openInput(console)
        let pluginHost = try host.makeHost(console)
        let plugin = try pluginHost.load(package)
        defer { withExtendedLifetime(pluginHost) { plugin.unload(console) } }
        let index = try plugin.index(of: method)
        try checkWire(of: plugin.methods[index])
        let output = try self.output.map { path throws(FileError) in try OutputFile(path: path) } ?? OutputFile(console)
        let limit = pluginHost.configuration.limits.inputBytes

        if jsonl, let input {
            let calls = JSONLinesCall(
                plugin: plugin,
                index: index,
                output: output,
                diagnostics: console.diagnostics,
                failures: keepGoing ? .report(inFull: host.verbose, asJSON: reporting.json) : .stop
            )
            try calls.run(LineReader(input.descriptor, limit: limit))
            return .success
        }
        let bytes = try input?.descriptor.readAll(limit: limit) ?? Array((json ?? "null").utf8)
        if let repetitions {
            let calls = try RepeatedCall(repetitions) { () throws(CallError) in
                raw ? try plugin.callRaw(index, bytes) : try plugin.callTypedJSON(index, bytes)
            }
            try output.append(calls.result)
            let latencies = calls.latencies
            console.diagnostics.write(reporting.json ? JSONText.line(latencies) : latencies.text)
        } else if raw {
            try plugin.callRaw(index, bytes) { result in try output.write(result) }
        } else {
            try output.append(plugin.callTypedJSON(index, bytes))
        }
        if !raw { try output.append(UInt8(ascii: "\n")) }
        try output.commit()
        return .success
    }

    /// Checks that the method is declared for what the options say, if it is declared at all.
    private func checkWire(of method: MethodDescriptor) throws(UsageError) {
        switch method.wire {
        case .raw where !raw: throw UsageError("`\(method.name)` takes and gives bytes; add --raw")
        case .json where raw: throw UsageError("`\(method.name)` takes and gives JSON; leave out --raw")
        default: return
        }
    }

    /// The file that the input comes from; `nil` when it is on the command line.
    private func openInput(_ console: Console) throws(FileError) -> InputFile? {
        if let input { return try InputFile(path: input) }
        return json == "-" || raw || jsonl ? InputFile(console) : nil
    }
}
