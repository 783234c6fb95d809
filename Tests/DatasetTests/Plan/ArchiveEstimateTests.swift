// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// What an archive may come to, reckoned by hand from the formula.
struct ArchiveEstimateTests {
    /// Two classes of 10 and 40 images, all of the same length.
    private func estimate(
        _ parameters: [(String, String)],
        ending: String = "jpg",
        bytes: UInt64 = 80_000,
        mostRows: Int = 1_000_000
    ) throws -> ArchiveEstimate {
        let names = [10, 40].enumerated().flatMap { label, count in
            (0..<count).map { "\(label)/\($0).\(ending)" }
        }
        let entries = names.enumerated().map { index, name in
            SourceEntry(name: name, index: index, size: bytes, crc32: 0, isDirectory: false)
        }
        let catalogue = try Catalogue.make(entries: entries)
        let options = try Options(parameters).resolved(for: catalogue, hasLabels: false)
        return ArchiveEstimate(catalogue, options, mostRows: mostRows)
    }

    /// 8 and 32 are trained on, 2 and 8 are held out.
    @Test(
        arguments: [
            ([], 74), ([("strategy", "none")], 50), ([("strategy", "undersample")], 26),
            ([("target", "100")], 210), ([("max_copies", "1")], 58), ([("test", "0")], 80),
            ([("target", "0:20")], 62), ([("validation", "0.2")], 68),
        ] as [([(String, String)], Int)]
    )
    func countsTheImages(options: [(String, String)], rows: Int) throws {
        #expect(try estimate(options).rows == rows)
    }

    /// 74 images, 24 of them artificial.
    @Test(
        arguments: [
            ([], "jpg", 80_000, 74 * (32_768 + 700.0)),
            ([("quality", "75")], "jpg", 80_000, 74 * (13_107.2 + 700)),
            ([("quality", "100"), ("color", "gray")], "jpg", 80_000, 74 * (65_536 + 700.0)),
            ([("color", "gray")], "png", 80_000, 74 * (49_152 + 700.0)),
            ([("color", "rgb")], "tiff", 80_000, 74 * (147_456 + 700.0)),
            ([("format", "jpeg")], "png", 80_000, 74 * (32_768 + 700.0)),
            ([("size", "1024")], "jpeg", 1000, 74 * (131_072 + 4000 + 700.0)),
            ([("size", "original")], "jpg", 80_000, 50 * 80_000 + 24 * 160_000),
            ([("size", "original"), ("quality", "70")], "JPG", 80_000, 74 * 80_000),
            ([("size", "original")], "bmp", 80_000, 50 * 80_000 + 24 * 100_000),
            ([("size", "original"), ("format", "png")], "jpg", 80_000, 74 * 400_000),
        ] as [([(String, String)], String, UInt64, Double)]
    )
    func reckonsTheBytes(
        options: [(String, String)],
        ending: String,
        bytes: UInt64,
        images: Double
    ) throws {
        let found = try estimate(options, ending: ending, bytes: bytes).bytes
        #expect(found == UInt64(images + 74 * 800 + 65_536))
    }

    @Test func countsNoMoreThanAPlanMayHave() throws {
        let few = try estimate([("target", "1000")], mostRows: 100)
        #expect(few.rows == 100)
        let all = try estimate([("target", "1000")])
        #expect(few.bytes < all.bytes / 10)
        #expect(try estimate([("target", "900000")], mostRows: 1_000_000).rows == 1_000_000)
    }

    @Test func isNotFooledByLengthsThatAreNotTrue() throws {
        let found = try estimate([("size", "original")], bytes: .max / 64)
        #expect(found.bytes == 1 << 60)
    }
}
