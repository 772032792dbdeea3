import Foundation

extension Report {
    /// The report as Markdown: one table for each section, ratios first.
    var markdown: String {
        let environment = environment
        let noise = noise
        var text = """
            # Benchmarks with CPython \(environment.python)

            Written by `Scripts/bench`\(environment.quick ? " (quick: too short to judge by)" : "") on \(environment.date).
            \(environment.system), \(environment.processors) processors\
            \(environment.pinned ? ", the process kept on one of them" : ""); release build; \
            orjson \(environment.orjson), pybind11 \(environment.pybind11).

            All candidates of a row ran in one process and one interpreter, in turns. A cell is the best repetition and, in
            brackets, the middle one. Ratios are of the best. The middle repetition lay
            \(percent(noise.median)) above the best in the middle row, and \(percent(noise.high)) in the worst tenth; the
            load of the machine was \(environment.load.map { String(format: "%.1f", $0) }.joined(separator: " at first and ")) at the end.

            """
        var sections: [String] = []
        for row in rows where !sections.contains(row.section) { sections.append(row.section) }
        for section in sections {
            text += "\n## \(section)\n\n" + table(rows.filter { $0.section == section })
        }
        return text
    }

    private func table(_ rows: [Row]) -> String {
        var names: [String] = []
        for figure in rows.flatMap(\.figures) where !names.contains(figure.name) { names.append(figure.name) }
        var lines = [
            ["work", "ratio", "bar", "holds"] + names,
            [":--", "--:", ":--", ":--"] + names.map { _ in "--:" },
        ]
        for row in rows {
            let cells = names.map { name in
                row.figures.first { $0.name == name }.map { cell($0, row.unit) } ?? ""
            }
            lines.append([row.work, ratio(row), bar(row), row.holds.map { $0 ? "yes" : "**no**" } ?? ""] + cells)
        }
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private func ratio(_ row: Row) -> String {
        guard let value = row.value, let bar = row.bar else { return "" }
        return bar.against == nil ? "" : String(format: "%.2f", value)
    }

    private func bar(_ row: Row) -> String {
        guard let bar = row.bar else { return "" }
        guard let against = bar.against else { return "≤ " + number(bar.limit, row.unit) }
        return "≤ \(bar.limit) × \(against)"
    }

    private func cell(_ figure: Figure, _ unit: Row.Unit) -> String {
        let best = number(figure.best, unit)
        return figure.repetitions > 1 ? "\(best) (\(number(figure.median, unit)))" : best
    }

    private func number(_ value: Double, _ unit: Row.Unit) -> String {
        switch unit {
        case .nanoseconds:
            switch value {
            case ..<1000: String(format: "%.0f ns", value)
            case ..<1e6: String(format: "%.2f µs", value / 1e3)
            default: String(format: "%.2f ms", value / 1e6)
            }
        case .bytes:
            String(format: "%.0f KiB", value / 1024)
        case .allocations:
            String(format: "%.2f", value)
        }
    }

    private func percent(_ share: Double) -> String {
        String(format: "%.0f %%", share * 100)
    }
}
