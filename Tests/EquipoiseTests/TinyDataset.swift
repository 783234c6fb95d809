// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import POSIX
import TestSupport

/// A dataset of pictures of 24 × 24 pixels of noise, of which no two look alike by chance.
struct TinyDataset {
    /// The entries in their order, by name.
    private(set) var entries: [(name: String, bytes: [UInt8])] = []
    private let codec: Codec

    init() throws {
        codec = try Codec()
    }

    /// Some images of each of some folders: `FOLDER/NAME-01.png`, numbered from 1.
    init(_ counts: [(folder: String, count: Int)]) throws {
        try self.init()
        for (folder, count) in counts {
            let stem = folder.split(separator: "/").last ?? "image"
            for number in 1...count { try add("\(folder)/\(stem)-\(number).png") }
        }
    }

    /// The bytes of an entry.
    subscript(name: String) -> [UInt8]? { entries.first { $0.name == name }?.bytes }

    /// Adds a picture of its own; the same name always has the same picture.
    mutating func add(_ name: String) throws {
        // The generator of Numerical Recipes, begun at the FNV-1a hash of the name.
        var state = name.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        let samples = (0..<24 * 24).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        let image = try Image(
            width: 24,
            height: 24,
            channels: 1,
            bitDepth: 8,
            samples: samples.span
        )
        entries.append((name, try codec.encode(image, as: .png)))
    }

    /// Adds other bytes, or those of another entry.
    mutating func add(_ name: String, _ bytes: [UInt8]) {
        entries.append((name, bytes))
    }

    /// Adds a text.
    mutating func add(_ name: String, text: String) {
        add(name, Array(text.utf8))
    }

    /// Writes the zip into a folder.
    func write(to directory: Directory, _ name: String = "dataset.zip") throws {
        let zip = ZipBuilder(entries.map { ZipBuilder.Entry($0.name, $0.bytes) })
        try directory.write(zip.bytes(), to: name)
    }
}
