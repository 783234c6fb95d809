// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

@testable import Dataset

/// Entries with these names, at positions 0, 1, 2 and so on.
func entries(_ names: [String]) -> [SourceEntry] {
    names.enumerated().map { index, name in
        SourceEntry(
            name: name,
            index: index,
            size: 100,
            crc32: UInt32(index),
            isDirectory: name.hasSuffix("/")
        )
    }
}

/// Entries with these names whose bytes follow from what stands behind a `=`, or from their place.
func entries(alike names: [String]) -> [SourceEntry] {
    names.enumerated().map { index, text in
        let halves = text.split(separator: "=", maxSplits: 1)
        let contents = halves.count > 1 ? halves[1].utf8.reduce(7) { $0 * 31 + UInt32($1) } : nil
        return SourceEntry(
            name: String(halves[0]),
            index: index,
            size: 100,
            crc32: contents ?? UInt32(index),
            isDirectory: halves[0].hasSuffix("/")
        )
    }
}

/// A catalogue of classes `a`, `b`, `c` … with so many images each, `a/0001.png` and so on.
func catalogue(_ counts: [Int], ending: String = "png") throws -> Catalogue {
    var names: [String] = []
    for (label, count) in counts.enumerated() {
        let folder = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(label)))
        for number in 1...count {
            let digits = String(String(10_000 + number).dropFirst())
            names.append("\(folder)/\(digits).\(ending)")
        }
    }
    return try Catalogue.make(entries: entries(names))
}

/// The plan of a catalogue whose images are all of one kind and size.
func plan(
    _ catalogue: Catalogue,
    _ options: Options,
    kind: ImageKind = .png,
    size: PixelSize = PixelSize(width: 640, height: 480),
    limits: DatasetLimits = DatasetLimits()
) throws -> BalancePlan {
    try BalancePlan.make(
        catalogue: catalogue,
        split: Split.make(catalogue, options: options),
        options: options,
        facts: catalogue.images.map { _ in ImageFacts(kind: kind, size: size) },
        limits: limits
    )
}
