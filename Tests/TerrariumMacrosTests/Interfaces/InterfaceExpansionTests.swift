#if Macros
import Testing

@Suite struct InterfaceExpansionTests {
    @Test func aClientCallsEachMethod() {
        expectExpansion(
            of: """
                @PluginInterface(version: 2)
                public protocol Greeter {
                    /// Greets somebody by name.
                    func greet(name: String) throws -> String
                    @Raw
                    func reverse(_ data: [UInt8]) throws -> [UInt8]
                    @Optional(since: 2) @Default("times", 1)
                    func shout(name: String, times: Int) async throws -> String
                    @PythonName("import_all")
                    func importAll(orders: [Order], at point: (Double, Double)) throws
                }
                """,
            #"""
            public protocol Greeter {
                /// Greets somebody by name.
                func greet(name: String) throws -> String
                func reverse(_ data: [UInt8]) throws -> [UInt8]

                func shout(name: String, times: Int) async throws -> String
                func importAll(orders: [Order], at point: (Double, Double)) throws
            }

            /// The interface `Greeter`, version 2.
            public nonisolated enum GreeterInterface {
                /// The index of each method.
                public enum Method {
                    /// The index of `greet(name:)`.
                    public static let greet = 0
                    /// The index of `reverse(_:)`.
                    public static let reverse = 1
                    /// The index of `shout(name:times:)`.
                    public static let shout = 2
                    /// The index of `importAll(orders:at:)`.
                    public static let importAll = 3
                }

                /// The version of the interface.
                public static let version: UInt32 = 2

                /// The hash that plugins declare as `__interface_hash__`.
                public static let hash: UInt64 = 0xaeb9499f7cfad70a

                /// What the host checks a plugin against.
                public static let descriptor = InterfaceDescriptor(
                    name: "Greeter",
                    version: version,
                    hash: hash,
                    methods: [
                        .json("greet", parameters: 1, signature: "(name: str) -> str"),
                        .raw("reverse"),
                        .json("shout", parameters: 2, signature: "(name: str, times: int) -> str", since: 2),
                        .json("import_all", parameters: 2, signature: "(orders: list[Order], point: tuple[float, float]) -> None"),
                    ],
                    canonicalText: "greet:String->String\nimport_all:Vec < Order >,(f64, f64)->\nreverse:Vec < u8 >->Vec < u8 >!raw"
                )
            }

            /// Calls the methods of a plugin with the interface `Greeter`.
            public nonisolated struct GreeterClient: Greeter, PluginClient {
                /// The interface that the plugin is checked against.
                public static var interface: InterfaceDescriptor {
                    GreeterInterface.descriptor
                }

                /// What the methods are called through.
                public let caller: any MethodCaller

                /// Creates a client of a plugin.
                public init(_ caller: any MethodCaller) {
                    self.caller = caller
                }

                /// Greets somebody by name.
                public func greet(name: String) throws(CallError) -> String {
                    try _call(0, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                        try arguments.write(name)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) -> String in
                        try result.read(String.self)
                    }
                }

                public func reverse(_ data: [UInt8]) throws(CallError) -> [UInt8] {
                    try _callRaw(1, data)
                }

                public func shout(name: String, times: Int = 1) async throws(CallError) -> String {
                    try await _call(2, arguments: 2) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                        try arguments.write(name)
                        try arguments.write(times)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) -> String in
                        try result.read(String.self)
                    }
                }

                public func importAll(orders: [Order], at point: (Double, Double)) throws(CallError) {
                    try _call(3, arguments: 2) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                        try arguments.write(orders)
                        arguments.beginTuple(2)
                        try arguments.write(point.0)
                        try arguments.write(point.1)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) in
                        try result.readNothing()
                    }
                }
            }
            """#
        )
    }

    @Test func aTupleIsReadByElement() {
        expectExpansion(
            of: """
                @PluginInterface(version: 1, hash: 0xdf23_3d1a_5936_eb5c)
                protocol Splitter {
                    func split(_ text: (Int, (a: Int, b: String))) throws -> (head: String, (Int, [String]))
                }
                """,
            #"""
            protocol Splitter {
                func split(_ text: (Int, (a: Int, b: String))) throws -> (head: String, (Int, [String]))
            }

            /// The interface `Splitter`, version 1.
            nonisolated enum SplitterInterface {
                /// The index of each method.
                enum Method {
                    /// The index of `split(_:)`.
                    static let split = 0
                }

                /// The version of the interface.
                static let version: UInt32 = 1

                /// The hash that plugins declare as `__interface_hash__`.
                static let hash: UInt64 = 0xdf233d1a5936eb5c

                /// What the host checks a plugin against.
                static let descriptor = InterfaceDescriptor(
                    name: "Splitter",
                    version: version,
                    hash: hash,
                    methods: [
                        .json("split", parameters: 1, signature: "(text: tuple[int, tuple[int, str]]) -> tuple[str, tuple[int, list[str]]]"),
                    ],
                    canonicalText: "split:(i64, (i64, String))->(String, (i64, Vec < String >))"
                )
            }

            /// Calls the methods of a plugin with the interface `Splitter`.
            nonisolated struct SplitterClient: Splitter, PluginClient {
                /// The interface that the plugin is checked against.
                static var interface: InterfaceDescriptor {
                    SplitterInterface.descriptor
                }

                /// What the methods are called through.
                let caller: any MethodCaller

                /// Creates a client of a plugin.
                init(_ caller: any MethodCaller) {
                    self.caller = caller
                }

                func split(_ text: (Int, (a: Int, b: String))) throws(CallError) -> (head: String, (Int, [String])) {
                    try _call(0, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                        arguments.beginTuple(2)
                        try arguments.write(text.0)
                        arguments.beginTuple(2)
                        try arguments.write(text.1.0)
                        try arguments.write(text.1.1)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) -> (head: String, (Int, [String])) in
                        try result.beginTuple(2)
                        let element0 = try result.read(String.self)
                        try result.beginTuple(2)
                        let element1_0 = try result.read(Int.self)
                        let element1_1 = try result.read([String].self)
                        let element1 = (element1_0, element1_1)
                        return (element0, element1)
                    }
                }
            }
            """#
        )
    }

    @Test func namesDoNotClash() {
        expectExpansion(
            of: """
                @PluginInterface(version: 1)
                fileprivate protocol Finder {
                    func find(by arguments: Int, for `in`: Int, `self`: Int, _call: Int) throws
                    @available(macOS 26, *) @discardableResult
                    @PythonName("find_at") func find(at index: Int) throws -> Int
                    @PythonName("default_") func `default`() throws(CallError)
                }
                """,
            #"""
            fileprivate protocol Finder {
                func find(by arguments: Int, for `in`: Int, `self`: Int, _call: Int) throws
                @available(macOS 26, *) @discardableResult
                func find(at index: Int) throws -> Int
                func `default`() throws(CallError)
            }

            /// The interface `Finder`, version 1.
            fileprivate nonisolated enum FinderInterface {
                /// The index of each method.
                enum Method {
                    /// The index of `find(by:for:self:_call:)`.
                    static let findByForSelf_call = 0
                    /// The index of `find(at:)`.
                    static let findAt = 1
                    /// The index of `default()`.
                    static let `default` = 2
                }

                /// The version of the interface.
                static let version: UInt32 = 1

                /// The hash that plugins declare as `__interface_hash__`.
                static let hash: UInt64 = 0x9008f784e0851e38

                /// What the host checks a plugin against.
                static let descriptor = InterfaceDescriptor(
                    name: "Finder",
                    version: version,
                    hash: hash,
                    methods: [
                        .json("find", parameters: 4, signature: "(arguments: int, in_: int, self: int, _call: int) -> None"),
                        .json("find_at", parameters: 1, signature: "(index: int) -> int"),
                        .json("default_", parameters: 0, signature: "() -> None"),
                    ],
                    canonicalText: "default_:->\nfind:i64,i64,i64,i64->\nfind_at:i64->i64"
                )
            }

            /// Calls the methods of a plugin with the interface `Finder`.
            fileprivate nonisolated struct FinderClient: Finder, PluginClient {
                /// The interface that the plugin is checked against.
                static var interface: InterfaceDescriptor {
                    FinderInterface.descriptor
                }

                /// What the methods are called through.
                let caller: any MethodCaller

                /// Creates a client of a plugin.
                init(_ caller: any MethodCaller) {
                    self.caller = caller
                }

                func find(by arguments: Int, for `in`: Int, `self` self_: Int, _call _call_: Int) throws(CallError) {
                    try _call(0, arguments: 4) { (arguments_: inout ValueWriter) throws(ValueMismatch) in
                        try arguments_.write(arguments)
                        try arguments_.write(`in`)
                        try arguments_.write(self_)
                        try arguments_.write(_call_)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) in
                        try result.readNothing()
                    }
                }

                @available(macOS 26, *)
                @discardableResult
                func find(at index: Int) throws(CallError) -> Int {
                    try _call(1, arguments: 1) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                        try arguments.write(index)
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) -> Int in
                        try result.read(Int.self)
                    }
                }

                func `default`() throws(CallError) {
                    try _call(2, arguments: 0) { (arguments: inout ValueWriter) throws(ValueMismatch) in
                    } reading: { (result: inout ValueReader) throws(ValueMismatch) in
                        try result.readNothing()
                    }
                }
            }
            """#
        )
    }

    @Test func anEmptyInterfaceHasAnEmptyClient() {
        expectExpansion(
            of: """
                package enum Outer {
                    @PluginInterface(version: 1)
                    package protocol Empty: Sendable {
                    }
                }
                """,
            #"""
            package enum Outer {
                package protocol Empty: Sendable {
                }

                /// The interface `Empty`, version 1.
                package nonisolated enum EmptyInterface {
                    /// The index of each method.
                    package enum Method {
                    }

                    /// The version of the interface.
                    package static let version: UInt32 = 1

                    /// The hash that plugins declare as `__interface_hash__`.
                    package static let hash: UInt64 = 0xcbf29ce484222325

                    /// What the host checks a plugin against.
                    package static let descriptor = InterfaceDescriptor(
                        name: "Empty",
                        version: version,
                        hash: hash,
                        methods: [
                        ],
                        canonicalText: ""
                    )
                }

                /// Calls the methods of a plugin with the interface `Empty`.
                package nonisolated struct EmptyClient: Empty, PluginClient {
                    /// The interface that the plugin is checked against.
                    package static var interface: InterfaceDescriptor {
                        EmptyInterface.descriptor
                    }

                    /// What the methods are called through.
                    package let caller: any MethodCaller

                    /// Creates a client of a plugin.
                    package init(_ caller: any MethodCaller) {
                        self.caller = caller
                    }
                }
            }
            """#
        )
    }
}
#endif
