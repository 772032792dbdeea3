import CTerrarium
import TerrariumInterface

/// Why the shim refused an input or a result, in words.
struct Refusal {
    private let path: String
    private let detail: String
    private let offset: Int
    private let status: terrarium_json_status

    /// Whether the offset says more than the path: the input is text of the caller's.
    private let isText: Bool

    /// Copies what the shim says.
    ///
    /// - Parameters:
    ///   - failure: What the shim says.
    ///   - inputPath: The path to a place in the input, where the shim does not find it out itself.
    init(_ failure: terrarium_failure, inputPath: ((Int) -> String)? = nil) {
        detail = unsafe Self.text(failure.detail)
        offset = unsafe failure.offset
        path = unsafe inputPath?(failure.offset) ?? Self.text(failure.path)
        isText = inputPath == nil
        status = unsafe terrarium_json_status(rawValue: UInt32(failure.refusal))
    }

    /// The error for a call that ended with `outcome`.
    func error(_ outcome: terrarium_status) -> CallError {
        if outcome == terrarium_not_bytes {
            return CallError(
                .invalidResult,
                "the method returned \(detail); a raw method returns bytes, a bytearray or another object with contiguous "
                    + "bytes",
                path: path
            )
        }
        let isInput = outcome == terrarium_input_refused
        if status == terrarium_json_size {
            let side = isInput ? "the input" : "the result"
            return CallError(
                isInput ? .inputTooLarge : .resultTooLarge,
                "\(side) is too large: \(detail)",
                path: path,
                offset: isInput && isText ? offset : nil
            )
        }
        let place = isInput && isText ? "\(path), byte \(offset)" : path
        let input = isText ? "the input cannot be read at" : "an argument cannot be passed at"
        let side = isInput ? input : "the result cannot be converted at"
        return CallError(
            isInput ? .invalidInput : .invalidResult,
            "\(side) \(place): \(detail)",
            path: path,
            offset: isInput && isText ? offset : nil
        )
    }

    /// A zero-terminated text in an array of C.
    private static func text<Array>(_ array: Array) -> String {
        // SAFETY: the array is plain bytes and zero-terminated within its size; it is copied.
        unsafe withUnsafeBytes(of: array) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
