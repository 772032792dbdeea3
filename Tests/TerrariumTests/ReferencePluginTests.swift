import Foundation
import Testing

@testable import Terrarium

/// The reference plugins, called as a host calls them.
@Suite struct ReferencePluginTests {
    private let host: PluginHost

    init() throws {
        host = try makeHost(searchPaths: [referencePlugins])
    }

    @Test func allOfThemAreFound() {
        let discovery = host.discover()
        #expect(discovery.packages.map(\.name) == ["byte-pipe", "greeter", "thumbnail", "transform"])
        #expect(discovery.packages.allSatisfy { $0.status == .usable })
    }

    @Test func bytePipeReversesAndTellsItsName() throws {
        let interface = InterfaceDescriptor(
            name: "BytePipe",
            version: 1,
            hash: 0xdf23_3d1a_5936_eb5c,
            methods: [.raw("reverse"), .json("name", parameters: 0)]
        )
        let plugin = try host.load("byte-pipe", interface: interface)
        let bytes = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        #expect(try plugin.callRaw(0, bytes) == bytes.reversed())
        #expect(try plugin.callRaw(0, bytes, as: .memoryView) == bytes.reversed())
        #expect(try plugin.callTypedJSON(1, Array("null".utf8)).isEmpty == false)
    }

    @Test func transformSummarisesEveryOrder() throws {
        let interface = InterfaceDescriptor(
            name: "Transformer",
            version: 1,
            hash: 0xef8b_fa99_990d_f246,
            methods: [.json("transform", parameters: 1)]
        )
        let plugin = try host.load("transform", interface: interface)
        let orders = try String(contentsOfFile: repository + "/plugins/transform/samples/orders.jsonl", encoding: .utf8)
        var count = 0
        for line in orders.split(separator: "\n") {
            let output = try plugin.callTypedJSON(0, Data(line.utf8))
            let summary = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
            let cents = try #require(summary["amount_cents"] as? Int)
            #expect(summary["high_value"] as? Bool == (cents >= 100_000))
            count += 1
        }
        #expect(count >= 1000)
        #expect(
            try plugin.json("transform", "{}")
                == #"{"user_id":null,"email":"","amount_cents":0,"currency":"USD","high_value":false}"#
        )
        let error = try callError { try plugin.json("transform", #"{"amount":"a lot"}"#) }
        #expect(error.pluginError?.code == "BAD_AMOUNT")
        #expect(error.pluginError?.details?.contains("amount") == true)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: referencePlugins + "/thumbnail/vendor")))
    func thumbnailUsesItsVendoredPillow() throws {
        let plugin = try host.load("thumbnail")
        let samples = repository + "/plugins/thumbnail/samples"
        let photo = try Data(contentsOf: URL(filePath: samples + "/lake.jpg"))
        let png = try plugin.callRaw("thumbnail", photo)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Width and height stand at fixed places of the first chunk.
        let sides = [16, 20].map { offset in png.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
        #expect(sides.max() == 128)
        #expect(
            try callError { try plugin.callRaw("thumbnail", Data("no image".utf8)) }.pluginError?.code == "BAD_IMAGE"
        )
        try plugin.unload()
        // Native modules stay with the process: the same version is taken again.
        #expect(try host.load("thumbnail").callRaw("thumbnail", photo) == png)
    }
}
