import ArgumentParser

/// How a command reports.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Report as JSON; an error is then a JSON object on one line of standard error.")
    var json = false
}
