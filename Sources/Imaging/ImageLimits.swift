// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What an image may ask for before a pixel of it is decoded.
package struct ImageLimits: Sendable, Hashable {
    /// Pixels along either side.
    package var side = 16_384
    /// Width × height.
    package var pixels = 50_000_000
    /// Bytes of the decoded pixels, all channels as stored, alpha included.
    package var decodedBytes = 160_000_000
    /// Bytes that the file, its pixels and what is made of them take together at their peak.
    package var workingBytes = Int.max

    package init() {}

    /// Refuses an image that takes more memory than one may.
    ///
    /// - Throws: `ImagingError` `tooLarge`.
    package func checkWorking(_ bytes: Int) throws(ImagingError) {
        guard bytes <= workingBytes else {
            throw ImagingError(
                .tooLarge,
                "\(bytes) bytes of memory are over the limit of \(workingBytes) for one image"
            )
        }
    }

    /// Refuses a header that asks for more, with the number that is over.
    func check(_ header: ImageHeader) throws(ImagingError) {
        let (width, height) = (header.width, header.height)
        guard width > 0, height > 0 else {
            throw ImagingError(.corrupt, "the header says \(width) × \(height) pixels")
        }
        guard width <= side, height <= side else {
            throw ImagingError(
                .tooLarge,
                "\(width) × \(height) is over the limit of \(side) pixels a side"
            )
        }
        guard width * height <= pixels else {
            throw ImagingError(
                .tooLarge,
                "\(width) × \(height) is over the limit of \(pixels) pixels"
            )
        }
        guard header.decodedBytes <= decodedBytes else {
            throw ImagingError(
                .tooLarge,
                "\(header.decodedBytes) bytes of pixels are over the limit of \(decodedBytes)"
            )
        }
    }
}
