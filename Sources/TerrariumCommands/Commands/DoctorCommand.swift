import ArgumentParser
import Terrarium

/// `terrarium doctor`: whether plugins can run here, and what to do when they cannot.
struct DoctorCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check Python, and say what is missing and how to get it.",
        discussion: """
            Starts Python and calls a function in it. Exits with 0 when plugins can run, else with 3.

            Examples:
              terrarium doctor
              terrarium doctor --json --home /opt/python
            """
    )

    @OptionGroup var host: HostOptions
    @OptionGroup var reporting: ReportOptions

    func run(on console: Console) throws -> ExitStatus {
        let report = DoctorReport(host, console)
        try console.write(reporting.json ? JSONText.report(report) : report.text)
        return report.isUsable ? .success : .cannotLoad
    }
}
