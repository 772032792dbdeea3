import Baselines

/// Taking and releasing the GIL, uncontended, after a thread's first time.
enum AttachRows {
    static func measure(_ setup: Setup) throws -> [Row] {
        let timing = setup.timing
        let bar = Row.Bar.ratio(1.5, to: "bare C API")
        return [
            Row("Attach", "attach, detach: first thread", bar: bar, try timing.compare(candidates())),
            Row(
                "Attach",
                "attach, detach: another thread",
                bar: bar,
                try Setup.onThread { try timing.compare(candidates()) }
            ),
        ]
    }

    private static func candidates() -> [Candidate] {
        [
            Candidate("Terrarium") { baseline_attach_terrarium($0) },
            Candidate("bare C API") { baseline_attach_bare($0) },
            Candidate("PyGILState") { baseline_attach_gilstate($0) },
            Candidate("pybind11") { baseline_attach_pybind11($0) },
        ]
    }
}
