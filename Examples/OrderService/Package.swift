// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "OrderService",
    platforms: [.macOS(.v15)],
    dependencies: [
        // In a project of your own: .package(url: "https://github.com/…/terrarium", from: "0.1.0")
        .package(name: "terrarium", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "OrderService",
            dependencies: [.product(name: "Terrarium", package: "terrarium")]
        )
    ]
)
