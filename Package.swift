// swift-tools-version:6.1
import PackageDescription

// Warnings are errors in every target of ours; the packages below keep their own settings.
// A release build leaves out the run-time check for overlapping accesses (measured: one instruction in twenty-three); the debug build,
// in which all tests run, keeps it.
let strict: [SwiftSetting] = [
    .unsafeFlags(["-warnings-as-errors"]),
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// The lower rooms hold the generic tables that every leg uses; in a release build their code travels into the legs, where the
/// row types are known (measured: a sixth of all time went to generic metadata before).
let shared: [SwiftSetting] = strict + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

/// One target of the house (docs/decisions/0001): a room may only see the rooms it names here.
func room(_ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = strict, exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tripod",
    products: [
        .executable(name: "tripod", targets: ["tripod"]),
        .executable(name: "floor-replay", targets: ["FloorReplay"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        room("Kernel", [], shared),
        room(
            "Storage",
            [
                "CPQ", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], shared),
        room("Documents", ["Kernel", "Storage"], shared),
        room("Wire", ["Documents", .product(name: "SwiftProtobuf", package: "swift-protobuf")], exclude: ["Protos"]),
        room(
            "Security",
            [
                "Kernel", "Storage", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room("Orders", ["Documents"]),
        room("Warehouse", ["Documents"]),
        room("Books", ["Documents"]),
        room("Loop", ["Orders", "Warehouse", "Books", "Wire", "Security"]),
        room("Connectors", ["Loop", "CZlib", .product(name: "Yams", package: "Yams")]),
        room("Proof", ["Loop"]),
        room("World", ["Proof"]),
        room("Benchmarks", ["World", "Proof"]),

        .executableTarget(
            name: "tripod",
            dependencies: [
                "Connectors", "World", "Proof", "Benchmarks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "FloorReplay",
            dependencies: ["CPQ"],
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("pq")]),

        tests("KernelTests", ["Kernel", "Documents", "Wire"]),
        tests("StorageTests", ["Storage"]),
        tests("LoopTests", ["Loop", "World", "Proof"]),
        tests("ConnectorsTests", ["Connectors"]),
        tests("ProofTests", ["Proof", "World"]),
    ],
    swiftLanguageModes: [.v6]
)
