#if Macros
import Testing

@Suite struct TypeProblemTests {
    private let nameTheType =
        "name the type, or list the possible ones in an enumeration with `@PluginRecord`"

    @Test(arguments: [
        ("Character", "use `String`"), ("Substring", "use `String`"), ("StaticString", "use `String`"),
        ("CGFloat", "use `Double`"), ("Float16", "use `Double`"), ("TimeInterval", "use `Double`"),
        ("Never", "let the method throw, and return the value alone"),
        ("ArraySlice<Int>", "use an array, `[T]`"),
        ("Result<Int, any Error>", "let the method throw, and return the value alone"),
        ("Range<Int>", "use a tuple, or a struct with `@PluginRecord`"),
        ("UnsafeRawBufferPointer", "use `[UInt8]` or `Data`"),
        ("Self", "name the type"),
        ("Any", "name the type, or list the possible ones in an enumeration with `@PluginRecord`"),
        ("Swift.AnyHashable", "name the type, or list the possible ones in an enumeration with `@PluginRecord`"),
        ("(Int) -> Int", "plugins cannot call back through an argument; return what the closure would receive"),
        ("Int.Type", "send a `String` that names the type"),
        ("[3 of Int]", "use an array, `[T]`"),
    ])
    func aTypeThatCannotCrossHasAnAlternative(type: String, instead: String) {
        expectProblem(
            inMethod: "func send(value: ‸\(type)) throws",
            "`\(type)` cannot cross to Python",
            note: instead
        )
        expectProblem(
            inMethod: "func receive() throws -> [‸\(type)]",
            "`\(type)` cannot cross to Python",
            note: instead
        )
    }

    @Test(arguments: ["some Encodable", "any Encodable", "Encodable & Sendable"])
    func aTypeMustBeNamed(type: String) {
        expectProblem(
            inMethod: "func send(value: ‸\(type)) throws",
            "`\(type)` cannot cross to Python",
            note: nameTheType
        )
    }

    @Test(arguments: ["Int??", "Optional<Int?>", "Optional<Optional<Int>>"])
    func anOptionalIsNotNested(type: String) {
        expectProblem(
            inMethod: "func send(value: ‸\(type)) throws",
            "`\(type)` would not cross intact: Python has one `None`",
            note: "use one `?`, or a struct with `@PluginRecord`"
        )
    }

    @Test func anOptionalIsNotUnwrappedImplicitly() {
        expectProblem(
            inMethod: "func send(value: ‸Int!) throws",
            "`Int!` cannot cross to Python",
            fixIt: "replace `Int!` with `Int?`",
            fixed: "func send(value: Int?) throws"
        )
    }

    @Test(arguments: ["[‸Int: String]", "Dictionary<‸Int, String>"])
    func keysAreText(type: String) {
        expectProblem(
            inMethod: "func send(value: \(type)) throws",
            "the keys of a dictionary must be `String`, not `Int`",
            note: "use `String` keys, or an array of structs with `@PluginRecord`"
        )
    }

    @Test(arguments: ["[‸(Int, Int)]", "‸(Int, Int)?", "[String: ‸(Int, Int)]"])
    func aTupleIsNotInsideAnotherType(type: String) {
        expectProblem(
            inMethod: "func send(value: \(type)) throws",
            "a tuple can only be a whole parameter, result or property, or part of another tuple",
            note: "use a struct with `@PluginRecord`"
        )
    }

    @Test(arguments: ["Box<Int>", "Outer<Int>.Inner"])
    func aGenericTypeOfTheProgramIsRefused(type: String) {
        expectProblem(
            inMethod: "func send(value: ‸\(type)) throws",
            "`\(type)` is generic, so its form in Python is not known here",
            note: "use a struct with `@PluginRecord` that names its types"
        )
    }

    @Test(arguments: ["‸Void", "‸()", "[‸Void]", "‸Void?"])
    func nothingIsOnlyAResult(type: String) {
        expectProblem(
            inMethod: "func send(value: \(type)) throws",
            "`Void` is only a result",
            note: "leave it out"
        )
    }

    @Test(arguments: ["[‸AsyncStream<Int>]", "‸AsyncThrowingStream<Int, any Error>?", "(Int, ‸AsyncStream<Int>)"])
    func aStreamIsNotInsideAnotherType(type: String) {
        expectProblem(
            inMethod: "func send(value: \(type)) throws",
            "a stream can only be a whole parameter or the whole result",
            note: "return the stream itself, or an array"
        )
    }

    @Test func aStreamFailsWithAnyError() {
        expectProblem(
            inMethod: "func tick() throws -> AsyncThrowingStream<Int, ‸MyError>",
            "a plugin's stream can fail with any error, not only with `MyError`",
            note: "write `any Error`"
        )
    }
}
#endif
