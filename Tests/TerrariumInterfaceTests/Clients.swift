import Foundation
import TerrariumInterface

/// What `@PluginInterface` writes, spelled out; the method gives its argument back.
struct EchoClient<Value: PluginValue & Sendable>: PluginClient {
    static var interface: InterfaceDescriptor {
        InterfaceDescriptor(
            name: "Echo",
            version: 1,
            hash: 1,
            methods: [.json("echo", parameters: 1), .raw("reverse")]
        )
    }

    let caller: any MethodCaller

    init(_ caller: any MethodCaller) {
        self.caller = caller
    }

    func echo(_ value: Value) throws(CallError) -> Value {
        try _call(0, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
            try arguments.write(value)
        } reading: { (result: inout ValueReader) throws(ValueMismatch) -> Value in
            try result.read(Value.self)
        }
    }

    func echoLater(_ value: Value) async throws(CallError) -> Value {
        try await _call(0, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
            try arguments.write(value)
        } reading: { (result: inout ValueReader) throws(ValueMismatch) -> Value in
            try result.read(Value.self)
        }
    }

    func forget(_ value: Value) throws(CallError) {
        try _call(2, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
            try arguments.write(value)
        } reading: { (result: inout ValueReader) throws(ValueMismatch) -> Void in
            try result.readNothing()
        }
    }

    func reverse(_ data: [UInt8]) throws(CallError) -> [UInt8] { try _callRaw(1, data) }

    func reverse(_ data: Data) throws(CallError) -> Data { try _callRaw(1, data) }

    func reverseLater(_ data: [UInt8]) async throws(CallError) -> [UInt8] { try await _callRaw(1, data) }

    func reverseLater(_ data: Data) async throws(CallError) -> Data { try await _callRaw(1, data) }
}

/// Gives back the one argument of method 0, `None` for method 2, and raw bytes reversed, over packed values.
final class EchoCaller: MethodCaller {
    func has(_ method: Int) -> Bool { method < 3 }

    func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage {
        let bytes = unsafe Array(arguments.bytes)
        guard bytes.prefix(5) == [0x0b, 1, 0, 0, 0] else { throw CallError(.invalidInput, "not one argument") }
        return ValueMessage(method == 2 ? [0] : Array(bytes.dropFirst(5)))
    }

    func callValuesAsync(_ method: Int, _ arguments: consuming ValueWriter) async throws(CallError) -> ValueMessage {
        let arguments = arguments
        // Elsewhere than the caller, which is what a writer is sent for.
        let bytes = await Task.detached { unsafe Array(arguments.bytes.dropFirst(5)) }.value
        return ValueMessage(bytes)
    }

    func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] { input.reversed() }

    func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] { input.reversed() }

    func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data { Data(input.reversed()) }

    func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data { Data(input.reversed()) }
}

/// Answers calls with JSON text by a closure, and gives raw bytes back reversed.
final class JSONTarget: JSONMethodCaller {
    private let answer: @Sendable (Int, [UInt8]) throws(CallError) -> [UInt8]

    init(_ answer: @escaping @Sendable (Int, [UInt8]) throws(CallError) -> [UInt8]) {
        self.answer = answer
    }

    func has(_ method: Int) -> Bool { method < 3 }

    func callTypedJSON(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] { try answer(method, input) }

    func callTypedJSONAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] {
        try answer(method, input)
    }

    func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8] { input.reversed() }

    func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8] { input.reversed() }
}
