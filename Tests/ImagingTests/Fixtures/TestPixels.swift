// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Samples in rows that no flip, turn or shift maps onto themselves: the expectation of tests.
struct TestPixels: Equatable {
    var width: Int
    var height: Int
    var channels: Int
    var bitDepth = 8
    /// Samples of the first channel of the first pixel, then the next channel; row by row.
    var samples: [Int]

    /// Pixels that all differ from their neighbours; channel c is made of the same ramp, turned.
    init(_ width: Int, _ height: Int, channels: Int = 1, bitDepth: Int = 8) {
        (self.width, self.height, self.channels) = (width, height, channels)
        self.bitDepth = bitDepth
        let full = 1 << bitDepth
        samples = (0..<width * height * channels).map { index in
            let (x, y) = (index / channels % width, index / channels / width)
            let value = x * 37 + y * 71 + x * y * 3 + index % channels * 59
            return bitDepth == 16 ? (value * 257 + x * 11) % full : value % full
        }
    }

    init(_ image: borrowing Image) {
        (width, height, channels) = (image.width, image.height, image.channels)
        bitDepth = image.bitDepth
        samples = Self.samples(image.samples(), bitDepth: bitDepth)
    }

    /// The numbers in bytes of so many bits a sample, the low byte first.
    static func samples(_ bytes: [UInt8], bitDepth: Int) -> [Int] {
        let width = bitDepth / 8
        return stride(from: 0, to: bytes.count, by: width).map {
            width == 1 ? Int(bytes[$0]) : Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8
        }
    }

    subscript(x: Int, y: Int, channel: Int = 0) -> Int {
        samples[(y * width + x) * channels + channel]
    }

    /// New pixels of a size, each taken from the coordinates that `source` gives.
    func rearranged(_ width: Int, _ height: Int, _ source: (Int, Int) -> (Int, Int)) -> Self {
        var result = self
        (result.width, result.height) = (width, height)
        result.samples = []
        for y in 0..<height {
            for x in 0..<width {
                let (fromX, fromY) = source(x, y)
                for channel in 0..<channels { result.samples.append(self[fromX, fromY, channel]) }
            }
        }
        return result
    }

    /// Channels picked by number, from the same pixels.
    func picking(_ picked: [Int]) -> Self {
        var result = self
        result.channels = picked.count
        result.samples = (0..<width * height).flatMap { pixel in
            picked.map { samples[pixel * channels + $0] }
        }
        return result
    }

    func mapped(_ transform: (Int) -> Int) -> Self {
        var result = self
        result.samples = samples.map(transform)
        return result
    }

    func image() throws -> Image {
        let bytes = samples.flatMap { littleEndian($0, bitDepth / 8) }
        return try Image(
            width: width,
            height: height,
            channels: channels,
            bitDepth: bitDepth,
            samples: bytes.span
        )
    }

    /// The largest difference of a sample to the other pixels of the same shape.
    func distance(to other: Self) -> Int {
        guard samples.count == other.samples.count else { return Int.max }
        return zip(samples, other.samples).map { abs($0 - $1) }.max() ?? 0
    }
}

func probed(_ file: [UInt8]) throws(ImagingError) -> ImageHeader {
    try ImageHeader.probe(file.span)
}

/// Probes and decodes, as the callers of this target do.
func decoded(
    _ file: [UInt8],
    limits: ImageLimits = ImageLimits(),
    color: ColorMode = .keep,
    size: PixelSize? = nil
) throws -> Image {
    let header = try ImageHeader.probe(file.span, limits: limits)
    return try Codec().decode(file.span, header: header, color: color, size: size)
}

/// The code of the error with which a file is refused; nil when it decodes.
func refusal(of file: [UInt8], limits: ImageLimits = ImageLimits()) -> ImagingError.Code? {
    do {
        _ = try decoded(file, limits: limits)
        return nil
    } catch let error as ImagingError {
        return error.code
    } catch {
        return .failed
    }
}
