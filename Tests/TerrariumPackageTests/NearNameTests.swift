import Testing

@testable import TerrariumPackage

@Suite struct NearNameTests {
    @Test(
        arguments: [
            ("greter", "greeter"), ("Greeter", "greeter"), ("byte_pipe", "byte-pipe"), ("thumbnial", "thumbnail"),
            ("greeter2", "greeter"), ("x", nil), ("greeting-card", nil), ("", nil),
        ] as [(String, String?)]
    )
    func findsTheClosestName(name: String, expected: String?) {
        #expect(NearName.nearest(to: name, in: ["byte-pipe", "greeter", "thumbnail"]) == expected)
    }

    @Test func doesNotCompareLongNames() {
        let long = String(repeating: "a", count: 1_000_000)
        #expect(NearName.nearest(to: long, in: [long]) == nil)
        #expect(NearName.nearest(to: "a", in: [long]) == nil)
    }
}
