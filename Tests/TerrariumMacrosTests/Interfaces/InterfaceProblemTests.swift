#if Macros
import Testing

@Suite struct InterfaceProblemTests {
    @Test(arguments: [
        ("struct", "a struct"), ("class", "a class"), ("enum", "an enumeration"), ("actor", "an actor"),
    ])
    func anInterfaceIsAProtocol(keyword: String, kind: String) {
        expectProblem(
            in: "@PluginInterface(version: 1)\n‸\(keyword) P {\n}",
            "an interface is a protocol, not \(kind)",
            note: "declare the methods in a protocol"
        )
    }

    @Test func anInterfaceHasNoAssociatedTypes() {
        expectProblem(
            in: "@PluginInterface(version: 1)\nprotocol P‸<Item> {\n}",
            "an interface cannot have associated types",
            note: "name the types in the methods: plugins are not compiled against the protocol"
        )
        expectProblem(
            inMethod: "‸associatedtype Item",
            "an interface cannot have associated types",
            note: "name the types in the methods: plugins are not compiled against the protocol"
        )
    }

    @Test func anInterfaceInheritsOnlySendable() {
        expectProblem(
            in: "@PluginInterface(version: 1)\nprotocol P: Sendable, ‸Hashable {\n}",
            "an interface cannot inherit `Hashable`, only `Sendable`",
            note: "declare its methods here as well"
        )
    }

    @Test(arguments: ["AnyObject", "class"])
    func anInterfaceIsNotLimitedToClasses(bound: String) {
        expectProblem(
            in: "@PluginInterface(version: 1)\nprotocol P: ‸\(bound) {\n}",
            "an interface cannot be limited to classes: its client is a struct",
            note: "remove `AnyObject`"
        )
    }

    @Test func anInterfaceHasNoWhereClause() {
        expectProblem(
            in: "@PluginInterface(version: 1)\nprotocol P ‸where Self: Sendable {\n}",
            "an interface cannot have a `where` clause",
            note: "remove the clause"
        )
    }

    @Test func anInterfaceStatesItsVersion() {
        expectProblem(
            in: "‸@PluginInterface\nprotocol P {\n}",
            "`@PluginInterface` needs the version of the interface",
            note: "write `@PluginInterface(version: 1)`"
        )
    }

    @Test(arguments: ["number", "0", "4294967296", "-1"])
    func theVersionIsALiteral(version: String) {
        expectProblem(
            in: "@PluginInterface(version: ‸\(version))\nprotocol P {\n}",
            "the version must be written as a number from 1 to 4294967295",
            note: "the macro reads the number from the source: a constant's value is not known to it"
        )
    }

    @Test(arguments: ["number", "0x1_0000_0000_0000_0000", "\"0x1\""])
    func theHashIsALiteral(hash: String) {
        expectProblem(
            in: "@PluginInterface(version: 1, hash: ‸\(hash))\nprotocol P {\n}",
            "the hash must be written as a number of up to 64 bits",
            note: "write it as plugins do, such as `0xdf233d1a5936eb5c`"
        )
    }

    @Test func aPropertyBecomesAMethod() {
        expectProblem(
            inMethod: "var ‸name: String { get }",
            "`name` is a property; an interface has only methods",
            fixIt: "replace `var name: String { get }` with `func name() throws -> String`",
            fixed: "func name() throws -> String"
        )
        expectProblem(
            inMethod: "static var ‸name: String { get }",
            "`name` is a property; an interface has only methods"
        )
    }

    @Test func otherRequirementsAreRefused() {
        expectProblem(
            inMethod: "‸subscript(index: Int) -> Int { get }",
            "an interface has only methods, no subscripts",
            note: "write a method, such as `func value(at index: Int) throws -> String`"
        )
        expectProblem(
            inMethod: "‸init(name: String)",
            "an interface has only methods, no initializers",
            note: "a plugin is created by its host; configure it there"
        )
        expectProblem(
            inMethod: "‸typealias Name = String",
            "an interface has only methods, no type aliases",
            note: "declare it outside of the protocol"
        )
        expectProblem(
            inMethod: "‸#if DEBUG\n    func ping() throws\n    #endif",
            "conditional compilation would give the interface or record more than one form",
            note: "put the whole declaration inside `#if`"
        )
    }

    @Test func anInterfaceIsNotInsideAFunction() {
        expectExpansionProblem(
            of: "func f() {\n    @PluginInterface(version: 1)\n    protocol P {\n    }\n}",
            "func f() {\n    protocol P {\n    }\n}",
            "an interface cannot be declared inside a function",
            line: 2,
            note: "declare the protocol at the top of the file"
        )
    }

    @Test func anInterfaceIsNotInsideAGenericType() {
        expectExpansionProblem(
            of: "struct Box<T> {\n    @PluginInterface(version: 1)\n    protocol P {\n    }\n}",
            "struct Box<T> {\n    protocol P {\n    }\n}",
            "an interface cannot be declared inside a generic type",
            line: 2,
            note: "declare the protocol at the top of the file"
        )
    }
}
#endif
