#if Macros

import Foundation
import Testing

/// Stubs as Python and mypy see them.
@Suite(.enabled(if: StubPython.path != nil, "TERRARIUM_TEST_PYTHON is not set"))
struct StubTypingTests {
    private static let samples = [
        ("greeter", StubSamples.greeter), ("everything", StubSamples.everything), ("clashes", StubSamples.clashes),
    ]

    @Test func everyStubIsCleanUnderStrictMypyAndRuns() throws {
        let folder = try Folder()
        var modules: [String] = []
        for (name, source) in Self.samples {
            let file = try folder.write("\(name).swift", source)
            for style in [[], ["--dataclasses"]] {
                let module = name + (style.isEmpty ? "_dictionaries" : "_dataclasses")
                let stub = "\(folder.path)/\(module).py"
                let outcome =
                    style.isEmpty ? terrarium("stub", file, "-o", stub) : terrarium("stub", file, "-o", stub, style[0])
                #expect(outcome.status == 0, "\(outcome)")
                modules.append(module)
            }
        }
        let files = modules.map { $0 + ".py" }
        let mypy = try StubPython.run(["-m", "mypy", "--strict", "--cache-dir=/dev/null"] + files, in: folder.path)
        #expect(mypy.status == 0, "\(mypy)")
        let imports = modules.map { "import \($0)" }.joined(separator: "; ")
        let run = try StubPython.run(
            ["-W", "error", "-c", "import sys; sys.path.insert(0, ''); " + imports],
            in: folder.path
        )
        #expect(run.status == 0, "\(run)")
    }

    @Test func mypySeesWhatTheTypesAre() throws {
        let folder = try Folder()
        let file = try folder.write("everything.swift", StubSamples.everything)
        #expect(terrarium("stub", file, "-o", folder.path + "/stub.py").status == 0)
        try folder.write(
            "use.py",
            """
            from stub import Odd, Plain, Shape, State, Tree, containers, shapes

            shape: Shape = {"rect": {"width": 1.0, "height": None}}
            shape = {"move": (1, "empty")}
            tree: Tree = {"label": "", "children": [{"label": "x", "children": []}], "parent": "empty"}
            odd: Odd = {"with-dash": 1, "list": [], "str": ""}
            plain: Plain = {"last": 1.5}
            state: State = "open"
            data: bytes = containers([1], {"a"}, {"b": [1.0, None]}, (1, None))[0]
            shapes(tree, [shape], state, 16)
            """
        )
        let right = try StubPython.run(["-m", "mypy", "--strict", "--cache-dir=/dev/null", "use.py"], in: folder.path)
        #expect(right.status == 0, "\(right)")
        try folder.write(
            "misuse.py",
            """
            from stub import Shape, State, Tree, shapes

            shape: Shape = {"square": 1.0}
            state: State = "shut"
            tree: Tree = {"label": ""}
            shapes(tree, [], state, 2)
            """
        )
        let wrong = try StubPython.run(
            ["-m", "mypy", "--strict", "--cache-dir=/dev/null", "misuse.py"],
            in: folder.path
        )
        #expect(wrong.status == 1)
        for line in 3...6 { #expect(wrong.text.contains("misuse.py:\(line): error"), "\(wrong)") }
    }
}

#endif
