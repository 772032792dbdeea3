#if Macros
import Testing

@Suite struct ParameterProblemTests {
    @Test func aParameterIsNotVariadic() {
        expectProblem(
            inMethod: "func add(numbers: Int‸..., to: Int) throws",
            "`numbers` is variadic; an interface counts its parameters",
            fixIt: "replace `Int...` with `[Int]`",
            fixed: "func add(numbers: [Int], to: Int) throws"
        )
    }

    @Test func aProtocolHasNoDefaultValues() {
        expectProblem(
            inMethod: "func shout(name: String, times: Int ‸= 1) throws -> String",
            "a protocol cannot give `times` a default value",
            fixIt: "insert `@Default(\"times\", 1)`",
            fixed: "@Default(\"times\", 1) func shout(name: String, times: Int) throws -> String"
        )
        expectProblem(
            inMethod: "func shout(_ times: Int ‸= 1, name: String) throws -> String",
            "a protocol cannot give `times` a default value",
            fixIt: "insert `@Default(\"times\", 1)`",
            fixed: "@Default(\"times\", 1) func shout(_ times: Int, name: String) throws -> String"
        )
    }

    @Test func aParameterHasAName() {
        expectProblem(
            inMethod: "func add(‸_: Int) throws",
            "a parameter needs a name for Python",
            fixIt: "insert `value`",
            fixed: "func add(_ value: Int) throws"
        )
    }

    @Test(arguments: ["inout", "borrowing", "consuming", "sending"])
    func aParameterIsCopied(specifier: String) {
        expectProblem(
            inMethod: "func add(number: ‸\(specifier) Int) throws",
            "values are copied to Python, so a parameter cannot be `\(specifier)`",
            fixIt: "remove `\(specifier)`",
            fixed: "func add(number: Int) throws"
        )
    }

    @Test func aParameterHasNoAttributes() {
        expectProblem(
            inMethod: "func add(number: ‸@autoclosure Int) throws",
            "a parameter of an interface cannot have `@autoclosure`",
            fixIt: "remove `@autoclosure`",
            fixed: "func add(number: Int) throws"
        )
    }

    @Test func aParameterNameIsASCII() {
        expectProblem(
            inMethod: "func add(‸größe: Int) throws",
            "the parameter name `größe` is not made of ASCII letters, digits and underscores",
            note: "give it a name in ASCII; the label can stay"
        )
    }

    @Test func parametersHaveDifferentNames() {
        expectProblem(
            inMethod: "func add(userID: Int, ‸user_id: Int) throws",
            "two parameters are named `user_id` in Python",
            note: "rename one of them"
        )
    }

    @Test func aMethodTakesOneStream() {
        // The macro refuses any stream; what is said about the second one comes first.
        let source = "func join(a: AsyncStream<Int>, b: AsyncStream<Int>) throws"
        #expect(readProblems(inMethod: source) == ["3:39: a method can take one stream"])
    }
}
#endif
