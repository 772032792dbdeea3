#if Macros
import Testing

@Suite struct RecordProblemTests {
    private func record(_ members: String) -> String {
        "@PluginRecord\nstruct R {\n    \(members)\n}"
    }

    @Test(arguments: [("class", "a class"), ("actor", "an actor")])
    func aRecordIsAValue(keyword: String, kind: String) {
        expectProblem(
            in: "@PluginRecord\n‸\(keyword) R {\n}",
            "a record is a struct or an enumeration, not \(kind)",
            note: "values are copied to Python; write a struct with the data"
        )
    }

    @Test func aRecordIsNotGeneric() {
        for keyword in ["struct R‸<T> {\n    var a: Int", "enum R‸<T> {\n    case a(Int)"] {
            expectProblem(
                in: "@PluginRecord\n\(keyword)\n}",
                "a record cannot be generic or be declared inside a generic type",
                note: "write a record for each type"
            )
        }
        expectExpansionProblem(
            of: "enum Box<T> {\n    @PluginRecord\n    struct R {\n        var a: Int\n    }\n}",
            "enum Box<T> {\n    struct R {\n        var a: Int\n    }\n}",
            "a record cannot be generic or be declared inside a generic type",
            line: 2,
            note: "write a record for each type"
        )
    }

    @Test func aRecordHasStoredProperties() {
        let message = "the record has no stored properties that can be read"
        let note = "add a property with a type, or remove `@PluginRecord`"
        expectProblem(in: "@PluginRecord\nstruct ‸R {\n}", message, note: note)
        expectProblem(
            in: "@PluginRecord\nstruct ‸R {\n    var a: Int { 1 }\n    static var b = 2\n    let c = 3\n}",
            message,
            note: note
        )
    }

    @Test(arguments: ["= []", "= Date()", "= .zero", "= -x"])
    func aTypeIsWritten(value: String) {
        expectProblem(
            in: record("var ‸a \(value)"),
            "the type of `a` is not written here",
            fixIt: "insert `: <#type#>`",
            fixed: record("var a: <#type#> \(value)")
        )
    }

    @Test func aPropertyHasOneName() {
        expectProblem(
            in: record("var ‸(a, b): (Int, Int)"),
            "a property of a record has one name",
            note: "write one property for each value"
        )
    }

    @Test(arguments: ["weak", "unowned"])
    func aPropertyIsAValue(modifier: String) {
        expectProblem(
            in: record("‸\(modifier) var a: Int?"),
            "a `\(modifier)` property cannot be part of a record",
            note: "records are values; keep an identifier instead"
        )
    }

    @Test func aPropertyIsNotWrapped() {
        expectProblem(
            in: record("‸@Clamped(0) var a: Int"),
            "`@Clamped` may change what the property stores",
            note: "remove the attribute, or write a struct for the data without it"
        )
    }

    @Test func twoPropertiesCannotHaveOneKey() {
        expectProblem(
            in: record("var userID: Int\n    var ‸user_id: Int"),
            "`user_id` is already the Python name of `userID`",
            fixIt: "insert `@PythonName(\"user_id_2\")`",
            fixed: record("var userID: Int\n    @PythonName(\"user_id_2\") var user_id: Int")
        )
        expectProblem(
            in: record("var a: Int\n    ‸@PythonName(\"a\") var b: Int"),
            "`a` is already the Python name of `a`"
        )
    }

    @Test func aKeyOutsideASCIIIsGiven() {
        expectProblem(
            in: record("var ‸größe: Int"),
            "`größe` is not made of ASCII letters, digits and underscores",
            note: "give it a name in ASCII with `@PythonName`"
        )
        expectProblem(
            in: record("@PythonName(‸\"\") var a: Int"),
            "a name cannot be empty",
            note: "write the name that Python uses"
        )
    }

    @Test func theTypeOfAPropertyMustCross() {
        expectProblem(
            in: record("var a: ‸Character"),
            "`Character` cannot cross to Python",
            note: "use `String`"
        )
    }

    @Test func conditionalPropertiesAreRefused() {
        for declaration in ["struct R {\n    var a: Int", "enum R {\n    case a(Int)"] {
            expectProblem(
                in: "@PluginRecord\n\(declaration)\n    ‸#if DEBUG\n    #endif\n}",
                "conditional compilation would give the interface or record more than one form",
                note: "put the whole declaration inside `#if`"
            )
        }
    }

    @Test func aPrivateRecordInsideATypeCannotBeExtended() {
        let source = """
            enum Shop {
                @PluginRecord
                ‸private struct R {
                    var a: Int
                }
            }
            """
        expectProblem(
            in: source,
            removing: "    @PluginRecord\n",
            "a record inside another type cannot be `private`",
            fixIt: "replace `private` with `fileprivate`",
            fixed: source.replacing("‸private", with: "fileprivate")
        )
    }

    @Test func anEnumerationHasCases() {
        expectProblem(
            in: "@PluginRecord\nenum ‸R {\n}",
            "an enumeration without cases has no values",
            note: "add a case, or remove `@PluginRecord`"
        )
    }

    @Test(arguments: ["Double", "Character", "Float"])
    func rawValuesAreTextOrIntegers(type: String) {
        expectProblem(
            in: "@PluginRecord\nenum R: ‸\(type) {\n    case a = 1\n}",
            "raw values of type `\(type)` cannot cross to Python",
            note: "use `String` or an integer"
        )
    }

    @Test func aRawValueHasNoPayload() {
        expectProblem(
            in: "@PluginRecord\nenum R: String {\n    case a, b‸(Int)\n}",
            "`b` carries values in an enumeration with raw values",
            note: "remove the raw type, or the values"
        )
    }

    @Test func aRawValueIsTheName() {
        expectProblem(
            in: "@PluginRecord\nenum R: String {\n    ‸@PythonName(\"b\") case a\n}",
            "`@PythonName` has an effect only on cases without raw values; write `case a = …` instead",
            note: "remove it, or move it there"
        )
    }

    @Test func allValuesOfACaseHaveLabelsOrNone() {
        expectProblem(
            in: "@PluginRecord\nenum R {\n    case ‸a(Int, b: Int)\n}",
            "`a` labels some of its values and not others",
            note: "label all of them or none"
        )
    }

    @Test func twoCasesCannotHaveOneName() {
        expectProblem(
            in: "@PluginRecord\nenum R {\n    case userID\n    case ‸user_id\n}",
            "`user_id` is already the Python name of `userID`",
            fixIt: "insert `@PythonName(\"user_id_2\")`",
            fixed: "@PluginRecord\nenum R {\n    case userID\n    @PythonName(\"user_id_2\") case user_id\n}"
        )
        expectProblem(
            in: "@PluginRecord\nenum R {\n    case a(userID: Int, ‸user_id: Int)\n}",
            "`user_id` is already the Python name of `userID`"
        )
        expectProblem(
            in: "@PluginRecord\nenum R {\n    ‸@PythonName(\"c\") case a, b\n}",
            "`@PythonName` would name several cases",
            note: "write each case on a line of its own"
        )
    }
}
#endif
