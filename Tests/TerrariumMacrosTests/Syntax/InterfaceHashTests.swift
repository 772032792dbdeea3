#if Macros
import Testing
import TerrariumSyntax

@Suite struct InterfaceHashTests {
    @Test(
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
            ("fidius", 0x2a12_6067_5ba3_ee67),
        ] as [(String, UInt64)]
    )
    func fnv1aOfTexts(text: String, hash: UInt64) {
        #expect(InterfaceHash.fnv1a(text) == hash)
    }

    @Test(
        arguments: [
            (
                "@Raw func reverse(_ data: [UInt8]) throws -> [UInt8]; func name() throws -> String",
                "name:->String\nreverse:Vec < u8 >->Vec < u8 >!raw", 0xdf23_3d1a_5936_eb5c
            ),
            (
                "func tick(count: UInt32) throws -> AsyncThrowingStream<UInt64, any Error>", "tick:u32->u64!stream",
                0xfd15_2c8a_a111_2fc3
            ),
            ("func load(items: AsyncStream<UInt64>) throws -> UInt64", "load:u64->u64<stream", 0xfdc6_822e_7fb1_501a),
            (
                "func transform(items: AsyncStream<UInt64>) throws -> AsyncThrowingStream<UInt64, any Error>",
                "transform:u64->u64!stream<stream", 0x572d_11f3_b001_653d
            ),
            ("func greet(name: String) throws -> String", "greet:String->String", 0xd66a_3334_3f4b_2077),
            ("func ping() throws", "ping:->", 0xb47f_5905_7c8c_b256),
            ("func ping() throws -> Void", "ping:->", 0xb47f_5905_7c8c_b256),
            (
                "func foo(_ a: UInt32, b: String) throws -> Bool; func bar(a: Int?) throws -> [String]",
                "bar:Option < i64 >->Vec < String >\nfoo:u32,String->bool", 0x3f49_27f5_4d29_ae18
            ),
            (
                """
                func add(_ input: AddInput) async throws -> AddOutput
                func addDirect(_ a: Int64, _ b: Int) throws -> Int
                func version() throws -> String
                @Optional(since: 2) func multiply(_ input: MulInput) throws -> MulOutput
                """,
                "add:AddInput->AddOutput\nadd_direct:i64,i64->i64\nversion:->String", 0x7707_97eb_6429_2721
            ),
            ("", "", 0xcbf2_9ce4_8422_2325),
        ] as [(String, String, UInt64)]
    )
    func fidiusComputesTheSame(methods: String, canonicalText: String, hash: UInt64) throws {
        let interface = try readInterface(methods)
        #expect(InterfaceHash.canonicalText(of: interface) == canonicalText)
        #expect(InterfaceHash.hash(of: interface) == hash)
    }

    @Test(arguments: [
        ("Bool", "bool"), ("Int8", "i8"), ("Int16", "i16"), ("Int32", "i32"), ("Swift.Int", "i64"), ("Int128", "i128"),
        ("UInt", "u64"), ("UInt8", "u8"), ("UInt16", "u16"), ("UInt128", "u128"), ("Float", "f32"), ("Double", "f64"),
        ("Data", "Vec < u8 >"), ("Foundation.Data", "Vec < u8 >"), ("Array<UInt8>", "Vec < u8 >"),
        ("[[UInt8]]", "Vec < Vec < u8 > >"), ("Set<Int>", "HashSet < i64 >"),
        ("[String: [Int]]", "HashMap < String, Vec < i64 > >"), ("Dictionary<String, Int>", "HashMap < String, i64 >"),
        ("Optional<Int>", "Option < i64 >"), ("(Int, String)", "(i64, String)"),
        ("(Int?, (Int, [Int]), String)", "(Option < i64 > , (i64, Vec < i64 >), String)"), ("(Int)", "i64"),
        ("Date", "DateTime < Utc >"), ("Duration", "Duration"), ("UUID", "Uuid"), ("Decimal", "Decimal"),
        ("URL", "Url"),
        ("Order", "Order"), ("Shop.Order", "Order"), ("[Shop.Order?]", "Vec < Option < Order > >"),
    ])
    func typesAreSpelledAsInRust(swift: String, rust: String) throws {
        let interface = try readInterface("func f(a: \(swift)) throws -> \(swift)")
        #expect(InterfaceHash.canonicalText(of: interface) == "f:\(rust)->\(rust)")
    }

    @Test func linesAreSortedByBytes() throws {
        let interface = try readInterface("func b() throws; func aB() throws; @PythonName(\"aZ\") func c() throws")
        #expect(InterfaceHash.canonicalText(of: interface) == "aZ:->\na_b:->\nb:->")
    }

    @Test func aStatedHashCounts() throws {
        let interface = try readInterface("func ping() throws", arguments: "version: 7, hash: 0xdf23_3d1a_5936_eb5c")
        #expect(interface.version == 7)
        #expect(InterfaceHash.hash(of: interface) == 0xdf23_3d1a_5936_eb5c)
        #expect(InterfaceHash.canonicalText(of: interface) == "ping:->")
    }

    @Test func aHashHas16Digits() {
        #expect(InterfaceHash.text(0xdf23_3d1a_5936_eb5c) == "0xdf233d1a5936eb5c")
        #expect(InterfaceHash.text(0xab) == "0x00000000000000ab")
    }
}
#endif
