import Terrarium

/// A method that raises: until the caller has an error, and until it has the text of the traceback.
enum ErrorRows {
    private static let source = """
        from terrarium import PluginError

        def raises():
            return first(lambda: ValueError("the value is out of range"))

        def refuses():
            return first(lambda: PluginError("OUT_OF_RANGE", "the value is out of range"))

        def first(make):
            return second(make)

        def second(make):
            raise make()
        """

    static func measure(_ setup: Setup) throws -> [Row] {
        let plugin = try setup.host.load(source: source, name: "errors")
        return try ["raises", "refuses"].enumerated().flatMap { number, method in
            let kind = method == "raises" ? "ValueError" : "PluginError"
            let index = try plugin.index(of: method)
            let baseline = try Baseline(source: source, module: "baseline_errors_\(number)", function: method)
            let figures = try setup.timing.compare([
                Candidate("Terrarium") { try run($0, plugin, index) { keep($0.message) } },
                baseline.error(),
            ])
            let formatted = try setup.timing.compare([
                Candidate("Terrarium") { try run($0, plugin, index) { keep($0.traceback) } },
                baseline.errorFormatted(), baseline.errorPybind11(),
            ])
            return [
                Row("Errors", "\(kind), 3 frames deep: to a Swift error", bar: .absolute(5000), figures),
                Row("Errors", "\(kind), 3 frames deep: to the traceback's text", formatted),
            ]
        }
    }

    private static func run(
        _ count: Int,
        _ plugin: Plugin,
        _ index: Int,
        _ use: (PluginError) -> Void
    ) throws {
        let input = Array("null".utf8)
        for _ in 0..<count {
            do throws(CallError) {
                keep(try plugin.callTypedJSON(index, input))
            } catch {
                guard let raised = error.pluginError else { throw error }
                use(raised)
            }
        }
    }
}
