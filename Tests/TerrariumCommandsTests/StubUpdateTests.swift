#if Macros

import Foundation
import Testing

@Suite struct StubUpdateTests {
    private let folder: Folder
    private let swift: String

    init() throws {
        folder = try Folder()
        swift = try folder.write("Greeter.swift", StubSamples.greeter)
    }

    /// Updates a file, and checks that a second time changes nothing.
    private func update(_ source: some Sequence<UInt8>, _ option: String = "--json") throws -> (Outcome, [UInt8]) {
        let plugin = try folder.write("plugin.py", source)
        let outcome = terrarium("stub", swift, "--update", plugin, option)
        let updated = try folder.read("plugin.py")
        let again = terrarium("stub", swift, "--update", plugin, option)
        #expect(again.status == outcome.status)
        #expect(try folder.read("plugin.py") == updated)
        #expect(try folder.names() == ["Greeter.swift", "plugin.py"])
        return (outcome, updated)
    }

    /// Whether a text is another one with lines added in between.
    private func keepsEveryLine(_ old: String, _ new: String) -> Bool {
        var lines = new.split(separator: "\n", omittingEmptySubsequences: false)[...]
        return old.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { line in
            guard let index = lines.firstIndex(of: line) else { return false }
            lines = lines[(index + 1)...]
            return true
        }
    }

    @Test func anEmptyFileBecomesAPlugin() throws {
        let (outcome, updated) = try update([])
        #expect(outcome.status == 0, "\(outcome)")
        let text = String(decoding: updated, as: UTF8.self)
        #expect(text.contains("from terrarium import method\n"), "\(text)")
        #expect(text.contains("\n__interface_methods__ = (\n    \"greet:"))
        #expect(
            text.contains(
                "\n\n\n# Optional since version 2.\n@method\ndef best_friend(person: \"Person\") -> \"Person | None\":\n"
            ),
            "\(text)"
        )
        #expect(terrarium("inspect", folder.path + "/plugin.py").status == 0)
    }

    @Test func newMethodsAreAddedAndNothingElseChanges() throws {
        let source = """
            #!/usr/bin/env python3
            # Mine.
            '''What it does.'''
            from __future__ import annotations
            import os, sys; PATH = [
                os.sep]  # kept
            from terrarium import method   # as it is

            __interface_hash__ = 0x1 # the hash
            __interface_methods__ = ('greet:Person->String', )
            @method
            def greet( person,times = 1 ):
                return f"Hello, {person['full_name']}"   \\t
            if __name__ == '__main__': print( "done" )
            """.replacing("\\t", with: "\t")
        let (outcome, updated) = try update(source.utf8, "--verbose")
        #expect(outcome.status == 0, "\(outcome)")
        let text = String(decoding: updated, as: UTF8.self)
        let hash = try #require(terrarium("stub", swift).text.firstMatch(of: /0x[0-9a-f]{16}/)).0
        let kept = source.replacing("0x1 ", with: "\(hash) ").replacing(
            "('greet:Person->String', )",
            with: "(\n    \"greet:Person,i64->String\",\n    \"reverse:Vec < u8 >->Vec < u8 >!raw\",\n)"
        )
        #expect(keepsEveryLine(kept, text), "\(text)")
        #expect(text.contains("    os.sep]  # kept\nfrom typing import "), "\(text)")
        #expect(text.contains("def reverse(data: bytes) -> bytes:"))
        #expect(text.contains("def best_friend(person: Person) -> Person | None:"))
        // A file whose last line does not end is still one.
        #expect(text.hasSuffix("    raise NotImplementedError"))
        #expect(outcome.text.contains("changed __interface_hash__ from 0x0000000000000001 to \(hash)\n"))
        for name in ["reverse", "best_friend"] { #expect(outcome.text.contains("added the method \(name)\n")) }
        #expect(outcome.text.contains("added the record Person\n"))
    }

    @Test func windowsLinesStayWindowsLines() throws {
        let source = "from terrarium import method\r\n__interface_hash__ = 0\r\n\r\ndef greet(person, times): pass\r\n"
        let (_, updated) = try update(source.utf8)
        let text = String(decoding: updated, as: UTF8.self)
        #expect(text.utf8.count { $0 == 10 } == text.utf8.count { $0 == 13 })
        #expect(text.hasSuffix("    raise NotImplementedError\r\n"))
        #expect(text.contains("def reverse(data: bytes) -> bytes:\r\n"))
    }

    @Test func theEncodingOfTheFileIsKept() throws {
        let latin: [UInt8] =
            Array("# -*- coding: latin-1 -*-\nname = '".utf8) + [0xE9] + Array("'; __interface_hash__ = 1\n".utf8)
        try folder.write("Greeter.swift", StubSamples.greeter.replacing("The bytes", with: "Die Größe ≠ 漢"))
        let (outcome, updated) = try update(latin)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(updated.starts(with: latin.prefix(26)) && updated.contains(0xE9))
        #expect(updated.contains(0xF6))
        #expect(String(decoding: updated, as: UTF8.self).contains("\\u2260 \\u6f22"))
        let (marked, text) = try update([0xEF, 0xBB, 0xBF] + Array("__interface_hash__ = 1".utf8))
        #expect(marked.status == 0, "\(marked)")
        #expect(text.starts(with: [0xEF, 0xBB, 0xBF] + Array("\nfrom typing".utf8)))
        #expect(text.count { $0 == 0xBB } == 1)
    }

    @Test func aMethodWhoseSignatureChangedIsLeft() throws {
        let source = "from terrarium import method\n\n@method\ndef greet(person):\n    return 'mine'\n"
        let (outcome, updated) = try update(source.utf8, "--verbose")
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("takes (person), and the interface passes (person, times)"), "\(outcome)")
        #expect(String(decoding: updated, as: UTF8.self).contains("@method\ndef greet(person):\n    return 'mine'\n"))
        #expect(outcome.text.contains("added __interface_hash__\n"))
    }

    @Test func namesThatTheFileUsesOtherwiseAreSpelledOut() throws {
        let source = """
            from typing import Literal as L, NotRequired
            TypedDict = list = str = None
            def method(): pass
            __interface_hash__ = 1
            """
        let (outcome, updated) = try update(source.utf8)
        #expect(outcome.status == 0, "\(outcome)")
        let text = String(decoding: updated, as: UTF8.self)
        #expect(text.contains("class Person(typing.TypedDict):\n"), "\(text)")
        #expect(text.contains("    full_name: builtins.str\n"))
        #expect(text.contains("@terrarium.method\ndef greet("))
        #expect(text.contains("Mood = L["))
        #expect(terrarium("inspect", folder.path + "/plugin.py").status == 0)
    }

    @Test func whatTheFileHasIsUsed() throws {
        let source = """
            from terrarium import method, record

            @record
            class Person:
                name: str

            __interface_hash__ = 1
            """
        let (_, updated) = try update(source.utf8)
        let text = String(decoding: updated, as: UTF8.self)
        #expect(text.components(separatedBy: "class Person").count == 2, "\(text)")
        // It has dataclasses, so it gets more of them.
        #expect(text.contains("class Mood(") || !text.contains("Mood = Literal"))
    }

    @Test func aHashThatIsNoNumberIsLeft() throws {
        let source =
            "from common import HASH\n__interface_hash__ = HASH\ndef greet(person, times): pass\ndef reverse(data): pass\n"
        let (outcome, updated) = try update(source.utf8, "--verbose")
        #expect(outcome.text.contains("__interface_hash__ is not stated as a number"), "\(outcome)")
        #expect(String(decoding: updated, as: UTF8.self).hasPrefix("from common import HASH\n"))
        #expect(String(decoding: updated, as: UTF8.self).contains("__interface_hash__ = HASH\n"))
    }

    @Test func aFileThatIsNotPythonStaysAsItIs() throws {
        let plugin = try folder.write("plugin.py", "def greet(:\n")
        #expect(terrarium("stub", swift, "--update", plugin).status == 2)
        #expect(try folder.read("plugin.py") == Array("def greet(:\n".utf8))
    }
}

#endif
