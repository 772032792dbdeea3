import Foundation
import Testing

@testable import Terrarium

/// What Python code can do wrong ends in one typed error, and the next call works.
@Suite struct HostileCodeTests {
    /// Fails one call and shows that the plugin and a neighbour still work.
    private func fails(_ source: String, _ method: String = "fail", with code: String) throws {
        let plugin = try load(source + "\ndef fine(): return 1\n")
        let neighbour = try load("def fine(): return 2")
        let error = try callError { try plugin.json(method) }
        #expect(error.code == .pluginFailed)
        #expect(error.pluginError?.code == code, "\(error.detailedDescription())")
        #expect(try plugin.json("fine") == "1")
        #expect(try neighbour.json("fine") == "2")
    }

    @Test(arguments: ["0", "5", "None", "'text'"])
    func exitInACallIsAnError(_ argument: String) throws {
        try fails("import sys\ndef fail(): sys.exit(\(argument))", with: "SystemExit")
    }

    @Test(arguments: ["0", "5", "None", "'text'"])
    func exitAtImportIsALoadError(_ argument: String) throws {
        let error = try loadError { try load("import sys\nsys.exit(\(argument))") }
        #expect(error.code == .importFailed)
        #expect(error.pluginError?.code == "SystemExit")
    }

    @Test func exitInAThreadEndsOnlyThatThread() throws {
        let plugin = try load(
            """
            import sys, threading
            def run():
                thread = threading.Thread(target=sys.exit, args=(3,)); thread.start(); thread.join(); return "alive"
            """
        )
        #expect(try plugin.json("run") == "\"alive\"")
    }

    @Test func keyboardInterruptIsAnError() throws {
        try fails("def fail(): raise KeyboardInterrupt", with: "KeyboardInterrupt")
        #expect(try loadError { try load("raise KeyboardInterrupt") }.pluginError?.code == "KeyboardInterrupt")
    }

    @Test func recursionInPythonIsAnError() throws {
        try fails("def fail(): return fail()", with: "RecursionError")
    }

    @Test(arguments: [
        "sorted([1, 2], key=lambda x: fail())",
        "repr(nested())",
        "__import__('json').dumps(nested())",
        "__import__('copy').deepcopy(nested())",
        "__import__('pickle').dumps(nested())",
        "eval('(' * 100000 + ')' * 100000)",
        "Proxy().anything",
    ])
    func recursionThroughCIsAnError(_ expression: String) throws {
        let plugin = try load(
            """
            class Proxy:
                def __getattr__(self, name): return getattr(Proxy(), name)
            def nested():
                value = []
                for _ in range(100_000): value = [value]
                return value
            def fail(): return \(expression)
            def fine(): return 1
            """
        )
        let error = try callError { try plugin.json("fail") }
        // CPython's parser reports its own depth differently from version to version.
        #expect(
            ["RecursionError", "MemoryError", "SyntaxError"].contains(error.pluginError?.code)
                || error.code == .invalidResult,
            "\(error)"
        )
        #expect(try plugin.json("fine") == "1")
    }

    @Test func raisedRecursionLimitStaysWithinTheStack() throws {
        let plugin = try load(
            """
            import sys
            sys.setrecursionlimit(10 ** 6)
            def limit(): return sys.getrecursionlimit()
            def fail(): return sorted([1, 2], key=lambda x: fail())
            """
        )
        #expect(try plugin.json("limit") == "1000")
        #expect(try callError { try plugin.json("fail") }.pluginError?.code == "RecursionError")
    }

    @Test func memoryErrorLeavesTheInterpreterUsable() throws {
        try fails("def fail(): return bytearray(1 << 46)", with: "MemoryError")
    }

    @Test func hostileDestructorsDoNotEscape() throws {
        let log = LogRecorder()
        let plugin = try makeHost(logger: log.logger).load(
            source: """
                import sys
                class Raises:
                    def __del__(self): raise ValueError("in del")
                class Exits:
                    def __del__(self): sys.exit(4)
                kept = []
                class Returns:
                    def __del__(self): kept.append(self)
                def run():
                    Raises(); Exits(); Returns()
                    return len(kept)
                """
        )
        #expect(try plugin.json("run") == "1")
        #expect(try plugin.json("run") == "2")
        #expect(log.messages.contains { $0.contains("in del") })
    }

    @Test func exceptionsWithHostileTextAreReported() throws {
        try fails(
            """
            class Boom(Exception):
                def __str__(self): raise RuntimeError("nested")
                __repr__ = __str__
            def fail(): raise Boom()
            """,
            with: "Boom"
        )
        try fails(
            """
            import sys
            class Boom(Exception):
                def __str__(self): sys.exit(3)
            def fail(): raise Boom()
            """,
            with: "Boom"
        )
        try fails(
            "class Boom(Exception):\n    def __str__(self): return str(self)\ndef fail(): raise Boom()",
            with: "Boom"
        )
    }

    @Test func hostileClassesAreNotAsked() throws {
        try fails(
            """
            class Meta(type):
                def __getattribute__(cls, name): raise RuntimeError("meta")
                def __instancecheck__(cls, instance): raise RuntimeError("meta")
            class Boom(Exception, metaclass=Meta):
                @property
                def __class__(self): raise RuntimeError("class")
                def __getattribute__(self, name): raise RuntimeError("attribute")
            def fail(): raise Boom("x")
            """,
            with: "Boom"
        )
    }

    @Test func longAndUnusualTextsAreEscapedAndCapped() throws {
        let plugin = try load(
            """
            def long(): raise ValueError("a" * 5_000_000 + "€" + "z" * 5_000_000)
            def odd(): raise ValueError("nul \\0 lone \\ud800 astral 🦎")
            """
        )
        let long = try #require(try callError { try plugin.json("long") }.pluginError)
        #expect(long.message.utf8.count < 70_000)
        #expect(long.message.hasPrefix("aaa") && long.message.hasSuffix("zzz") && long.message.contains("left out"))
        let odd = try #require(try callError { try plugin.json("odd") }.pluginError)
        #expect(odd.message == "nul \0 lone \\ud800 astral 🦎")
    }

    @Test func causeCyclesAndLongTracebacksEnd() throws {
        let plugin = try load(
            """
            def cycle():
                a, b = ValueError("a"), ValueError("b")
                a.__cause__ = b; b.__cause__ = a
                raise a
            def chain():
                error = ValueError("0")
                for n in range(1, 500):
                    new = ValueError(str(n)); new.__cause__ = error; error = new
                raise error
            def deep(n):
                if n == 0: raise ValueError("bottom")
                deep(n - 1)
            """
        )
        #expect(try callError { try plugin.json("cycle") }.pluginError?.traceback.contains("ValueError: b") == true)
        let chain = try #require(try callError { try plugin.json("chain") }.pluginError)
        #expect(chain.traceback.contains("ValueError: 499"))
        let deep = try #require(try callError { try plugin.json("deep", "900") }.pluginError)
        #expect(deep.frames.count <= 64)
        #expect(deep.traceback.contains("frames left out"))
    }

    @Test func resultsThatChangeWhileTheyAreReadAreErrors() throws {
        let plugin = try load(
            """
            import datetime
            target = []
            class Zone(datetime.tzinfo):
                def utcoffset(self, when):
                    target.clear()
                    return datetime.timedelta(0)
                def dst(self, when): return None
                def tzname(self, when): return "x"
            def fail():
                global target
                target = [datetime.datetime(2026, 1, 1, tzinfo=Zone())] + list(range(1000))
                return target
            def dictionary():
                global target
                target = {str(n): datetime.datetime(2026, 1, 1, tzinfo=Zone()) for n in range(100)}
                return target
            """
        )
        for method in ["fail", "dictionary"] {
            let error = try callError { try plugin.json(method) }
            #expect(error.code == .invalidResult, "\(error)")
        }
    }

    @Test func patchedBuiltinsReachNobodyElse() throws {
        let plugin = try load(
            """
            import builtins
            builtins.len = lambda value: 42
            del builtins.print
            def same(value): return [value, len(value)]
            """
        )
        #expect(try plugin.json("same", "[{\"a\":[1]}]") == "[{\"a\":[1]},42]")
        #expect(try load("def fine(): print('x'); return len('abc')").json("fine") == "3")
    }

    @Test func patchedModulesDoNotReachTheHost() throws {
        let plugin = try load(
            """
            import json, traceback
            saved = json.dumps, traceback.format_exception
            def patch(): json.dumps = traceback.format_exception = None
            def restore(): json.dumps, traceback.format_exception = saved
            def same(value): return value
            def fail(): raise ValueError("no")
            """
        )
        _ = try plugin.json("patch")
        #expect(try plugin.json("same", "[{\"a\":[1]}]") == "{\"a\":[1]}")
        #expect(try callError { try plugin.json("fail") }.pluginError?.traceback.contains("ValueError: no") == true)
        _ = try plugin.json("restore")
    }

    @Test func importHooksOfAPluginDoNotReachTheNextLoad() throws {
        let folder = try TemporaryFolder()
        try folder.package("victim", source: "import victim_helper\ndef fine(): return victim_helper.value")
        try folder.write("victim/victim_helper.py", "value = 'right'")
        _ = try load(
            """
            import sys
            class Evil:
                @staticmethod
                def find_spec(name, path=None, target=None):
                    if name.endswith("victim_helper"): raise ImportError("hijacked")
            sys.meta_path.insert(0, Evil)
            sys.path_hooks.clear()
            """
        )
        defer {
            _ = try? load("import sys\nsys.meta_path[:] = [f for f in sys.meta_path if f.__name__ != 'Evil']")
        }
        let plugin = try makeHost(searchPaths: [folder.path]).load("victim")
        #expect(try plugin.json("fine") == "\"right\"")
    }

    @Test func signalHandlersCannotBeChanged() throws {
        let error = try callError {
            try load("import signal\ndef fail(): signal.signal(signal.SIGTERM, signal.SIG_IGN)").json("fail")
        }
        #expect(error.pluginError?.code == "ValueError")
    }

    @Test func standardInputIsEmpty() throws {
        try fails("def fail(): return input()", with: "EOFError")
    }
}
