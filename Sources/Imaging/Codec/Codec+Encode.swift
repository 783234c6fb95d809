// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging

extension Codec {
    /// The image as a whole file, with no metadata; grey stays one channel.
    ///
    /// The same pixels and format give the same bytes, whatever the thread or the codec's past.
    ///
    /// - Throws: `ImagingError`: `outOfMemory`, `failed`.
    package func encode(
        _ image: borrowing Image,
        as format: EncodedFormat
    ) throws(ImagingError) -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        switch format {
        case .jpeg(let quality):
            precondition((1...100).contains(quality))
            try check(
                unsafe eq_encode_jpeg(
                    handle,
                    image.pointer,
                    Int32(quality),
                    quality >= EncodedFormat.fullChromaQuality,
                    &bytes,
                    &count
                )
            )
        case .png:
            try check(unsafe eq_encode_png(handle, image.pointer, &bytes, &count))
        }
        defer { unsafe eq_codec_forget(handle) }
        return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }
}
