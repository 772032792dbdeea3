public import Foundation

/// What the client of an interface calls through: a loaded plugin, or something that stands in for one.
public protocol MethodCaller: AnyObject, Sendable {
    /// Whether there is a method of an index, which may be an optional one.
    func has(_ method: Int) -> Bool

    /// Calls a method with packed values, which are one tuple, and waits.
    func callValues(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage

    /// Calls a method as `callValues` does, for generated code: a small result may be written over the arguments, and is then
    /// valid for as long as their memory.
    func _callValuesInPlace(_ method: Int, _ arguments: borrowing ValueWriter) throws(CallError) -> ValueMessage

    /// Calls a method with packed values, which are one tuple.
    func callValuesAsync(_ method: Int, _ arguments: consuming ValueWriter) async throws(CallError) -> ValueMessage

    /// Calls a raw method and waits.
    func callRawBytes(_ method: Int, _ input: [UInt8]) throws(CallError) -> [UInt8]

    /// Calls a raw method.
    func callRawBytesAsync(_ method: Int, _ input: [UInt8]) async throws(CallError) -> [UInt8]

    /// Calls a raw method with bytes in `Data` and waits.
    func callRawData(_ method: Int, _ input: Data) throws(CallError) -> Data

    /// Calls a raw method with bytes in `Data`.
    func callRawDataAsync(_ method: Int, _ input: Data) async throws(CallError) -> Data
}

extension MethodCaller {
    /// Calls a method as `callValues` does.
    public func _callValuesInPlace(
        _ method: Int,
        _ arguments: borrowing ValueWriter
    ) throws(CallError) -> ValueMessage {
        try callValues(method, arguments)
    }
}
