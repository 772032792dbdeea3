#if Macros

import Foundation
import Testing

@Suite struct StubCommandTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    @Test func theStubOfAnInterface() throws {
        let file = try folder.write("Greeter.swift", StubSamples.greeter)
        let outcome = terrarium("stub", file)
        #expect(outcome.status == 0, "\(outcome)")
        let line = try #require(outcome.text.firstMatch(of: /__interface_hash__ = (0x[0-9a-f]{16})\n/))
        #expect(outcome.text == StubSamples.greeterStub.replacing("HASH", with: line.1))
        #expect(terrarium("stub", file).output == outcome.output)
    }

    @Test func aFreshStubCanBeLoaded() throws {
        let file = try folder.write("Everything.swift", StubSamples.everything)
        let stub = folder.path + "/stub.py"
        #expect(terrarium("stub", file, "-o", stub).status == 0)
        let outcome = terrarium("inspect", stub)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.text.contains("  shapes(tree: "), "\(outcome)")
    }

    @Test func anExistingFileIsReplacedByForceAlone() throws {
        let file = try folder.write("Greeter.swift", StubSamples.greeter)
        let stub = try folder.write("greeter.py", "mine = 1\n")
        let refused = terrarium("stub", file, "-o", stub)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("--update"))
        #expect(try folder.read("greeter.py") == Array("mine = 1\n".utf8))
        #expect(terrarium("stub", file, "-o", stub, "--force").status == 0)
        #expect(try folder.read("greeter.py") == terrarium("stub", file).output)
        #expect(try folder.names() == ["Greeter.swift", "greeter.py"])
    }

    @Test func severalInterfacesNeedAName() throws {
        let file = try folder.write(
            "Two.swift",
            """
            @PluginInterface(version: 1) protocol One { func a() throws }
            @PluginInterface(version: 1) protocol Two { func b() throws }
            """
        )
        let outcome = terrarium("stub", file)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("One, Two"), "\(outcome)")
        #expect(outcome.errors.contains("--interface"))
        #expect(terrarium("stub", file, "--interface", "Two").text.contains("def b() -> None:"))
        let unknown = terrarium("stub", file, "--interface", "Three", "--json")
        #expect(unknown.status == 2)
        let report = try #require(try unknown.reports().first)
        #expect(report.message.contains("Three"))
        #expect(report.message.contains("One, Two"))
    }

    @Test func withoutAnInterfaceThereIsNothingToWrite() throws {
        let file = try folder.write("None.swift", "protocol Greeter { func greet() }\n")
        let outcome = terrarium("stub", file)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("@PluginInterface"), "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test func mistakesAreShownWithTheirPlaces() throws {
        let file = try folder.write(
            "Broken.swift",
            """
            @PluginInterface(version: 1)
            protocol Broken {
                func change(_ value: inout Int) throws
            }
            """
        )
        let outcome = terrarium("stub", file)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("\(file):3:"), "\(outcome)")
        #expect(outcome.errors.contains(": error: "))
        let syntax = try folder.write("Syntax.swift", "@PluginInterface(version: 1)\nprotocol A { func a( throws }\n")
        let report = try #require(try terrarium("stub", syntax, "--json").reports().first)
        #expect(report.kind == "SourceError")
        #expect(report.problems?.first?.line == 2)
        #expect(report.path == syntax)
    }

    @Test func filesThatCannotBeReadAreUsageErrors() {
        let outcome = terrarium("stub", folder.path + "/missing.swift")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("cannot open"))
        #expect(terrarium("stub").status == 2)
        #expect(terrarium("stub", "a.swift", "-o", "a.py", "--check", "a.py").status == 2)
        #expect(terrarium("stub", "a.swift", "--force").status == 2)
    }

    @Test func recordsMayBeInOtherFiles() throws {
        let one = try folder.write(
            "One.swift",
            "@PluginInterface(version: 1) protocol One { func a(b: Shop.Item) throws }"
        )
        let two = try folder.write("Two.swift", "enum Shop { @PluginRecord struct Item { var name: String } }")
        #expect(
            terrarium("stub", one).text.contains(
                "# Shop.Item is no record of the Swift files, so it is Any here.\n@method\n"
            )
        )
        let outcome = terrarium("stub", one, two)
        #expect(outcome.text.contains("class Item(TypedDict):\n    name: str\n"), "\(outcome)")
        #expect(outcome.text.contains("def a(b: Item) -> None:"))
        #expect(outcome.text.contains("# Source: One.swift, Two.swift\n"))
    }

    @Test func onlyTheDirectionDecidesWhichKeysMayBeAbsent() throws {
        let file = try folder.write(
            "Keys.swift",
            """
            @PluginInterface(version: 1) protocol Keys {
                func read(a: Read) throws
                func write() throws -> Written
                func coded(c: Coded) throws
            }
            @PluginRecord struct Read { var a: Int?; var b: Int = 1 }
            @PluginRecord struct Written { var a: Int?; var b: Int = 1 }
            struct Coded: Codable { var a: Int?; var b: Int = 1 }
            """
        )
        let text = terrarium("stub", file).text
        #expect(text.contains("class Read(TypedDict):\n    a: int | None\n    b: int\n"), "\(text)")
        #expect(text.contains("class Written(TypedDict):\n    a: NotRequired[int | None]\n    b: NotRequired[int]\n"))
        #expect(text.contains("class Coded(TypedDict):\n    a: NotRequired[int | None]\n    b: int\n"))
    }

    @Test func dataclassesHaveDefaultsAndEnumerations() throws {
        let file = try folder.write("Greeter.swift", StubSamples.greeter)
        let text = terrarium("stub", file, "--dataclasses").text
        #expect(text.contains("from terrarium import method, record\n"))
        #expect(text.contains("@record\nclass Mood(str, Enum):\n    CALM = \"calm\"\n    WILD = \"WILD\"\n"), "\(text)")
        #expect(text.contains("    full_name: str\n    age: int | None = None\n    mood: Mood = Mood.CALM\n"))
    }

    @Test func whatIsInADictionaryIsADictionaryToo() throws {
        let file = try folder.write("Everything.swift", StubSamples.everything)
        let text = terrarium("stub", file, "--dataclasses").text
        // Hosts make objects of dataclasses only where they know of them: not inside the dictionaries of payloads.
        #expect(text.contains("class ShapeCircle(TypedDict):\n"), "\(text)")
        #expect(text.contains("Odd = TypedDict(\"Odd\", {"))
        #expect(
            text.contains(
                "@record\nclass Plain:\n    last: float\n    list: builtins.list[int] = dataclasses.field(default_factory="
            )
        )
    }

    @Test func defaultsAreThoseThatPythonHas() throws {
        let file = try folder.write("Everything.swift", StubSamples.everything)
        let text = terrarium("stub", file).text
        let expected = """
            def defaults(
                a: int = -1,
                b: float = 1000.5,
                c: str = "x\\"\\\\é",
                d: datetime | None = None,
                e: list[int] = [],
                f: dict[str, int] = {},
                g: State = "it's \\"done\\"",
                h: bool = True,
                i: Decimal = Decimal("0.10"),
                j: set[int] = set(),
            ) -> None:
            """
        #expect(text.contains(expected), "\(text)")
    }

    @Test func aStreamIsTheFirstParameterAndAGenerator() throws {
        let file = try folder.write("Everything.swift", StubSamples.everything)
        let text = terrarium("stub", file).text
        #expect(
            text.contains(
                """
                def watch(numbers: Iterable[Level], topic: str) -> Iterator[Plain]:
                    raise NotImplementedError
                    yield
                """
            ),
            "\(text)"
        )
    }
}

#endif
