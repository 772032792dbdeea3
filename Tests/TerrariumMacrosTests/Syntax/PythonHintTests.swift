#if Macros
import Testing
import TerrariumSyntax

@Suite struct PythonHintTests {
    @Test(arguments: [
        ("Bool", "bool"), ("Int", "int"), ("UInt128", "int"), ("Float", "float"), ("Double", "float"),
        ("String", "str"),
        ("[UInt8]", "bytes"), ("Data", "bytes"), ("[Int]", "list[int]"), ("Set<String>", "set[str]"),
        ("[String: [Int?]]", "dict[str, list[int | None]]"), ("Int?", "int | None"),
        ("(Int, (String, Bool))", "tuple[int, tuple[str, bool]]"),
        ("Date", "datetime"), ("Duration", "timedelta"), ("UUID", "UUID"), ("Decimal", "Decimal"), ("URL", "str"),
        ("Shop.Order", "Order"),
    ])
    func typesHaveHints(swift: String, python: String) throws {
        let method = try readInterface("func f(a: \(swift)) throws -> \(swift)").methods[0]
        #expect(method.pythonSignature == "(a: \(python)) -> \(python)")
    }

    @Test func streamsAreIterated() throws {
        let method = try readInterface("func f(a: AsyncStream<Int>) throws -> AsyncThrowingStream<String, any Error>")
            .methods[0]
        #expect(method.pythonSignature == "(a: Iterable[int]) -> Iterator[str]")
    }

    @Test func aSignatureHasTheNamesOfPython() throws {
        let interface = try readInterface(
            """
            func ping() throws
            func find(by userName: String, in list: [Int], `in`: Int, _ HTTPBody: Data, from _: Int) throws -> Int?
            """
        )
        #expect(interface.methods[0].pythonSignature == "() -> None")
        let expected = "(user_name: str, list: list[int], in_: int, http_body: bytes, from_: int) -> int | None"
        #expect(interface.methods[1].pythonSignature == expected)
    }
}
#endif
