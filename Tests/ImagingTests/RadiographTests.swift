// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Glibc
import Imaging
import POSIX
import Testing

/// Real radiographs, where the data set is on this machine.
///
/// `EQUIPOISE_RADIOGRAPHS` names the zip; without it, `../shared/data/radiographs.zip` is tried.
struct RadiographTests {
    private static let path: String = {
        if let named = unsafe getenv("EQUIPOISE_RADIOGRAPHS") {
            return unsafe String(cString: named)
        }
        return "../shared/data/radiographs.zip"
    }()

    private static let isPresent = unsafe access(path, R_OK) == 0

    @Test(.enabled(if: isPresent)) func decodesEveryOne() throws {
        let codec = try Codec()
        var count = 0
        for file in try Self.storedFiles(Self.path) {
            let header = try probed(file)
            let target = PixelSize(width: 256, height: 256)
            let small = try codec.decode(file.span, header: header, color: .gray, size: target)
            #expect([small.width, small.height, small.channels] == [256, 256, 1])
            #expect(try codec.encode(small, as: .png).count > 5_000)
            count += 1
        }
        #expect(count == 108)
    }

    /// No two look alike, and each looks like itself at another size and in another format.
    @Test(.enabled(if: isPresent)) func knowsThemAgain() throws {
        let codec = try Codec()
        var hashes: Set<UInt64> = []
        let files = try Self.storedFiles(Self.path).enumerated().filter { $0.offset % 9 == 0 }
        for (_, file) in files {
            let image = try codec.decode(file.span, header: probed(file), color: .gray)
            let hash = try #require(try codec.measure(image).perceptual)
            #expect(hashes.insert(hash).inserted)
            let small = try codec.resize(image, to: PixelSize(width: 512, height: 512))
            let found = try codec.measure(decoded(codec.encode(small, as: .jpeg(quality: 95))))
            let distance = try #require(found.perceptual).distance(to: hash)
            #expect(distance <= 2)
        }
        #expect(hashes.count == 12)
    }

    /// The entries of a zip that compresses none, by its directory.
    private static func storedFiles(_ path: String) throws -> [[UInt8]] {
        let file = try File(reading: path)
        let size = Int(try file.descriptor.size())
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        try #require(count == size)
        func number(_ offset: Int, _ width: Int) -> Int {
            bytes[offset..<(offset + width)].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        var entry = number(size - 22 + 16, 4)
        return try (0..<number(size - 22 + 10, 2)).map { _ in
            try #require(number(entry, 4) == 0x0201_4B50 && number(entry + 10, 2) == 0)
            let local = number(entry + 42, 4)
            let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
            let data = Array(bytes[start..<(start + number(entry + 24, 4))])
            entry += 46 + number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2)
            return data
        }.filter { !$0.isEmpty }
    }
}

extension UInt64 {
    /// How many bits differ.
    fileprivate func distance(to other: UInt64) -> Int { (self ^ other).nonzeroBitCount }
}
