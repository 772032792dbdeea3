import TerrariumSyntax
import Testing

@Suite struct NameTests {
    @Test(arguments: [
        ("greet", "greet"), ("greetAll", "greet_all"), ("userID", "user_id"), ("userIDs", "user_ids"),
        ("userIDsByName", "user_ids_by_name"), ("parseHTTPRequest", "parse_http_request"), ("URL", "url"),
        ("URLs", "urls"), ("sha256Sum", "sha256_sum"), ("isA", "is_a"), ("aB", "a_b"), ("x2D", "x2_d"),
        ("_hidden", "_hidden"),
        ("__veryHidden", "__very_hidden"), ("_ID", "_id"), ("already_snake", "already_snake"), ("user_ID", "user_id"),
        ("trailing_", "trailing_"), ("HTTPServer", "http_server"), ("getIDSet", "get_id_set"), ("a", "a"), ("A", "a"),
        ("", ""),
        ("straßeNord", "straße_nord"),
    ])
    func namesBecomeSnakeCase(swift: String, python: String) {
        #expect(SnakeCase.convert(swift) == python)
    }

    @Test(arguments: ["match", "case", "type", "_", "a1", "_1", "self", "print", "none", "true", "A"])
    func namesOfFunctions(name: String) {
        #expect(PythonIdentifier.isValid(name))
        #expect(PythonIdentifier.escaped(name) == name)
    }

    @Test(arguments: ["", "1a", "a b", "a-b", "é", "名", "a.b", "a\n", "a\0", "ﬁ"])
    func textsThatAreNoNames(text: String) {
        #expect(!PythonIdentifier.isPlain(text))
        #expect(!PythonIdentifier.isValid(text))
    }

    @Test(arguments: ["import", "None", "in", "async", "lambda", "yield"])
    func keywordsAreNoNames(keyword: String) {
        #expect(PythonIdentifier.isKeyword(keyword))
        #expect(!PythonIdentifier.isValid(keyword))
        #expect(PythonIdentifier.escaped(keyword) == keyword + "_")
    }
}
