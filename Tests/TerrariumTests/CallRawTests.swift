import Foundation
import Testing

@testable import Terrarium

@Suite struct CallRawTests {
    static let source = """
        kept = []
        def kind(data): return type(data).__name__.encode()
        def reverse(data): return bytes(data)[::-1]
        def same(data): return data
        def keep(data):
            kept.append(data)
            return b""
        def keep_slice(data):
            kept.append(data[1:])
            return b""
        def kept_bytes(data): return b"".join(bytes(each) for each in kept)
        def array(data):
            import array
            return array.array("I", [1, 2])
        def strided(data): return memoryview(bytes(10))[::2]
        def text(data): return "text"
        def numbers(data): return [1, 2, 255]
        def big(data): return bytes(int(data))
        def write(data): data[0] = 1
        def fail(data): raise ValueError("no")
        """

    @Test(arguments: [0, 1, 63, 4096, 32 * 1024, 32 * 1024 + 1, 5_000_000])
    func bytesGoInAndOut(_ count: Int) throws {
        let plugin = try load(Self.source)
        let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try plugin.callRaw("reverse", input) == input.reversed())
        #expect(try plugin.callRaw("reverse", input, as: .memoryView) == input.reversed())
        #expect(try plugin.callRaw("reverse", Data(input)) == Data(input.reversed()))
        #expect(try plugin.callRaw("reverse", input.span) == input.reversed())
        let lent = try plugin.callRaw("reverse", input) { result in
            result.indices.map { result[$0] }
        }
        #expect(lent == input.reversed())
    }

    @Test func inputIsBytesByDefaultAndAViewByChoice() throws {
        let plugin = try load(Self.source)
        #expect(try plugin.callRaw("kind", [1]) == Array("bytes".utf8))
        #expect(try plugin.callRaw("kind", [1], as: .memoryView) == Array("memoryview".utf8))
        #expect(try plugin.callRaw("kind", Data([1]), as: .memoryView) == Data("memoryview".utf8))
    }

    @Test func viewsAreReadOnly() throws {
        let plugin = try load(Self.source)
        let input: [UInt8] = [7, 8]
        let error = try callError { try plugin.callRaw("write", input, as: .memoryView) }
        #expect(error.pluginError?.code == "TypeError")
        #expect(input == [7, 8])
    }

    @Test(arguments: [4, 100_000])
    func aViewCanBeTheResult(_ count: Int) throws {
        let plugin = try load(Self.source)
        let input = [UInt8](repeating: 9, count: count)
        #expect(try plugin.callRaw("same", input, as: .memoryView) == input)
        #expect(try plugin.callRaw("same", input, as: .memoryView) { $0.count } == count)
    }

    @Test func keepingASliceOfAViewIsAnErrorAndNothingDangles() throws {
        let plugin = try load(Self.source)
        #expect(
            try callError { try plugin.callRaw("keep_slice", Array("abc".utf8), as: .memoryView) }.code == .viewKept
        )
        // The plugin's slice still has its memory, although the array is long gone.
        #expect(try plugin.callRaw("kept_bytes", []) == Array("bc".utf8))
    }

    @Test(arguments: [3, 16, 100])
    func keepingASliceOfDataIsAnErrorAndNothingDangles(_ count: Int) throws {
        let plugin = try load(Self.source)
        let data = Data((0..<count).map { UInt8($0) })
        #expect(try callError { try plugin.callRaw("keep_slice", data, as: .memoryView) }.code == .viewKept)
        #expect(try plugin.callRaw("kept_bytes", []) == Array(data.dropFirst()))
    }

    @Test func aKeptViewIsOfNoUseToThePlugin() throws {
        let plugin = try load(Self.source)
        #expect(try plugin.callRaw("keep", [1, 2], as: .memoryView) == [])
        let error = try callError { try plugin.callRaw("kept_bytes", []) }
        #expect(error.pluginError?.message.contains("released memoryview") == true, "\(error)")
    }

    @Test func anyContiguousBufferIsAResult() throws {
        let plugin = try load(Self.source)
        #expect(try plugin.callRaw("array", []).count == 8)
    }

    @Test func resultsWithoutBytesAreNamedByType() throws {
        let plugin = try load(Self.source)
        let text = try callError { try plugin.callRaw("text", []) }
        #expect(text.code == .invalidResult)
        #expect(text.message.contains("str"))
        #expect(try callError { try plugin.callRaw("numbers", []) }.message.contains("list"))
        #expect(try callError { try plugin.callRaw("strided", []) }.message.contains("contiguous"))
    }

    @Test func fidiusCompatibilityTakesSequencesOfNumbers() throws {
        let plugin = try load(Self.source, compatibility: .fidius)
        #expect(try plugin.callRaw("numbers", []) == [1, 2, 255])
        #expect(try callError { try plugin.callRaw("text", []) }.code == .invalidResult)
    }

    @Test func limitsHoldToTheByte() throws {
        let plugin = try load(Self.source, limits: CallLimits(inputBytes: 4, resultBytes: 100_000))
        #expect(try plugin.callRaw("same", [1, 2, 3, 4]) == [1, 2, 3, 4])
        #expect(try callError { try plugin.callRaw("same", [1, 2, 3, 4, 5]) }.code == .inputTooLarge)
        #expect(try callError { try plugin.callRaw("same", [1, 2, 3, 4, 5], as: .memoryView) }.code == .inputTooLarge)
        let sized = try load(Self.source, limits: CallLimits(resultBytes: 100_000))
        #expect(try sized.callRaw("big", Array("100000".utf8)).count == 100_000)
        #expect(try callError { try sized.callRaw("big", Array("100001".utf8)) }.code == .resultTooLarge)
    }

    @Test func errorsOfTheClosurePassThrough() throws {
        struct Stop: Error {}
        let plugin = try load(Self.source)
        #expect(throws: Stop.self) { try plugin.callRaw("same", [1]) { _ in throw Stop() } }
        #expect(throws: CallError.self) { try plugin.callRaw("fail", [1]) { _ in } }
    }

    @Test(.enabled(if: measuresMemory))
    func ownersAreReleasedOnceTheViewIsGone() async {
        await #expect(processExitsWith: .success) {
            let plugin = try load(CallRawTests.source)
            // Many megabytes through views: leaked owners would show as gigabytes.
            let before = try residentBytes()
            for _ in 0..<200 {
                _ = try plugin.callRaw("kind", [UInt8](repeating: 1, count: 10_000_000), as: .memoryView)
                _ = try? plugin.callRaw("fail", [UInt8](repeating: 1, count: 10_000_000), as: .memoryView)
            }
            let grown = try residentBytes() - before
            precondition(grown < 200_000_000, "\(grown) bytes")
        }
    }

    @Test(.enabled(if: measuresMemory))
    func callsAndErrorsKeepMemoryFlat() async {
        await #expect(processExitsWith: .success) {
            let plugin = try load(CallRawTests.source + "\ndef same_json(value): return value\n")
            let input = Array(#"[{"rows":[1,2.5,"text",null],"deep":{"a":[true]}}]"#.utf8)
            func cycle(_ count: Int) throws {
                for _ in 0..<count {
                    _ = try plugin.callTypedJSON("same_json", input)
                    _ = try plugin.callRaw("same", input)
                    _ = try? plugin.callRaw("fail", input)
                    _ = try? plugin.callTypedJSON("same_json", [1, 2])
                }
            }
            try cycle(5000)
            let before = try residentBytes()
            try cycle(50_000)
            let grown = try residentBytes() - before
            precondition(grown < 5_000_000, "\(grown) bytes")
        }
    }
}

/// Whether memory is what it seems: sanitizers keep what was freed.
let measuresMemory = ProcessInfo.processInfo.environment["TERRARIUM_TEST_SANITIZER"] == nil

/// Bytes of memory that the process uses.
func residentBytes() throws -> Int {
    #if os(Linux)
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return (Int(fields[1]) ?? 0) * 4096
    #else
    return 0
    #endif
}
