// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging

/// A file made a size, as the pipeline does: probed and decoded to that size.
func rendered(
    _ file: [UInt8],
    to size: PixelSize,
    color: ColorMode = .keep,
    limits: ImageLimits = ImageLimits(),
    with codec: Codec? = nil
) throws(ImagingError) -> TestPixels {
    let codec = if let codec { codec } else { try Codec() }
    let header = try ImageHeader.probe(file.span, limits: limits)
    return try TestPixels(codec.decode(file.span, header: header, color: color, size: size))
}
