#if Macros

import Foundation

/// What a Python file says about itself, without having been run.
struct PluginDescription: Decodable {
    /// A mistake that keeps Python from reading the file.
    struct Mistake: Decodable {
        var line: Int?
        var column: Int?
        var message: String
    }

    /// A top-level assignment of a literal.
    struct Assignment<Value: Decodable>: Decodable {
        /// The value; `nil` when it is no literal of the kind.
        var value: Value?
        var line: Int
        /// The bytes of the value.
        var start: Int
        var end: Int
        /// The start of the line after the statement.
        var next: Int
    }

    /// A type hint, taken apart: the types of which a value has one.
    struct Hint: Decodable {
        struct Alternative: Decodable {
            /// The name of the type, without its module.
            var name: String
            var arguments: [Hint]
        }

        /// The hint in one spelling: `T | None` for `Optional[T]`.
        var text: String
        var alternatives: [Alternative]
    }

    /// A parameter of a function.
    struct Parameter: Decodable {
        enum Kind: String, Decodable {
            case positional, extra, keyword, keywords
        }

        var name: String
        var kind: Kind
        var hasDefault: Bool
        var hint: Hint?
    }

    /// A function of the module.
    struct Function: Decodable {
        /// How the SDK's decorator marks it.
        enum Mark: String, Decodable {
            case any, raw, none
        }

        var name: String
        var line: Int
        var mark: Mark
        var isAsync: Bool
        var isGenerator: Bool
        var parameters: [Parameter]
        var result: Hint?
    }

    /// What keeps Python from reading the file; everything else is empty then.
    var mistake: Mistake?
    /// `__interface_hash__`, in hexadecimal.
    var hash: Assignment<String>?
    /// `__interface_methods__`.
    var lines: Assignment<[String]>?
    /// The functions, in order; of those with one name the last.
    var functions: [Function]
    /// Every name of the module, and for an imported one what it is, such as `typing.Any`.
    var names: [String: String?]
    /// Whether the module has `from … import *`, so that nobody knows all its names.
    var hasUnknownNames: Bool
    /// Whether hints are evaluated where they stand.
    var evaluatesAnnotations: Bool
    /// How lines end.
    var newline: String
    /// Where import statements can be added: the start of a line.
    var importOffset: Int
    /// Whether import statements come before that place.
    var hasImports: Bool
    /// The length of the file in bytes.
    var length: Int
    /// Whether the last line ends.
    var endsWithNewline: Bool
}

#endif
