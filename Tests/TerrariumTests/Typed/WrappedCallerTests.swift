#if Macros
import Foundation
import Testing

@testable import Terrarium

/// Callers of a host's own, between a client and its plugin.
@Suite struct WrappedCallerTests {
    /// Calls everything twice, and gives the first result.
    private final class Twice: MethodCaller {
        let plugin: Plugin

        init(_ plugin: Plugin) {
            self.plugin = plugin
        }

        func has(_ method: Int) -> Bool { plugin.has(method) }

        func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
            let first = try plugin.callValues(method, arguments)
            _ = try plugin.callValues(method, arguments)
            return first
        }

        func callValuesAsync(
            _ method: Int,
            _ arguments: consuming ValueWriter
        ) async throws(CallError) -> ValueMessage {
            try await plugin.callValuesAsync(method, arguments)
        }

        func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] {
            try plugin.callRawBytes(method, input)
        }

        func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
            try await plugin.callRawBytesAsync(method, input)
        }

        func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data {
            try plugin.callRawData(method, input)
        }

        func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data {
            try await plugin.callRawDataAsync(method, input)
        }
    }

    @Test func argumentsAndResultsOutlastACall() throws {
        let client = EchoClient(Twice(try #require(try echo(over: .python).plugin)))
        #expect(try client.echoString("World") == "World")
        #expect(try client.echoInt(7) == 7)
        #expect(try client.echoList([1, 2, 3]) == [1, 2, 3])
        #expect(try client.echoOptional(nil) == nil)
    }
}
#endif
