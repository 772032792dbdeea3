import Foundation
import TerrariumCommands

/// A pipe between two ends in this process.
struct PipeEnds {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: [Int32] = [0, 0]
        precondition(unsafe pipe(&ends) == 0)
        reading = ends[0]
        writing = ends[1]
    }
}

/// Runs a command in this process with pipes for its streams.
///
/// All tests of the process share one Python, so what needs it is run with `--no-cache`, and no other option that concerns
/// how Python starts may be given.
func terrarium(
    _ arguments: String...,
    input: [UInt8] = [],
    environment: [String: String] = [:]
) -> Outcome {
    signal(SIGPIPE, SIG_IGN)
    let (standardInput, output, errors) = (PipeEnds(), PipeEnds(), PipeEnds())
    let writer = Thread {
        FileHandle(fileDescriptor: standardInput.writing, closeOnDealloc: false).write(Data(input))
        close(standardInput.writing)
    }
    writer.start()
    let (outputDrain, errorDrain) = (Drain(output.reading), Drain(errors.reading))
    let python = ["list", "schema"].contains(arguments.first) ? [] : ["--no-cache"]
    let console = Console(
        input: standardInput.reading,
        output: output.writing,
        error: errors.writing,
        environment: environment
    )
    let status = TerrariumCommand.run(arguments: arguments + python, console: console)
    for number in [standardInput.reading, output.writing, errors.writing] { close(number) }
    return Outcome(
        status: status,
        output: outputDrain.wait(),
        errors: String(decoding: errorDrain.wait(), as: UTF8.self)
    )
}
