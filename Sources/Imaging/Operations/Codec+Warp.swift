// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
internal import Dataset

extension Codec {
    /// The image seen through a forward map, bilinear, of the same size.
    func warp(
        _ image: borrowing Image,
        _ matrix: [Double],
        _ border: Border
    ) throws(ImagingError) -> Image {
        let rim =
            switch border {
            case .reflect: eq_border_reflect_101
            case .replicate: eq_border_replicate
            case .constant: eq_border_constant
            }
        return try unsafe makingFrom(image) {
            unsafe eq_warp(handle, $0, matrix, Int32(rim), $1)
        }
    }

    /// The forward map of a magnification about the image's centre: getRotationMatrix2D's without a
    /// turn, whose terms need no libm.
    func magnification(_ thousandths: Int, of size: PixelSize) -> [Double] {
        let factor = Double(thousandths) / 1000
        let centre = RotationCentre.pixelCentre.point(width: size.width, height: size.height)
        return [factor, 0, (1 - factor) * centre.x, 0, factor, (1 - factor) * centre.y]
    }
}
