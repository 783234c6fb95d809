// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

extension Codec {
    /// Normal noise of so many hundredths of an 8-bit level, another draw for every sample.
    func addNoise(
        to image: borrowing Image,
        centilevels: Int,
        seed: UInt32
    ) throws(ImagingError) -> Image {
        precondition((1...6400).contains(centilevels))
        return try unsafe makingFrom(image) {
            unsafe eq_noise(handle, $0, Int32(centilevels), seed, $1)
        }
    }
}
