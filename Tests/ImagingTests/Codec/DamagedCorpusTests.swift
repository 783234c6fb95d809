// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Glibc
import Imaging
import Testing

/// A corpus of damaged files of every format, rendered at a size: each is refused, or every pixel
/// follows from the file.
///
/// Whatever a decoder leaves as it found it would show what the memory held before. So each file is
/// rendered by two codecs of unlike pasts, and the memory that the allocator hands out is filled
/// with other bytes for each. One after another, for that filling is the whole process's.
@Suite(.serialized) struct DamagedCorpusTests {
    @Test func givesTheSameWhateverTheMemoryHeld() throws {
        let targets = [PixelSize(width: 5, height: 4), PixelSize(width: 40, height: 9)]
        let files = try SoundFiles.all
        let codecs = [try Codec(), try Codec()]
        var refused = 0
        var taken = 0
        for (index, file) in files.enumerated() {
            let other = files[(index + files.count / 2) % files.count].bytes
            for damaged in Damage.versions(of: file.bytes, splicing: other) {
                let target = targets[(refused + taken) % 2]
                let first = Self.filling(0x5A) {
                    Self.result(damaged.bytes, target, .keep, codecs[0])
                }
                let second = Self.filling(0xC3) {
                    _ = Self.result(file.bytes, target, .keep, codecs[1])
                    return Self.result(damaged.bytes, target, .keep, codecs[1])
                }
                #expect(first == second, "\(file.name), \(damaged.name)")
                if case .success = first { taken += 1 } else { refused += 1 }
            }
        }
        // Both happen often, or the corpus would be too mild or too rough to show anything.
        #expect(refused > 4_000 && taken > 1_000)
    }

    @Test func blamesTheFileAlone() throws {
        let codec = try Codec()
        let target = PixelSize(width: 7, height: 7)
        let files = try SoundFiles.all
        for (index, file) in files.enumerated() {
            let other = files[(index + 1) % files.count].bytes
            for damaged in Damage.versions(of: file.bytes, splicing: other) {
                let result = Self.result(damaged.bytes, target, .gray, codec)
                if case .failure(let code) = result {
                    #expect(
                        code != .failed && code != .outOfMemory,
                        "\(file.name), \(damaged.name)"
                    )
                }
            }
            // Nothing of the damage stays in the codec.
            let sound = Self.result(file.bytes, target, .gray, codec)
            #expect(try sound == Self.result(file.bytes, target, .gray, Codec()), "\(file.name)")
        }
    }

    private enum Result: Equatable {
        case success(TestPixels)
        case failure(ImagingError.Code)
    }

    private static func result(
        _ file: [UInt8],
        _ target: PixelSize,
        _ color: ColorMode,
        _ codec: Codec
    ) -> Result {
        do throws(ImagingError) {
            return .success(
                try rendered(file, to: target, color: color, limits: small, with: codec)
            )
        } catch {
            return .failure(error.code)
        }
    }

    private static let small: ImageLimits = {
        var limits = ImageLimits()
        limits.pixels = 20_000
        return limits
    }()

    /// Runs with memory that is handed out filled: large blocks by the allocator itself, small
    /// ones, which it recycles as they are, by filling those that it will recycle.
    private static func filling(_ value: UInt8, _ body: () -> Result) -> Result {
        perturb(Int32(value))
        defer { perturb(0) }
        for size in stride(from: 16, through: 1_040, by: 16) {
            let blocks = (0..<4).map { _ in [UInt8](repeating: value, count: size) }
            withExtendedLifetime(blocks) {}
        }
        return body()
    }

    /// `mallopt(M_PERTURB, value)`; where there is none, as under a sanitizer, it does nothing.
    private static func perturb(_ value: Int32) {
        typealias Function = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = unsafe dlsym(nil, "mallopt") else { return }
        let function = unsafe unsafeBitCast(symbol, to: Function.self)
        _ = function(-6, value)
    }
}
