// swift-tools-version: 6.2
// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// The rules every Swift target is compiled under.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func library(_ name: String, imports dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, imports dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        swiftSettings: settings
    )
}

/// The commit that is built, where the environment says it; nil otherwise.
///
/// Not asked of git here: the package manager keeps what a manifest came to until the manifest
/// changes, and would go on telling the commit of that day.
let commit = Context.environment["EQUIPOISE_COMMIT"].flatMap { $0.isEmpty ? nil : $0 }

let package = Package(
    name: "equipoise",
    products: [.executable(name: "equipoise", targets: ["equipoise"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // The default trait of swift-http-types links FoundationEssentials.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    ],
    targets: [
        // Layer 0: foreign libraries, one module each, no policy.
        .target(
            name: "CLinux",
            cSettings: commit.map { [.define("EQ_COMMIT", to: "\"\($0)\"")] } ?? []
        ),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CDeflate"),
        .systemLibrary(name: "CCrypto"),
        .systemLibrary(name: "CJansson"),
        .target(
            name: "CImaging",
            cxxSettings: [
                // Debian 12 ships no opencv4.pc beside its split -dev packages.
                .unsafeFlags(["-isystem", "/usr/include/opencv4"]),
                .treatAllWarnings(as: .error),
            ],
            linkerSettings: [
                .linkedLibrary("opencv_core"),
                .linkedLibrary("opencv_imgproc"),
                .linkedLibrary("opencv_imgcodecs"),
                .linkedLibrary("jpeg"),
                .linkedLibrary("deflate"),
            ]
        ),

        // Layer 1: pure values, and thin wrappers over one library.
        library("Hashing", imports: ["CCrypto"]),
        library("JSON", imports: ["CJansson"]),
        library("Dataset"),
        library("HTTPWire", imports: [httpTypes]),

        // Layer 2: the machine, pixels, durable jobs.
        library("POSIX", imports: ["CLinux"]),
        library("Imaging", imports: ["Dataset", "CImaging"]),
        library("JobStore", imports: ["CSQLite"]),

        // Layer 3: the network and the archive format.
        library("HTTPServer", imports: ["HTTPWire", httpTypes, "Hashing", "POSIX", logging]),
        library("Zip", imports: ["POSIX", "CDeflate"]),

        // Layer 4 to 6: the stages, the service over them, the program.
        library(
            "Pipeline",
            imports: ["Dataset", "Zip", "Imaging", "JSON", "Hashing", "POSIX", logging]
        ),
        .target(
            name: "Service",
            dependencies: [
                "Dataset", "HTTPServer", "HTTPWire", "Hashing", "Imaging", "JSON", "JobStore",
                "POSIX", "Pipeline", "Zip", httpTypes, logging,
            ],
            resources: [.embedInCode("Resources/openapi.yaml")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "equipoise",
            dependencies: ["Dataset", "POSIX", "Pipeline", "Service", logging],
            swiftSettings: settings
        ),

        // Tests mirror the sources.
        .target(
            name: "TestSupport",
            dependencies: ["JobStore", "POSIX"],
            path: "Tests/Support",
            swiftSettings: settings
        ),
        .target(
            name: "OpenCVReference",
            path: "Tests/OpenCVReference",
            cxxSettings: [
                .unsafeFlags(["-isystem", "/usr/include/opencv4"]),
                .treatAllWarnings(as: .error),
            ],
            linkerSettings: [.linkedLibrary("opencv_core"), .linkedLibrary("opencv_imgproc")]
        ),
        .target(
            name: "WireFeeding",
            dependencies: ["HTTPWire"],
            path: "Tests/WireFeeding",
            swiftSettings: settings
        ),
        // What fuzzers hold the parsers to; the tests replay what they have found.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Dataset", "HTTPWire", "Imaging", "POSIX", "TestSupport", "WireFeeding", "Zip",
                httpTypes,
            ],
            path: "Fuzz/Targets",
            swiftSettings: settings
        ),
        tests("FuzzTargets", imports: ["POSIX"]),
        tests("Hashing"),
        tests("JSON"),
        tests("Dataset"),
        tests("HTTPWire", imports: ["WireFeeding", httpTypes]),
        tests("POSIX"),
        tests("Imaging", imports: ["Dataset", "OpenCVReference"]),
        tests("JobStore", imports: ["POSIX"]),
        tests("HTTPServer", imports: ["HTTPWire", httpTypes, "POSIX", logging]),
        tests("Zip", imports: ["POSIX"]),
        tests("Pipeline", imports: ["Dataset", "Hashing", "Imaging", "JSON", "POSIX", "Zip"]),
        tests(
            "Service",
            imports: [
                "Dataset", "HTTPServer", "HTTPWire", "Hashing", "JSON", "JobStore", "POSIX",
                "Pipeline", "Zip", httpTypes, logging,
            ]
        ),
        .testTarget(
            name: "EquipoiseTests",
            dependencies: ["equipoise", "TestSupport", "Dataset", "Imaging", "JSON", "POSIX"],
            swiftSettings: settings
        ),
    ],
    cxxLanguageStandard: .cxx17
)

// The fuzzers themselves, which script/fuzz builds and nothing else sees: the variable says in
// which folder the compiler keeps libFuzzer.
if let runtime = Context.environment["EQUIPOISE_FUZZ"] {
    package.targets += [
        .target(name: "CFuzzer", path: "Fuzz/CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CFuzzer", "FuzzTargets"],
            path: "Fuzz/Driver",
            swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(["-L\(runtime)"]),
                .linkedLibrary("clang_rt.fuzzer_no_main-x86_64"),
                .linkedLibrary("stdc++"),
            ]
        ),
    ]
}
