// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import POSIX
import TestSupport
import Zip

/// A small dataset as a client would send it.
struct Upload {
    /// The entries in the order of the directory.
    var entries: [(name: String, bytes: [UInt8])]

    init(_ entries: [(name: String, bytes: [UInt8])] = []) {
        self.entries = entries
    }

    /// Class folders with so many grey PNG images of 12 × 8 pixels, no two alike.
    init(classes: [(name: String, images: Int)], ending: String = "png") throws {
        entries = []
        for (label, (name, images)) in classes.enumerated() {
            for index in 0..<images {
                let picture = Picture(seed: 100 * label + index)
                let bytes = try ending == "png" ? picture.png() : picture.jpeg()
                entries.append(("\(name)/\(index).\(ending)", bytes))
            }
        }
    }

    /// The archive, in a file without a name.
    func file() throws -> File {
        let file = try File(temporaryIn: "/tmp")
        let writer = ZipWriter(file: file)
        for (name, bytes) in entries { try writer.append(name: name, bytes: bytes) }
        _ = try writer.finish()
        return file
    }

    /// The bytes of the entry of that name.
    subscript(name: String) -> [UInt8] {
        get { entries.first { $0.name == name }?.bytes ?? [] }
        set {
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index].bytes = newValue
            } else {
                entries.append((name, newValue))
            }
        }
    }
}

/// Pixels that follow from a number, with edges, so that every operation shows.
struct Picture {
    var seed: Int
    var width = 12
    var height = 8
    var channels = 1
    var bitDepth = 8

    func png() throws -> [UInt8] { try encoded(.png) }

    func jpeg() throws -> [UInt8] { try encoded(.jpeg(quality: 90)) }

    private func encoded(_ format: EncodedFormat) throws -> [UInt8] {
        let count = width * height * channels * bitDepth / 8
        let samples = (0..<count).map { position in
            let (row, column) = (position / (width * channels), position % (width * channels))
            return UInt8(truncatingIfNeeded: column / 3 * 71 + row / 2 * 37 + seed &* 29)
        }
        let image = try Image(
            width: width,
            height: height,
            channels: channels,
            bitDepth: bitDepth,
            samples: samples.span
        )
        return try Codec().encode(image, as: format)
    }
}
