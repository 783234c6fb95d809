// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
package import Dataset

/// Decoded pixels with one owner, freed with it: 1 or 3 channels of 8 or 16 bits.
///
/// Safe because the pointer is owned by this value alone, and an image is changed only while a
/// codec still builds it: afterwards it is read, from any thread, and freed once.
@safe
package struct Image: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer
    /// What became of the alpha channel that the file had.
    package internal(set) var alpha = DroppedAlpha.none

    /// What decoding did with an alpha channel; no image here has one.
    package enum DroppedAlpha: Sendable, Hashable {
        /// There was none.
        case none
        /// Every pixel was opaque, so nothing was lost.
        case opaque
        /// Some pixel was not opaque: it is seen against black now.
        case blended
    }

    /// Takes ownership of an image that the C side made.
    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    /// Makes an image from samples in rows, top row first, without padding.
    ///
    /// - Parameters:
    ///   - channels: 1, or 3 in the order blue, green, red.
    ///   - bitDepth: 8, or 16 with each sample little-endian.
    ///   - samples: exactly width × height × channels × bitDepth / 8 bytes.
    /// - Throws: `ImagingError` `outOfMemory`.
    package init(
        width: Int,
        height: Int,
        channels: Int,
        bitDepth: Int,
        samples: Span<UInt8>
    ) throws(ImagingError) {
        precondition(width > 0 && height > 0 && width <= 0xFFFF && height <= 0xFFFF)
        precondition(channels == 1 || channels == 3)
        precondition(bitDepth == 8 || bitDepth == 16)
        precondition(samples.count == width * height * channels * bitDepth / 8)
        guard
            let pointer = unsafe eq_image_create(
                Int32(width),
                Int32(height),
                Int32(channels),
                Int32(bitDepth)
            )
        else { throw ImagingError(.outOfMemory, "no memory for \(width) × \(height) pixels") }
        unsafe self.pointer = pointer
        unsafe samples.withUnsafeBytes {
            unsafe eq_image_samples(pointer)
                .copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count)
        }
    }

    deinit {
        unsafe eq_image_destroy(pointer)
    }

    /// Columns of pixels.
    package var width: Int { Int(unsafe eq_image_width(pointer)) }
    /// Rows of pixels.
    package var height: Int { Int(unsafe eq_image_height(pointer)) }
    /// Columns and rows.
    package var size: PixelSize { PixelSize(width: width, height: height) }
    /// 1 grey, 3 colour.
    package var channels: Int { Int(unsafe eq_image_channels(pointer)) }
    /// Bits a sample: 8 or 16.
    package var bitDepth: Int { Int(unsafe eq_image_depth(pointer)) }
    /// Whether the file had an alpha channel, which decoding dropped.
    package var hadAlpha: Bool { alpha != .none }

    /// A copy of the samples, ordered as in ``init(width:height:channels:bitDepth:samples:)``.
    package func samples() -> [UInt8] {
        let count = unsafe eq_image_byte_count(pointer)
        return unsafe [UInt8](
            UnsafeRawBufferPointer(start: eq_image_samples(pointer), count: count)
        )
    }
}
