// swift-tools-version: 6.2

import CompilerPluginSupport
import PackageDescription

let package = Package(
    name: "terrarium",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Terrarium", targets: ["Terrarium"]),
        .executable(name: "terrarium", targets: ["TerrariumTool"]),
    ],
    traits: [
        .trait(
            name: "Macros",
            description: "@PluginInterface, @PluginRecord, `terrarium stub` and `schema`; builds swift-syntax."
        ),
        .default(enabledTraits: ["Macros"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax", "602.0.0"..<"604.0.0"),
    ],
    targets: [
        // libpython and its headers, found through pkg-config.
        .systemLibrary(
            name: "CPython",
            pkgConfig: "python3-embed",
            providers: [.apt(["libpython3-dev"]), .brew(["python@3.13"])]
        ),
        // The C shim: everything that touches CPython's C API, and the JSON codec.
        .target(
            name: "CTerrarium",
            dependencies: ["CPython"],
            exclude: ["bootstrap"]
        ),
        // The only Swift target that imports the shim: interpreter, thread states, references, exceptions.
        .target(
            name: "TerrariumRuntime",
            dependencies: ["CTerrarium", "TerrariumInterface"]
        ),
        // What hosts and tools share, with no Python in it.
        .target(
            name: "TerrariumInterface",
            dependencies: [.target(name: "TerrariumMacros", condition: .when(traits: ["Macros"]))]
        ),
        // Reads interfaces and records from Swift source: what the macros and the stub generator share.
        .target(
            name: "TerrariumSyntax",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftDiagnostics", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftParser", package: "swift-syntax", condition: .when(traits: ["Macros"])),
            ]
        ),
        // The macros' implementation, a compiler plugin.
        .macro(
            name: "TerrariumMacros",
            dependencies: [
                "TerrariumSyntax",
                .product(name: "SwiftSyntax", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftDiagnostics", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax", condition: .when(traits: ["Macros"])),
            ]
        ),
        // Manifests and package folders, with no Python in it.
        .target(
            name: "TerrariumPackage",
            dependencies: [
                "TerrariumInterface",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]
        ),
        // The host: discovery, loading, calling.
        .target(
            name: "Terrarium",
            dependencies: [
                "TerrariumInterface",
                "TerrariumPackage",
                "TerrariumRuntime",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // The command line as a library, so that tests can run it.
        .target(
            name: "TerrariumCommands",
            dependencies: [
                "Terrarium",
                .target(name: "TerrariumSyntax", condition: .when(traits: ["Macros"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // The executable. Not named `terrarium`: macOS could not keep it apart from the folder of the library `Terrarium`.
        .executableTarget(
            name: "TerrariumTool",
            dependencies: ["TerrariumCommands"]
        ),
        .testTarget(
            name: "TerrariumInterfaceTests",
            dependencies: ["TerrariumInterface"]
        ),
        .testTarget(
            name: "TerrariumMacrosTests",
            dependencies: [
                "TerrariumMacros",
                "TerrariumSyntax",
                .product(name: "SwiftSyntax", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax", condition: .when(traits: ["Macros"])),
                .product(
                    name: "SwiftSyntaxMacroExpansion",
                    package: "swift-syntax",
                    condition: .when(traits: ["Macros"])
                ),
                .product(
                    name: "SwiftSyntaxMacrosGenericTestSupport",
                    package: "swift-syntax",
                    condition: .when(traits: ["Macros"])
                ),
            ]
        ),
        .testTarget(
            name: "TerrariumPackageTests",
            dependencies: ["TerrariumPackage"]
        ),
        .testTarget(
            name: "TerrariumRuntimeTests",
            dependencies: ["TerrariumRuntime", "TerrariumInterface"]
        ),
        .testTarget(
            name: "TerrariumTests",
            dependencies: ["Terrarium"]
        ),
        .testTarget(
            name: "TerrariumCommandsTests",
            dependencies: ["TerrariumCommands", "Terrarium"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx20
)

// One set of compiler settings for every Swift target of ours.
for target in package.targets where target.type != .system && target.name != "CTerrarium" {
    var settings = target.swiftSettings ?? []
    settings += [
        .strictMemorySafety(),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
        .enableUpcomingFeature("ExistentialAny"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
        .enableUpcomingFeature("MemberImportVisibility"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
        .enableUpcomingFeature("InternalImportsByDefault"),
        // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    target.swiftSettings = settings
}
