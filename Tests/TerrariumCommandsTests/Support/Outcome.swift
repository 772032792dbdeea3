import Foundation

/// What a command wrote and ended with.
struct Outcome: CustomStringConvertible {
    var status: Int32
    var output: [UInt8]
    var errors: String

    /// The output as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// The output as JSON.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(output))
    }

    /// The JSON objects among the lines of the errors.
    func reports() throws -> [ErrorObject] {
        try errors.split(separator: "\n").filter { $0.hasPrefix("{\"error\"") }
            .map { try JSONDecoder().decode(ErrorLine.self, from: Data($0.utf8)).error }
    }

    var description: String { "status \(status)\n--- output\n\(text)\n--- errors\n\(errors)" }
}

private struct ErrorLine: Decodable {
    var error: ErrorObject
}

/// An error as `--json` reports it.
struct ErrorObject: Decodable {
    struct Raised: Decodable {
        var code: String
        var type: String
        var message: String
        var details: String?
        var traceback: String
    }

    struct Problem: Decodable {
        var line: Int?
        var message: String
    }

    var exitCode: Int32
    var kind: String
    var code: String
    var message: String
    var line: Int?
    var offset: Int?
    var path: String?
    var plugin: Raised?
    var output: [String]?
    var problems: [Problem]?
}
