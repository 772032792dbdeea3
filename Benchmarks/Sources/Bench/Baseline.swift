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

    /// Makes the baselines ready.
    ///
    /// Python runs already.
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
        unsafe candidate("bare C API", text, baseline_text_bare)
    }

    func textPybind11(_ text: [UInt8]) -> Candidate {
        unsafe candidate("pybind11, str", text, baseline_text_pybind11)
    }

    func addBare() -> Candidate {
        unsafe candidate("bare C API", [], baseline_add_bare)
    }

    func addPybind11() -> Candidate {
        unsafe candidate("pybind11", [], baseline_add_pybind11)
    }

    func orderBare() -> Candidate {
        unsafe candidate("bare C API", [], baseline_order_bare)
    }

    func orderPybind11() -> Candidate {
        unsafe candidate("pybind11", [], baseline_order_pybind11)
    }

    func body(_ text: [UInt8]) -> Candidate {
        unsafe candidate("Python body alone", text, baseline_body)
    }

    func orjson(_ text: [UInt8]) -> Candidate {
        unsafe candidate("C + orjson", text, baseline_call_orjson)
    }

    func json(_ text: [UInt8]) -> Candidate {
        unsafe candidate("C + json", text, baseline_call_json)
    }

    func pybind11(_ text: [UInt8]) -> Candidate {
        unsafe candidate("pybind11 + json", text, baseline_call_pybind11)
    }

    func rawCopying(_ bytes: [UInt8]) -> Candidate {
        unsafe candidate("bare C API", bytes, baseline_raw_copying)
    }

    func rawLending(_ bytes: [UInt8]) -> Candidate {
        unsafe candidate("bare C API", bytes, baseline_raw_lending)
    }

    func error() -> Candidate {
        unsafe candidate("bare C API", []) { unsafe baseline_error($0, $3) }
    }

    func errorFormatted() -> Candidate {
        unsafe candidate("C API + traceback", []) { unsafe baseline_error_formatted($0, $3) }
    }

    func errorPybind11() -> Candidate {
        unsafe candidate("pybind11", []) { unsafe baseline_error_pybind11($0, $3) }
    }

    /// Two copies, into new memory or into the same each time.
    static func memcpy(_ bytes: [UInt8], fresh: Bool) -> Candidate {
        Candidate(fresh ? "2 memcpy, new memory" : "2 memcpy, same memory") { count in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                // SAFETY: the sizes that are measured are above 0, so there is an address.
                guard let start = bytes.baseAddress else { return }
                if fresh {
                    unsafe baseline_memcpy_fresh(start, bytes.count, count)
                } else {
                    unsafe baseline_memcpy_warm(start, bytes.count, count)
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
