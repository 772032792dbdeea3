import Foundation
import Logging
import Testing

@testable import Terrarium

/// Bad input and bad behaviour of one plugin, seen from the calls around it.
@Suite struct FaultTests {
    @Test func resultsWithoutEndAreErrors() throws {
        let source = """
            import itertools
            class Endless:
                def __len__(self): return 2
                def __getitem__(self, index): return 7
            class Raises:
                def __len__(self): return 9
                def __getitem__(self, index):
                    if index == 4: raise ValueError("at 5th")
                    return index
            def count(): return itertools.count()
            def items(): return Endless()
            def endless(data): return Endless()
            def raises(data): return Raises()
            def too_large(data): return [1, 256]
            def exact(data): return [7] * 1000
            """
        let strict = try load(source)
        for method in ["count", "items"] {
            #expect(try callError { try strict.json(method) }.code == .invalidResult)
        }
        #expect(try callError { try strict.callRaw("endless", []) }.code == .invalidResult)
        let lenient = try load(source, limits: CallLimits(resultBytes: 1000), compatibility: .fidius)
        #expect(try callError { try lenient.callRaw("endless", []) }.code == .resultTooLarge)
        #expect(try callError { try lenient.callRaw("raises", []) }.code == .invalidResult)
        #expect(try callError { try lenient.callRaw("too_large", []) }.code == .invalidResult)
        #expect(try lenient.callRaw("exact", []).count == 1000)
    }

    @Test func containersThatLieAreReadAsTheyAre() throws {
        let plugin = try load(
            """
            class Sequence(list):
                def __len__(self): return 10 ** 9
                def __iter__(self): raise ValueError("iter")
                def __getitem__(self, index): raise ValueError("item")
            class Mapping(dict):
                def __len__(self): return -1
                def __iter__(self): raise ValueError("iter")
                def items(self): raise ValueError("items")
                def __getitem__(self, key): self.clear()
            class Text(str):
                def __str__(self): raise ValueError("str")
                def __hash__(self): raise ValueError("hash")
            class Number(int):
                def __str__(self): return "not a number"
                def __index__(self): raise ValueError("index")
            class Fraction(float):
                def __repr__(self): return "not a number"
            def run(): return Sequence([Mapping(a=Text("x")), Number(7), Fraction(0.5), True])
            """
        )
        #expect(try plugin.json("run") == #"[{"a":"x"},7,0.5,true]"#)
    }

    @Test func aBufferThatTheHostReadsCannotBeResized() throws {
        let plugin = try load(
            """
            shared = bytearray(100_000)
            def lend(data): return shared
            def grow(): shared.extend(b"x")
            def size(): return len(shared)
            """
        )
        let code = try plugin.callRaw("lend", []) { result in
            let error = try callError { try plugin.json("grow") }
            return result[result.count - 1] == 0 ? error.pluginError?.code : nil
        }
        #expect(code == "BufferError")
        _ = try plugin.json("grow")
        #expect(try plugin.json("size") == "100001")
    }

    @Test func theObjectBehindAViewKeepsItsMemory() throws {
        let plugin = try load(
            """
            kept = []
            def keep(data):
                kept.append(data.obj)
                return b""
            def read(data): return bytes(memoryview(kept[0]))
            def make(data): return type(kept[0])()
            """
        )
        let count = 1_000_000
        _ = try plugin.callRaw("keep", [UInt8](repeating: 7, count: count), as: .memoryView)
        #expect(try plugin.callRaw("read", []) == [UInt8](repeating: 7, count: count))
        #expect(try callError { try plugin.callRaw("make", []) }.pluginError?.code == "TypeError")
    }

    @Test func textInOtherEncodingsIsRefused() throws {
        let plugin = try load("def same(value): return value")
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32] {
            let data = try #require("[1]".data(using: encoding))
            #expect(try callError { try plugin.callTypedJSON("same", data) }.code == .invalidInput)
        }
    }

    @Test func outputByTheMegabyteIsTakenAndCut() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import sys
                def flood():
                    for stream in (sys.stdout, sys.stderr):
                        for _ in range(12): stream.write("x" * 1_000_000)
                        for _ in range(12): stream.buffer.write(b"y" * 1_000_000)
                        stream.write("\\n")
                    return "done"
                """
        )
        #expect(try plugin.json("flood") == "\"done\"")
        let bytes = log.messages.reduce(0) { $0 + $1.utf8.count }
        #expect(bytes < 5_000_000, "\(bytes)")
    }

    @Test func linesMayEndAsOnOtherSystems() throws {
        let plugin = try load("def run(): print('one\\r\\ntwo\\r', 'three', '', sep='\\n', end='\\r\\n')")
        _ = try plugin.json("run")
        #expect(plugin.lastOutput == ["one", "two", "three", ""])
    }

    @Test func aThreadThatOutlivesItsPluginRunsToItsEnd() throws {
        let host = try makeHost()
        let probe = try host.load(
            source: """
                import threading
                def finish():
                    for thread in threading.enumerate():
                        if thread.name == "outlives":
                            go, results = thread._args
                            go.set()
                            thread.join(60)
                            return results
                """
        )
        do {
            let plugin = try host.load(
                source: """
                    import threading
                    def work(go, results):
                        go.wait(60)
                        print("printed late")
                        import colorsys
                        results.append(colorsys.__name__)
                    def start():
                        threading.Thread(name="outlives", target=work, args=(threading.Event(), []), daemon=True).start()
                    """
            )
            _ = try plugin.json("start")
            try plugin.unload()
        }
        #expect(try probe.json("finish") == #"["colorsys"]"#)
    }

    @Test func aPluginCannotImportAnother() throws {
        let folder = try TemporaryFolder()
        for (name, other) in [("one", "two"), ("two", "three"), ("three", "one")] {
            try folder.package(name, source: "def reach():\n    import \(other)\ndef fine(): return '\(name)'")
        }
        let host = try makeHost(searchPaths: [folder.path])
        let plugins = try ["one", "two", "three"].map { try host.load($0) }
        for plugin in plugins {
            #expect(try callError { try plugin.json("reach") }.pluginError?.code == "ModuleNotFoundError")
            #expect(try plugin.json("fine") == "\"\(plugin.name)\"")
        }
    }

    @Test func everyStatementOfAModuleMayFailAndTheRepairedOneLoads() throws {
        let statements = [
            "import first", "from first import value", "import threading, logging, sys", "lock = threading.Lock()",
            "logging.getLogger(__name__).addHandler(logging.NullHandler())", "sys.meta_path.append(first.Finder)",
            "def fine(): return value",
        ]
        let folder = try TemporaryFolder()
        try folder.package("steps", source: "")
        try folder.write(
            "steps/first.py",
            "value = 3\nclass Finder:\n    @staticmethod\n    def find_spec(*arguments): return None"
        )
        let host = try makeHost(searchPaths: [folder.path])
        for place in 0...statements.count {
            var lines = statements
            lines.insert("raise ValueError('statement \(place)')", at: place)
            try folder.write("steps/steps.py", lines.joined(separator: "\n"))
            let error = try loadError { try host.load("steps") }
            #expect(error.code == .importFailed)
            #expect(error.pluginError?.message == "statement \(place)")
            try folder.write("steps/steps.py", statements.joined(separator: "\n"))
            #expect(try host.load("steps").json("fine") == "3")
        }
    }

    @Test func aNameThatAPluginGivesItselfChangesNothing() throws {
        let log = LogRecorder()
        let host = try makeHost(logger: log.logger)
        let victim = try host.load(source: "def fine(): return __name__", name: "victim")
        let name = try victim.json("fine")
        let plugin = try host.load(
            source: """
                def run(name):
                    global __name__, __file__
                    __name__, __file__ = name, "/elsewhere.py"
                    print("who am I")
                    raise ValueError("no")
                """,
            name: "impostor"
        )
        let error = try callError { try plugin.json("run", "[\(name)]") }
        #expect(error.pluginError?.frames.last?.file.contains("impostor") == true)
        #expect(log.entries.first { $0.message == "who am I" }?.metadata["plugin"] == "impostor")
        try plugin.unload()
        #expect(try victim.json("fine") == name)
    }

    #if os(Linux)
    @Test func aFullDiskIsAnError() throws {
        let plugin = try load("def write():\n    with open('/dev/full', 'w') as file: file.write('x')")
        let error = try callError { try plugin.json("write") }
        #expect(error.pluginError?.code == "OSError")
        #expect(error.message.contains("No space left"), "\(error)")
    }
    #endif
}
