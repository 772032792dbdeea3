#if Macros
import Testing

@Suite struct MethodProblemTests {
    @Test func aMethodMustThrow() {
        expectProblem(
            inMethod: "func ‸greet(name: String) -> String",
            "`greet` must be able to throw: every call of a plugin can fail",
            fixIt: "insert `throws`",
            fixed: "func greet(name: String) throws -> String"
        )
        expectProblem(
            inMethod: "func ‸ping()",
            "`ping` must be able to throw: every call of a plugin can fail",
            fixIt: "insert `throws`",
            fixed: "func ping() throws"
        )
        expectProblem(
            inMethod: "func ‸ping() async -> Int",
            "`ping` must be able to throw: every call of a plugin can fail",
            fixIt: "insert `throws`",
            fixed: "func ping() async throws -> Int"
        )
        expectProblem(
            inMethod: "func ‸ping() async",
            "`ping` must be able to throw: every call of a plugin can fail",
            fixIt: "insert `throws`",
            fixed: "func ping() async throws"
        )
    }

    @Test func aMethodCannotRethrow() {
        expectProblem(
            inMethod: "func ping() ‸rethrows -> Int",
            "a method of an interface cannot rethrow",
            fixIt: "replace `rethrows` with `throws`",
            fixed: "func ping() throws -> Int"
        )
    }

    @Test func aMethodCannotBeReasync() {
        expectProblem(
            inMethod: "func ping() ‸reasync throws -> Int",
            "a method of an interface cannot be `reasync`",
            fixIt: "replace `reasync` with `async`",
            fixed: "func ping() async throws -> Int"
        )
    }

    @Test func aMethodThrowsCallError() {
        expectProblem(
            inMethod: "func ping() throws(‸MyError) -> Int",
            "calls throw `CallError`, not `MyError`",
            fixIt: "replace `throws(MyError)` with `throws`",
            fixed: "func ping() throws -> Int"
        )
    }

    @Test(arguments: ["mutating", "static", "consuming", "optional", "class"])
    func aMethodHasNoModifier(modifier: String) {
        expectProblem(
            inMethod: "‸\(modifier) func ping() throws",
            "a method of an interface cannot be `\(modifier)`",
            fixIt: "remove `\(modifier)`",
            fixed: "func ping() throws"
        )
    }

    @Test func aMethodCannotBeGeneric() {
        expectProblem(
            inMethod: "func send‸<T>(number: Int) throws",
            "a method of an interface cannot be generic",
            note: "write a method for each type, or use an enumeration with `@PluginRecord`"
        )
        expectProblem(
            inMethod: "func send() throws ‸where Self: Sendable",
            "a method of an interface cannot be generic",
            note: "write a method for each type, or use an enumeration with `@PluginRecord`"
        )
    }

    @Test func anOperatorIsNoMethod() {
        expectProblem(
            inMethod: "func ‸+(left: Int, right: Int) throws -> Int",
            "the operator `+` has no name in Python",
            note: "write a method with a name"
        )
    }

    @Test(arguments: ["caller() throws", "_call() throws", "_callRaw(_ data: [UInt8]) throws"])
    func aMethodCannotHaveANameOfTheClient(method: String) {
        expectProblem(
            inMethod: "func ‸\(method)",
            "every client has a member `\(method.prefix { $0 != "(" })` already",
            note: "name the method otherwise and keep its Python name with `@PythonName`"
        )
    }

    @Test func aKeywordOfPythonIsNoName() {
        expectProblem(
            inMethod: "func ‸pass() throws",
            "`pass` is a keyword of Python",
            fixIt: "insert `@PythonName(\"pass_\")`",
            fixed: "@PythonName(\"pass_\") func pass() throws"
        )
        expectProblem(
            inMethod: "@Raw func ‸`import`(_ data: [UInt8]) throws -> [UInt8]",
            "`import` is a keyword of Python",
            fixIt: "insert `@PythonName(\"import_\")`",
            fixed: "@PythonName(\"import_\") @Raw func `import`(_ data: [UInt8]) throws -> [UInt8]"
        )
    }

    @Test func aNameOutsideASCIINeedsAnother() {
        expectProblem(
            inMethod: "func ‸größe() throws -> Int",
            "`größe` is not made of ASCII letters, digits and underscores",
            note: "give the method a name in ASCII with `@PythonName`"
        )
    }

    @Test(arguments: ["two words", "1st", "größe", "lambda", "a-b", "a.b"])
    func aGivenNameMustBePossible(name: String) {
        expectProblem(
            inMethod: "‸@PythonName(\"\(name)\") func ping() throws",
            "`\(name)` cannot be the name of a Python function",
            note: "use ASCII letters, digits and underscores; not a digit first, and no keyword"
        )
    }

    @Test func aGivenNameMustBeALiteral() {
        expectProblem(
            inMethod: "‸@PythonName(name) func ping() throws",
            "`@PythonName` needs a string literal without interpolation",
            note: "the macro reads the text from the source"
        )
        expectProblem(
            inMethod: #"‸@PythonName("a\(name)") func ping() throws"#,
            "`@PythonName` needs a string literal without interpolation",
            note: "the macro reads the text from the source"
        )
        expectProblem(
            inMethod: "@PythonName(‸\"\") func ping() throws",
            "a name cannot be empty",
            note: "write the name that Python uses"
        )
    }

    @Test func twoMethodsCannotHaveOneName() {
        expectProblem(
            inMethod: "func find(by name: String) throws\n    func ‸find(at index: Int) throws",
            "`find` is already the Python name of `find(by:)`",
            note: "plugins have one function per name; give one of the methods another with `@PythonName`",
            fixIt: "insert `@PythonName(\"find_at\")`",
            fixed: "func find(by name: String) throws\n    @PythonName(\"find_at\") func find(at index: Int) throws"
        )
        expectProblem(
            inMethod: "func find(_ name: String) throws\n    func ‸find(_ index: Int) throws",
            "`find` is already the Python name of `find(_:)`",
            note: "plugins have one function per name; give one of the methods another with `@PythonName`",
            fixIt: "insert `@PythonName(\"find_2\")`",
            fixed: "func find(_ name: String) throws\n    @PythonName(\"find_2\") func find(_ index: Int) throws"
        )
        expectProblem(
            inMethod: "func userID() throws\n    ‸@PythonName(\"user_id\") func user() throws",
            "`user_id` is already the Python name of `userID()`",
            note: "plugins have one function per name; give one of the methods another with `@PythonName`"
        )
    }

    @Test func aStreamCannotBeCalledYet() {
        expectProblem(
            inMethod: "func tick(count: Int) throws -> ‸AsyncThrowingStream<Int, any Error>",
            "streaming methods cannot be called by a client yet",
            note: "the hash and the stub know them; leave the method out of the protocol until then"
        )
        expectProblem(
            inMethod: "func load(items: ‸AsyncStream<Int>) throws",
            "streaming methods cannot be called by a client yet",
            note: "the hash and the stub know them; leave the method out of the protocol until then"
        )
    }
}
#endif
