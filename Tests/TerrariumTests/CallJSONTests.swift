import Foundation
import Testing

@testable import Terrarium

@Suite struct CallJSONTests {
    @Test func arraySpreadsToPositionalArguments() throws {
        let plugin = try load("def add(a, b, *, c=1): return [a + b, c]")
        #expect(try plugin.json("add", "[3, 7]") == "[10,1]")
    }

    @Test func nullMeansNoArguments() throws {
        let plugin = try load("def count(*arguments): return len(arguments)")
        #expect(try plugin.json("count", "null") == "0")
        #expect(try plugin.json("count", "[]") == "0")
        #expect(try plugin.json("count", "[null]") == "1")
    }

    @Test func anythingElseIsTheOneArgument() throws {
        let plugin = try load("def same(value): return value")
        for text in ["{\"a\":[1,2.5,null,true]}", "\"text\"", "12", "-0.5", "false"] {
            #expect(try plugin.json("same", text) == text)
        }
    }

    @Test func indexAndNameReachTheSameMethod() throws {
        let plugin = try load("def first(): return 1\ndef second(): return 2")
        #expect(plugin.methods.map(\.name) == ["first", "second"])
        #expect(try plugin.callTypedJSON(1, Array("null".utf8)) == Array("2".utf8))
        #expect(try plugin.callTypedJSON("second", Array("null".utf8)) == Array("2".utf8))
    }

    @Test func dataAndSpansAreTakenWithoutConversion() throws {
        let plugin = try load("def same(value): return value")
        #expect(try plugin.callTypedJSON(0, Data("[\"ä\"]".utf8)) == Data("\"ä\"".utf8))
        #expect(try plugin.callTypedJSON("same", Data("[1]".utf8)) == Data("1".utf8))
        let bytes = Array("[[1,2]]".utf8)
        #expect(try plugin.callTypedJSON(0, bytes.span) == Array("[1,2]".utf8))
        // A slice of Data does not begin at index 0.
        #expect(try plugin.callTypedJSON(0, Data("xx[7]".utf8).dropFirst(2)) == Data("7".utf8))
    }

    @Test func valuesKeepTheirOrderTypeAndPrecision() throws {
        let plugin = try load("def same(value): return value")
        let text =
            #"{"z":1,"a":0.1,"big":123456789012345678901234567890,"n":[1.0,-0.0,5e-324,1.7976931348623157e+308]}"#
        #expect(try plugin.json("same", text) == text)
    }

    @Test func resultsOfTheStandardTypesAreConverted() throws {
        let plugin = try load(
            """
            import dataclasses, datetime, enum, uuid, collections
            class Colour(enum.Enum):
                RED = "red"
            @dataclasses.dataclass
            class Point:
                x: int
                y: float
            Pair = collections.namedtuple("Pair", "a b")
            def all():
                return [Point(1, 2.5), Colour.RED, Pair(1, 2), (1, 2), uuid.UUID(int=1),
                    datetime.date(2026, 11, 21), datetime.datetime(2026, 11, 21, 1, 2, 3, tzinfo=datetime.timezone.utc)]
            """
        )
        #expect(
            try plugin.json("all")
                == #"[{"x":1,"y":2.5},"red",[1,2],[1,2],"00000000-0000-0000-0000-000000000001","2026-11-21","#
                + #""2026-11-21T01:02:03+00:00"]"#
        )
    }

    @Test(arguments: [
        ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("[\"\\x\"]", 3), ("01", 1), ("[1] x", 4), ("\u{FEFF}[]", 0),
    ])
    func inputThatIsNotJSONIsRefusedWithItsPlace(_ text: String, _ offset: Int) throws {
        let plugin = try load("def same(value): return value")
        let error = try callError { try plugin.json("same", text) }
        #expect(error.code == .invalidInput)
        #expect(error.offset == offset, "\(error)")
        #expect(error.path != nil)
        #expect(try plugin.json("same", "1") == "1")
    }

    @Test func invalidUTF8IsRefused() throws {
        let plugin = try load("def same(value): return value")
        let error = try callError { try plugin.callTypedJSON(0, [0x22, 0xC3, 0x28, 0x22]) }
        #expect(error.code == .invalidInput)
        #expect(error.offset == 2)
    }

    @Test func hundredThousandBracketsAreADepthError() throws {
        let plugin = try load("def same(value): return value")
        let error = try callError { try plugin.json("same", String(repeating: "[", count: 100_000)) }
        #expect(error.code == .invalidInput)
        #expect(error.message.contains("512"), "\(error)")
        #expect(try plugin.json("same", "1") == "1")
    }

    @Test func inputBeyondTheLimitIsRefusedAndAtTheLimitTaken() throws {
        let plugin = try load("def same(value): return 1", limits: CallLimits(inputBytes: 10))
        #expect(try plugin.json("same", "[12345678]") == "1")
        let error = try callError { try plugin.json("same", "[123456789]") }
        #expect(error.code == .inputTooLarge)
    }

    @Test func resultBeyondTheLimitIsRefusedAndAtTheLimitTaken() throws {
        let plugin = try load("def make(n): return 'x' * n", limits: CallLimits(resultBytes: 10))
        #expect(try plugin.json("make", "8") == "\"xxxxxxxx\"")
        let error = try callError { try plugin.json("make", "9") }
        #expect(error.code == .resultTooLarge)
        #expect(error.path == "$")
    }

    @Test(arguments: [
        ("{'rows': [1, {'ts': {1, 2}}]}", "$.rows[1].ts", "set"),
        ("{'a': float('nan')}", "$.a", "NaN"),
        ("[float('inf')]", "$[0]", "infinite"),
        ("{1: 2}", "$", "int"),
        ("{'s': '\\ud800'}", "$.s", "surrogate"),
        ("b'bytes'", "$", "bytes"),
        ("object()", "$", "object"),
        ("(i for i in [])", "$", "generator"),
    ])
    func resultsWithoutAJSONFormAreNamedByPath(_ expression: String, _ path: String, _ word: String) throws {
        let plugin = try load("def make(): return \(expression)")
        let error = try callError { try plugin.json("make") }
        #expect(error.code == .invalidResult)
        #expect(error.path == path, "\(error)")
        #expect(error.message.contains(word), "\(error)")
    }

    @Test func refusalsNameAPluginsTypesAsItsAuthorDoes() throws {
        let error = try callError { try load("class Thing: pass\ndef make(): return Thing()").json("make") }
        #expect(error.message.contains("Thing") && !error.message.contains("#"), "\(error)")
    }

    @Test func coroutineInsteadOfAValueIsAnErrorThatSaysSo() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(source: "async def make(): return 1")
        let error = try callError { try plugin.json("make") }
        #expect(error.code == .invalidResult)
        #expect(error.message.contains("coroutine"), "\(error)")
        // It was closed, so Python does not warn that nobody awaited it.
        #expect(!log.messages.contains { $0.contains("never awaited") })
    }

    @Test func cyclesAndDeepResultsAreErrors() throws {
        let plugin = try load(
            """
            def cycle():
                a = []; a.append({"self": a}); return a
            def deep():
                a = []
                for _ in range(1_000_000): a = [a]
                return a
            """
        )
        #expect(try callError { try plugin.json("cycle") }.code == .invalidResult)
        #expect(try callError { try plugin.json("deep") }.code == .invalidResult)
    }

    @Test func integersOfManyDigitsObeyTheLimit() throws {
        let plugin = try load("def same(value): return value\ndef make(n): return 10 ** n")
        let digits = String(repeating: "7", count: 4300)
        #expect(try plugin.json("same", digits) == digits)
        #expect(try callError { try plugin.json("same", digits + "7") }.code == .invalidInput)
        #expect(try plugin.json("make", "4299").utf8.count == 4300)
        #expect(try callError { try plugin.json("make", "10000") }.code == .invalidResult)
    }

    @Test func fidiusCompatibilityIsLenientInItsWay() throws {
        let source = "def make(): return {'b': {1}, 'a': b'\\x01\\xff', 3: 2 ** 70}"
        let lenient = try load(source, compatibility: .fidius)
        #expect(try lenient.json("make") == #"{"3":1.1805916207174113e+21,"a":[1,255],"b":"{1}"}"#)
        #expect(try callError { try load(source).json("make") }.code == .invalidResult)
    }

    @Test func methodsThatDoNotExistAreNamed() throws {
        let plugin = try load("def greet(): return 1")
        let byIndex = try callError { try plugin.callTypedJSON(7, Array("null".utf8)) }
        #expect(byIndex.code == .noSuchMethod)
        #expect(try callError { try plugin.callTypedJSON(-1, Array("null".utf8)) }.code == .noSuchMethod)
        let byName = try callError { try plugin.json("great") }
        #expect(byName.code == .noSuchMethod)
        #expect(byName.message.contains("greet"))
    }

    @Test func wrongWireIsRefusedBeforeTheCall() throws {
        let folder = try TemporaryFolder()
        try folder.package(
            "pipe",
            source: "__interface_hash__ = 7\ndef name(): return 1\ndef reverse(data): return data[::-1]\n"
        )
        let interface = InterfaceDescriptor(
            name: "Pipe",
            version: 1,
            hash: 7,
            methods: [.raw("reverse"), .json("name", parameters: 0)]
        )
        let plugin = try makeHost(searchPaths: [folder.path]).load("pipe", interface: interface)
        #expect(try plugin.callRaw(0, [1, 2, 3]) == [3, 2, 1])
        #expect(try plugin.json("name") == "1")
        #expect(try callError { try plugin.callTypedJSON(0, []) }.code == .wrongWire)
        #expect(try callError { try plugin.callRaw(1, []) }.code == .wrongWire)
    }
}
