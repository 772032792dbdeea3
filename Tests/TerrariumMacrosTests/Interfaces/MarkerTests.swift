#if Macros
import Testing

@Suite struct MarkerTests {
    private let methods = "methods of a protocol with `@PluginInterface`"

    @Test(arguments: [
        "@Raw func f(_ data: [UInt8]) throws -> [UInt8]",
        "@Optional(since: 1) func f() throws",
        "@Default(\"a\", 1) func f(a: Int) throws",
    ])
    func anAttributeOfMethodsIsRefusedElsewhere(member: String) {
        let attribute = member.prefix { $0 != "(" && $0 != " " }
        let bare = member.split(separator: " func ").last.map { "func \($0)" } ?? ""
        expectExpansionProblem(
            of: "protocol P {\n    \(member)\n}",
            "protocol P {\n    \(bare)\n}",
            "`\(attribute)` has an effect only on \(methods)",
            line: 2,
            note: "remove it, or move it there"
        )
        expectExpansionProblem(
            of: "@PluginRecord\nstruct S {\n    \(member)\n}",
            "@PluginRecord\nstruct S {\n    \(bare)\n}",
            "`\(attribute)` has an effect only on \(methods)",
            line: 3,
            note: "remove it, or move it there",
            macros: allMacros.filter { $0.key != "PluginRecord" }
        )
    }

    @Test func aNameIsRefusedOutsideOfInterfacesAndRecords() {
        expectExpansionProblem(
            of: "struct S: Codable {\n    @PythonName(\"b\") var a: Int\n}",
            "struct S: Codable {\n    var a: Int\n}",
            "`@PythonName` has an effect only on \(methods), and on properties and cases of a type with `@PluginRecord`",
            line: 2,
            note: "remove it, or move it there"
        )
    }

    @Test func attributesInTheirPlaceWriteNothing() {
        let macros = allMacros.filter { !["PluginInterface", "PluginRecord"].contains($0.key) }
        expectExpansion(
            of: """
                @PluginInterface(version: 1)
                protocol P {
                    @Raw
                    @Optional(since: 1)
                    @PythonName("f")
                    @Default("a", [])
                    func f(a: [UInt8]) throws -> [UInt8]
                }
                @PluginRecord
                struct S {
                    @PythonName("b")
                    var a: Int
                }
                @PluginRecord
                enum E {
                    @PythonName("b")
                    case a
                }
                """,
            """
            @PluginInterface(version: 1)
            protocol P {
                func f(a: [UInt8]) throws -> [UInt8]
            }
            @PluginRecord
            struct S {
                var a: Int
            }
            @PluginRecord
            enum E {
                case a
            }
            """,
            macros: macros
        )
    }
}
#endif
