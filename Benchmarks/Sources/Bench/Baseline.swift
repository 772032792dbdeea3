import Baselines
import Foundation

/// A Python function that is called without Terrarium.
///
/// `@unchecked Sendable`: the reference never changes and is never dropped; the C functions take the GIL before they use it.
@safe
final class Baseline: @unchecked Sendable {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    private typealias Work = (OpaquePointer, UnsafePointer<UInt8>, Int, Int) -> Bool

    private let function: OpaquePointer

    /// Makes the baselines ready. Python runs already.
    static func prepare() throws {
        guard baseline_prepare() else { throw Failed(description: "a baseline could not be imported") }
    }

    /// Takes a function from a source text, executed in a module of its own.
    init(source: String, file: String = "<baseline>", module: String, function name: String) throws {
        guard let function = unsafe baseline_load(source, file, module, name) else {
            throw Failed(description: "\(file) could not be executed, or has no function \(name)")
        }
        unsafe self.function = function
    }

    /// Takes a function from a file.
    convenience init(file: String, module: String, function: String) throws {
        let source = try String(contentsOfFile: file, encoding: .utf8)
        try self.init(source: source, file: file, module: module, function: function)
    }

    func textBare(_ text: [UInt8]) -> Candidate {
        candidate("bare C API", text) { unsafe baseline_text_bare($0, $1, $2, $3) }
    }

    func textPybind11(_ text: [UInt8]) -> Candidate {
        candidate("pybind11, str", text) { unsafe baseline_text_pybind11($0, $1, $2, $3) }
    }

    func body(_ text: [UInt8]) -> Candidate {
        candidate("Python body alone", text) { unsafe baseline_body($0, $1, $2, $3) }
    }

    func orjson(_ text: [UInt8]) -> Candidate {
        candidate("C + orjson", text) { unsafe baseline_call_orjson($0, $1, $2, $3) }
    }

    func json(_ text: [UInt8]) -> Candidate {
        candidate("C + json", text) { unsafe baseline_call_json($0, $1, $2, $3) }
    }

    func pybind11(_ text: [UInt8]) -> Candidate {
        candidate("pybind11 + json", text) { unsafe baseline_call_pybind11($0, $1, $2, $3) }
    }

    func rawCopying(_ bytes: [UInt8]) -> Candidate {
        candidate("bare C API", bytes) { unsafe baseline_raw_copying($0, $1, $2, $3) }
    }

    func rawLending(_ bytes: [UInt8]) -> Candidate {
        candidate("bare C API", bytes) { unsafe baseline_raw_lending($0, $1, $2, $3) }
    }

    func error() -> Candidate {
        candidate("bare C API", []) { unsafe baseline_error($0, $3) }
    }

    func errorFormatted() -> Candidate {
        candidate("C API + traceback", []) { unsafe baseline_error_formatted($0, $3) }
    }

    func errorPybind11() -> Candidate {
        candidate("pybind11", []) { unsafe baseline_error_pybind11($0, $3) }
    }

    /// `memcpy`, so many times per operation, into new memory each time or into the same.
    static func memcpy(_ bytes: [UInt8], copies: Int, fresh: Bool) -> Candidate {
        Candidate(fresh ? "memcpy, new memory" : "memcpy, same memory") { count in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                // SAFETY: the sizes that are measured are above 0, so there is an address.
                guard let start = bytes.baseAddress else { return }
                if fresh {
                    unsafe baseline_memcpy_fresh(start, bytes.count, copies, count)
                } else {
                    unsafe baseline_memcpy_warm(start, bytes.count, copies, count)
                }
            }
        }
    }

    private func candidate(_ name: String, _ input: [UInt8], _ work: @escaping Work) -> Candidate {
        let function = unsafe self.function
        return Candidate(name) { count in
            let ok = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
                unsafe input.withUnsafeBufferPointer { bytes in
                    // SAFETY: an empty input may have no address; the C functions read none of it then.
                    let start = unsafe bytes.baseAddress ?? UnsafePointer(empty.baseAddress.unsafelyUnwrapped)
                    return unsafe work(function, start, bytes.count, count)
                }
            }
            guard ok else { throw Failed(description: "\(name): Python raised") }
        }
    }
}
