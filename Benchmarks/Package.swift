// swift-tools-version: 6.2

import PackageDescription

// pybind11's headers come from PyPI: `Scripts/bench` installs them and passes their path with `-Xcxx`.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "terrarium", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    ],
    targets: [
        .systemLibrary(name: "PythonHeaders", pkgConfig: "python3-embed"),
        // The same work without Terrarium: the bare C API, C with `json` and orjson, and pybind11.
        .target(name: "Baselines", dependencies: ["PythonHeaders"]),
        // What the operating system knows: processors, memory, processes.
        .target(name: "Platform"),
        // Replaces `malloc` in the executable that links it by one that counts.
        .target(name: "AllocationCounter"),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "Baselines",
                "Platform",
                .product(name: "Terrarium", package: "terrarium"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // Counts allocations, in a process of its own so that counting does not slow down what is timed.
        .executableTarget(
            name: "CountAllocations",
            dependencies: ["AllocationCounter", .product(name: "Terrarium", package: "terrarium")]
        ),
        // Loads a plugin, calls it once and ends.
        .executableTarget(
            name: "FirstResult",
            dependencies: [.product(name: "Terrarium", package: "terrarium")]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx20
)

for target in package.targets where target.type == .executable {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
