import Foundation
import Testing

@testable import Terrarium

@Suite struct PluginErrorTests {
    @Test func pluginErrorsKeepCodeMessageAndDetails() throws {
        let plugin = try load(
            """
            from terrarium import PluginError
            class Special(PluginError): pass
            def fail(): raise PluginError("EMPTY", "name must be non-empty", {"field": "name", "n": [1, 2]})
            def special(): raise Special("S", "special")
            def odd(): raise PluginError("ODD", "odd", {1, 2})
            """
        )
        let error = try #require(try callError { try plugin.json("fail") }.pluginError)
        #expect(error.code == "EMPTY")
        #expect(error.message == "name must be non-empty")
        #expect(error.details == #"{"field":"name","n":[1,2]}"#)
        #expect(error.typeName == "terrarium.PluginError")
        #expect(error.description == "[EMPTY] name must be non-empty")
        #expect(try callError { try plugin.json("special") }.pluginError?.code == "S")
        let odd = try #require(try callError { try plugin.json("odd") }.pluginError)
        #expect(odd.details == nil)
        #expect(odd.traceback.contains("details left out"))
    }

    @Test func fidiusErrorsAreTheSameClass() throws {
        let plugin = try load(
            """
            from fidius import PluginError, method
            @method
            def fail(): raise PluginError("OLD", "from fidius", {"a": 1})
            """
        )
        #expect(plugin.methods.map(\.name) == ["fail"])
        let error = try #require(try callError { try plugin.json("fail") }.pluginError)
        #expect(error.code == "OLD")
        #expect(error.details == #"{"a":1}"#)
    }

    @Test func otherExceptionsHaveTheirTypeAsCode() throws {
        let plugin = try load(
            """
            import decimal
            class Mine(Exception): pass
            def value(): raise ValueError("bad value")
            def mine(): raise Mine("mine")
            def divide(): decimal.Decimal(1) / 0
            def key(): {}["missing"]
            """
        )
        let value = try #require(try callError { try plugin.json("value") }.pluginError)
        #expect((value.code, value.typeName, value.message) == ("ValueError", "ValueError", "bad value"))
        let mine = try #require(try callError { try plugin.json("mine") }.pluginError)
        #expect(mine.code == "Mine")
        #expect(!mine.typeName.contains("#"), "\(mine.typeName)")
        #expect(try callError { try plugin.json("divide") }.pluginError?.typeName == "decimal.DivisionByZero")
        #expect(try callError { try plugin.json("key") }.pluginError?.message == "'missing'")
    }

    @Test func tracebacksShowFilesLinesAndSource() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "tool.py",
            """
            def outer(x):
                return inner(x)

            def inner(x):
                return x + undefined_name
            """
        )
        let plugin = try makeHost().load(file)
        let error = try #require(try callError { try plugin.json("outer", "[1]") }.pluginError)
        #expect(error.frames.map(\.function) == ["outer", "inner"])
        #expect(error.frames.map(\.line) == [2, 5])
        #expect(
            error.traceback == """
                Traceback (most recent call last):
                  File "\(file)", line 2, in outer
                    return inner(x)
                           ^^^^^^^^
                  File "\(file)", line 5, in inner
                    return x + undefined_name
                               ^^^^^^^^^^^^^^
                NameError: name 'undefined_name' is not defined
                """
        )
    }

    @Test func tracebacksOfSourceTextsShowTheirLines() throws {
        let plugin = try makeHost().load(source: "def fail():\n    raise KeyError('x')", name: "memo")
        let error = try #require(try callError { try plugin.json("fail") }.pluginError)
        #expect(error.traceback.contains("raise KeyError('x')"), "\(error.traceback)")
        #expect(error.traceback.contains("memo"), "\(error.traceback)")
    }

    @Test func causesContextsNotesAndGroupsAreKept() throws {
        let plugin = try load(
            """
            def caused():
                try: 1 / 0
                except ZeroDivisionError as error: raise ValueError("outer") from error
            def during():
                try: 1 / 0
                except ZeroDivisionError: raise ValueError("outer")
            def hidden():
                try: 1 / 0
                except ZeroDivisionError: raise ValueError("outer") from None
            def noted():
                error = ValueError("x"); error.add_note("look here"); raise error
            def group():
                raise ExceptionGroup("several", [ValueError("one"), TypeError("two")])
            """
        )
        let caused = try #require(try callError { try plugin.json("caused") }.pluginError)
        #expect(caused.cause?.code == "ZeroDivisionError")
        #expect(caused.traceback.contains("direct cause"))
        let during = try #require(try callError { try plugin.json("during") }.pluginError)
        #expect(during.cause?.code == "ZeroDivisionError")
        #expect(during.traceback.contains("During handling"))
        #expect(try callError { try plugin.json("hidden") }.pluginError?.cause == nil)
        let noted = try #require(try callError { try plugin.json("noted") }.pluginError)
        #expect(noted.notes == ["look here"])
        #expect(noted.traceback.hasSuffix("ValueError: x\nlook here"))
        let group = try #require(try callError { try plugin.json("group") }.pluginError)
        #expect(group.traceback.contains("ValueError: one") && group.traceback.contains("TypeError: two"))
    }

    @Test func syntaxErrorsHaveLineAndColumn() throws {
        let error = try loadError { try load("def f(:\n    pass") }
        #expect(error.code == .importFailed)
        let raised = try #require(error.pluginError)
        #expect(raised.code == "SyntaxError")
        #expect(raised.traceback.contains("line 1"), "\(raised.traceback)")
        #expect(raised.traceback.contains("def f(:"), "\(raised.traceback)")
        #expect(raised.traceback.contains("^"), "\(raised.traceback)")
    }

    @Test func detailedDescriptionHasTracebackAndOutput() throws {
        let plugin = try load("def fail():\n    print('about to fail')\n    raise ValueError('no')")
        let error = try callError { try plugin.json("fail") }
        #expect(error.output == ["about to fail"])
        let text = error.detailedDescription()
        #expect(text.contains("Traceback") && text.contains("about to fail") && text.contains("ValueError: no"))
    }

    @Test func argumentsAreNotInTheErrorText() throws {
        let plugin = try load("def fail(secret): raise ValueError('no')")
        let error = try callError { try plugin.json("fail", #"["hunter2"]"#) }
        #expect(!error.detailedDescription().contains("hunter2"))
        let refused = try callError { try plugin.json("fail", #"["hunter2"#) }
        #expect(!refused.detailedDescription().contains("hunter2"))
    }
}
