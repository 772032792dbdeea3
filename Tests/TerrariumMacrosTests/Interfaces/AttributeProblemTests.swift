#if Macros
import Testing

@testable import TerrariumMacros

@Suite struct AttributeProblemTests {
    private let rawMessage = "a raw method takes one `[UInt8]` and returns `[UInt8]`, or `Data` both times"

    @Test func aRawMethodTakesBytes() {
        expectProblem(
            inMethod: "@Raw func reverse(_ data: ‸String) throws -> [UInt8]",
            rawMessage,
            fixIt: "replace `(_ data: String) throws -> [UInt8]` with `(_ data: [UInt8]) throws -> [UInt8]`",
            fixed: "@Raw func reverse(_ data: [UInt8]) throws -> [UInt8]"
        )
    }

    @Test func aRawMethodReturnsBytes() {
        expectProblem(
            inMethod: "@Raw func reverse(_ data: [UInt8]) async throws -> ‸String",
            rawMessage,
            fixIt:
                "replace `(_ data: [UInt8]) async throws -> String` with `(_ data: [UInt8]) async throws -> [UInt8]`",
            fixed: "@Raw func reverse(_ data: [UInt8]) async throws -> [UInt8]"
        )
        expectProblem(
            inMethod: "@Raw func ‸reverse(_ data: [UInt8]) throws",
            rawMessage,
            fixIt: "replace `(_ data: [UInt8]) throws` with `(_ data: [UInt8]) throws -> [UInt8]`",
            fixed: "@Raw func reverse(_ data: [UInt8]) throws -> [UInt8]"
        )
    }

    @Test func aRawMethodTakesOneValue() {
        expectProblem(
            inMethod: "@Raw func reverse‸(_ data: Data, times: Int) throws -> Data",
            rawMessage,
            fixIt: "replace `(_ data: Data, times: Int) throws -> Data` with `(_ data: Data) throws -> Data`",
            fixed: "@Raw func reverse(_ data: Data) throws -> Data"
        )
        expectProblem(
            inMethod: "@Raw func reverse‸() throws -> [UInt8]",
            rawMessage,
            fixIt: "replace `() throws -> [UInt8]` with `(_ data: [UInt8]) throws -> [UInt8]`",
            fixed: "@Raw func reverse(_ data: [UInt8]) throws -> [UInt8]"
        )
    }

    @Test func aRawMethodReturnsTheTypeItTakes() {
        expectProblem(
            inMethod: "@Raw func reverse(_ data: [UInt8]) throws -> ‸Data",
            rawMessage,
            fixIt: "replace `(_ data: [UInt8]) throws -> Data` with `(_ data: Data) throws -> Data`",
            fixed: "@Raw func reverse(_ data: Data) throws -> Data"
        )
    }

    @Test(arguments: ["@Optional", "@Optional()", "@Optional(since: 0)", "@Optional(since: two)"])
    func anOptionalMethodSaysItsVersion(attribute: String) {
        expectProblem(
            inMethod: "‸\(attribute) func ping() throws",
            "`@Optional` needs the version that brought the method, from 1",
            note: "write `@Optional(since: 2)`, with the number in digits"
        )
    }

    @Test func anOptionalMethodCannotComeLater() {
        expectProblem(
            inMethod: "‸@Optional(since: 4) func ping() throws",
            "the method is said to come with version 4, but the interface is at version 3",
            note: "raise `version:` of the interface; the hash does not change by it"
        )
    }

    @Test func thereCanBe64OptionalMethods() {
        let methods = (1...64).map { "@Optional(since: 2) func m\($0)() throws" }
        expectProblem(
            inMethod: (methods + ["‸@Optional(since: 2) func m65() throws", "@Optional(since: 3) func m66() throws"])
                .joined(separator: "\n    "),
            "an interface can have 64 optional methods",
            note: "make methods that every plugin has by now required, or begin a new interface"
        )
    }

    @Test func aDefaultValueNeedsItsParameter() {
        expectProblem(
            inMethod: "@Default(‸\"time\", 1) func shout(name: String, for times: Int) throws",
            "the method has no parameter named `time`",
            note: "its parameters are `name`, `times`"
        )
        expectProblem(
            inMethod: "@Default(‸\"time\", 1) func shout() throws",
            "the method has no parameter named `time`",
            note: "the method takes no parameters"
        )
    }

    @Test func aDefaultValueIsGivenOnce() {
        expectProblem(
            inMethod: "@Default(\"times\", 1) @Default(‸\"times\", 2) func shout(times: Int) throws",
            "`times` has a default value already",
            note: "remove one of them"
        )
    }

    @Test func aDefaultValueIsComplete() {
        expectProblem(
            inMethod: "‸@Default(\"times\") func shout(times: Int) throws",
            "`@Default` needs the name of a parameter and a value",
            note: "write `@Default(\"times\", 1)`"
        )
        expectProblem(
            inMethod: "@Default(‸name, 1) func shout(times: Int) throws",
            "`@Default` needs a string literal without interpolation",
            note: "the macro reads the text from the source"
        )
    }
}
#endif
