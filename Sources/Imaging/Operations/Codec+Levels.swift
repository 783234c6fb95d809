// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

extension Codec {
    /// Every sample raised by so many 8-bit levels: convertTo(1, offset).
    func brighten(
        _ image: borrowing Image,
        levels: Int
    ) throws(ImagingError) -> Image {
        let offset = Double(levels * (image.fullScale / 255))
        return try unsafe makingFrom(image) { unsafe eq_linear(handle, $0, 1, offset, $1) }
    }

    /// Every sample's distance from half of full scale times a factor: convertTo(factor, offset).
    func stretchContrast(
        of image: borrowing Image,
        _ thousandths: Int
    ) throws(ImagingError) -> Image {
        let factor = Double(thousandths) / 1000
        let offset = Double(image.fullScale * (1000 - thousandths)) / 2000
        return try unsafe makingFrom(image) { unsafe eq_linear(handle, $0, factor, offset, $1) }
    }

    /// Every sample's share of full scale to a power.
    func bend(
        _ image: borrowing Image,
        _ thousandths: Int
    ) throws(ImagingError) -> Image {
        let exponent = Double(thousandths) / 1000
        return try unsafe makingFrom(image) { unsafe eq_power(handle, $0, exponent, $1) }
    }
}

extension Image {
    /// The largest value of a sample: 255 or 65535.
    fileprivate var fullScale: Int { (1 << bitDepth) - 1 }
}
