import Foundation
import Logging
import Terrarium

/// What every section works with: the host, its plugins, and how long to measure.
struct Setup {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    var host: PluginHost
    /// The folder of the reference plugins.
    var plugins: String
    /// For work of less than a millisecond.
    var timing: Timing
    /// For work of milliseconds to seconds, which is done once per repetition.
    var longTiming: Timing
    /// Whether documents of 100 MB are measured.
    var large: Bool
    /// By how much loops of a fixed length are shortened.
    var divisor: Int

    init(plugins: String, environment: String, quick: Bool, large: Bool) throws {
        var configuration = PluginHost.Configuration()
        configuration.python.sitePackages = .virtualEnvironment(path: environment)
        configuration.logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        host = try PluginHost(searchPaths: [plugins], configuration: configuration)
        self.plugins = plugins
        timing = quick ? Timing(repetition: 1e6, repetitions: 5) : Timing(repetition: 5e6, repetitions: 41)
        longTiming = Timing(repetition: 0, repetitions: quick ? 3 : 7)
        self.large = large
        divisor = quick ? 100 : 1
    }

    /// Loads a plugin for the interface that it declares itself.
    func load(_ name: String, methods: [MethodDescriptor]) throws -> Plugin {
        guard let hash = try host.load(name).interfaceHash else {
            throw Failed(description: "\(name) declares no interface hash")
        }
        return try host.load(
            name,
            interface: InterfaceDescriptor(name: name, version: 1, hash: hash, methods: methods)
        )
    }

    /// The same function of a reference plugin, loaded without Terrarium.
    func baseline(_ plugin: String, _ function: String) throws -> Baseline {
        try Baseline(file: "\(plugins)/\(plugin)/\(plugin).py", module: "baseline_\(plugin)", function: function)
    }

    /// Runs a closure on a thread of its own.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
        // The thread writes before it signals, and the caller reads after it was woken.
        nonisolated(unsafe) var result: Result<Value, any Error>?
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            unsafe result = Result(catching: body)
            done.signal()
        }
        thread.stackSize = 16 << 20
        thread.start()
        done.wait()
        guard let result = unsafe result else { throw Failed(description: "the thread ended early") }
        return try result.get()
    }
}

extension Plugin {
    /// JSON text in, JSON text out, by the first method.
    func jsonCandidate(_ input: [UInt8]) -> Candidate {
        Candidate("Terrarium") { count in
            for _ in 0..<count { keep(try self.callTypedJSON(0, input)) }
        }
    }
}

/// Keeps the compiler from leaving out work whose result nobody reads.
@inline(never)
func keep<Value>(_ value: Value) {}
