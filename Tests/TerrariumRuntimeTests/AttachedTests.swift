import Foundation
import TerrariumInterface
import Testing

@testable import TerrariumRuntime

@Suite struct AttachedTests {
    init() throws {
        try PythonRuntime.start(PythonConfiguration(codeCache: .none))
    }

    @Test func expressionsEvaluateWhileAttached() throws {
        let text = try PythonRuntime.withAttached { attached throws(PluginError) in
            try attached.evaluate("'Grüße ' + str(6 * 7)").text(attached)
        }
        #expect(text == "Grüße 42")
    }

    @Test func exceptionsOfExpressionsAreThrown() {
        #expect {
            try PythonRuntime.withAttached { attached throws(PluginError) in
                _ = try attached.evaluate("1 / 0")
            }
        } throws: { error in
            (error as? PluginError)?.code == "ZeroDivisionError"
        }
    }

    @Test func attachingNests() throws {
        let text = try PythonRuntime.withAttached { outer throws(PluginError) in
            let first = try outer.evaluate("'outer'").text(outer) ?? ""
            let second = try PythonRuntime.withAttached { inner throws(PluginError) in
                try inner.evaluate("'inner'").text(inner) ?? ""
            }
            return first + " " + second
        }
        #expect(text == "outer inner")
    }

    @Test func handlesKeepObjectsAndMayEndAnywhere() throws {
        func count() throws(PluginError) -> Int {
            try PythonRuntime.withAttached { attached throws(PluginError) in
                Int(try attached.evaluate("str(len(__import__('builtins').terrarium_alive))").text(attached) ?? "")
                    ?? -1
            }
        }
        let handle = try PythonRuntime.withAttached { attached throws(PluginError) in
            let source = """
                [setattr(__import__('builtins'), 'terrarium_alive', __import__('weakref').WeakSet()),
                 __import__('builtins').terrarium_alive.add(value := type('Value', (), {})()), value][2]
                """
            return try attached.evaluate(source.replacingOccurrences(of: "\n", with: " ")).handle(attached)
        }
        #expect(try count() == 1)
        let kept = Locked<PyHandle?>(handle)
        _ = consume handle
        let done = DispatchSemaphore(value: 0)
        Thread {
            // A thread that never attached drops the last reference.
            kept.withLock { $0 = nil }
            done.signal()
        }.start()
        done.wait()
        #expect(try count() == 0)
    }

    @Test func referencesCountOnceEach() throws {
        let counts = try PythonRuntime.withAttached { attached throws(PluginError) in
            let object = try attached.evaluate("object()")
            let before = object.referenceCount(attached)
            let handle = object.handle(attached)
            let during = object.referenceCount(attached)
            let second = handle.reference(attached)
            return (before, during, second.referenceCount(attached))
        }
        #expect(counts.0 == 1)
        #expect(counts.1 == 2)
        #expect(counts.2 == 3)
    }

    @Test func manyThreadsAttachAtOnce() throws {
        let total = Locked(0)
        DispatchQueue.concurrentPerform(iterations: 64) { _ in
            for _ in 0..<100 {
                let value = try? PythonRuntime.withAttached { attached throws(PluginError) in
                    try attached.evaluate("'1'").text(attached)
                }
                if value == "1" { total.withLock { $0 += 1 } }
            }
        }
        #expect(total.withLock { $0 } == 6400)
    }
}
