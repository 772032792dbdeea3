#if Macros

/// Swift sources that several tests make stubs and schemas of.
enum StubSamples {
    /// A small interface with a record.
    static let greeter = """
        import Foundation
        import Terrarium

        /// Greets people.
        @PluginInterface(version: 2)
        public protocol Greeter {
            /// Greets a person by name.
            ///
            /// It is polite.
            ///
            /// - Parameters:
            ///   - person: Whom to greet.
            ///   - times: How often,
            ///     at most ten times.
            /// - Returns: The greeting.
            @Default("times", 1)
            func greet(person: Person, times: Int) throws -> String

            /// The bytes "backwards".
            @Raw
            func reverse(_ data: [UInt8]) throws -> [UInt8]

            @Optional(since: 2)
            func bestFriend(of person: Person) async throws -> Person?
        }

        /// Somebody.
        @PluginRecord
        public struct Person {
            /// What they are called.
            public var fullName: String
            public var age: UInt8?
            public var mood: Mood = .calm
        }

        @PluginRecord
        public enum Mood: String {
            case calm, wild = "WILD"
        }
        """

    /// What becomes of it.
    static let greeterStub = #"""
        # The interface Greeter, version 2, for plugins in Python.
        # Made by `terrarium stub`, version 0.1.0. The functions are yours to fill in.
        # Source: Greeter.swift

        """Greets people."""

        from __future__ import annotations

        from typing import Literal, NotRequired, TypedDict

        from terrarium import method

        __interface_hash__ = HASH
        __interface_methods__ = (
            "greet:Person,i64->String",
            "reverse:Vec < u8 >->Vec < u8 >!raw",
        )


        Mood = Literal["calm", "WILD"]


        class Person(TypedDict):
            """Somebody.

            Attributes:
                full_name: What they are called.
            """

            full_name: str
            age: NotRequired[int | None]
            mood: NotRequired[Mood]


        @method
        def greet(person: Person, times: int = 1) -> str:
            """Greets a person by name.

            It is polite.

            Args:
                person: Whom to greet.
                times: How often,
                    at most ten times.

            Returns:
                The greeting.
            """
            raise NotImplementedError


        @method(raw=True)
        def reverse(data: bytes) -> bytes:
            """The bytes "backwards"."""
            raise NotImplementedError


        # Optional since version 2.
        @method
        def best_friend(person: Person) -> Person | None:
            raise NotImplementedError

        """#

    /// Every type, and records that refer to each other.
    static let everything = """
        @PluginInterface(version: 1)
        protocol Everything {
            func scalars(flag: Bool, small: Int8, wide: UInt128, ratio: Float, exact: Double, text: String) throws
            func library(data: Data, date: Date, time: Duration, id: UUID, amount: Decimal, link: URL) throws
            func containers(list: [Int], unique: Set<String>, table: [String: [Double?]], pair: (Int, String?)) throws -> [[UInt8]]
            func shapes(tree: Tree, all: [Shape], state: State, level: Level) throws -> (Tree, Shape)
            func keys(odd: Odd, plain: Plain) throws -> Odd?
            func unknown(thing: Thing, more: [String: Other]) throws -> Thing
            @Default("a", -1) @Default("b", 1_000.5) @Default("c", "x\\"\\\\\\u{e9}") @Default("d", nil) @Default("e", [])
            @Default("f", [:]) @Default("g", .done) @Default("h", true) @Default("i", 0.10) @Default("j", [])
            func defaults(a: Int, b: Double, c: String, d: Date?, e: [Int], f: [String: Int], g: State, h: Bool, i: Decimal, j: Set<Int>) throws
            func watch(topic: String, numbers: AsyncThrowingStream<Level, any Error>) throws -> AsyncThrowingStream<Plain, any Error>
        }

        @PluginRecord indirect enum Shape {
            case empty
            /// Round.
            case circle(Double)
            case move(Int, Shape)
            case rect(width: Double, height: Double?)
        }

        @PluginRecord struct Tree { var label: String; var children: [Tree]; var parent: Shape? }
        @PluginRecord enum State: String { case open, done = "it's \\"done\\"" }
        @PluginRecord enum Level: Int { case low = -1, high = 0x10 }

        @PluginRecord struct Odd {
            @PythonName("with-dash") var dash: Int
            @PythonName("class") var kind: String?
            var list: [Int]
            var str: String
        }

        @PluginRecord struct Plain {
            var list: [Int] = []
            var str: String?
            var field: Set<String> = []
            var state: State = .open
            var record: [String: Level] = [:]
            var other: Thing?
            var last: Double
        }
        """

    /// Names that Python needs for something else.
    static let clashes = """
        @PluginInterface(version: 1)
        protocol Clashes {
            func list(str: [String], int: Int) throws -> [String: [Int]]
            func method(class: NotRequired, from: Iterator, lambda: [Literal]) throws -> Decimal
            func typing(typing: TypedDict, datetime: Date) throws -> NotRequired
            @PythonName("NotImplementedError") func fail(NotImplementedError: Duration) throws
            @PythonName("int") func number(self: Int, cls: Bool, method: UUID) throws -> [Int]
            func stream(items: AsyncStream<Int>) throws -> AsyncStream<Iterator>
            func date(field: Order, Order: Order) throws -> Date
        }

        @PluginRecord struct NotRequired { var typing: Int; var list: [String]; var any: [Iterator] }
        @PluginRecord struct Iterator { var int: Int; var str: [String: String]? }
        @PluginRecord enum Literal: String { case None, True, mro, name, value }
        @PluginRecord struct TypedDict { var Literal: Literal; var Order: Order; var datetime: Date; var other: Date }
        @PluginRecord struct Order { var field: [Int] = []; var list: [Int] = []; var other: [String] = [] }
        """
}

#endif
