// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The strips or tiles that hold a TIFF's pixels, each inside the file.
struct TIFFBlocks {
    let isTiled: Bool
    /// Pixels of one block; a strip is as wide as the image.
    let width: Int
    let height: Int
    let offsets: [Int]
    let byteCounts: [Int]

    /// - Parameter pixelBytes: bytes of a pixel where they are not compressed, else 0.
    init(
        _ directory: TIFFDirectory,
        _ bytes: Span<UInt8>,
        width imageWidth: Int,
        height imageHeight: Int,
        pixelBytes: Int
    ) throws(ImagingError) {
        isTiled = directory.has(TIFFTag.tileWidth)
        if isTiled {
            width = try directory.number(TIFFTag.tileWidth, in: bytes) ?? 0
            height = try directory.number(TIFFTag.tileHeight, in: bytes) ?? 0
            guard (1...4_096).contains(width), (1...4_096).contains(height),
                width % 16 == 0, height % 16 == 0
            else { throw ImagingError(.unsupported, "a TIFF of tiles of \(width) × \(height)") }
        } else {
            let rows = try directory.number(TIFFTag.rowsPerStrip, in: bytes) ?? imageHeight
            width = imageWidth
            height = min(max(rows, 1), imageHeight)
        }
        let across = (imageWidth + width - 1) / width
        let down = (imageHeight + height - 1) / height
        let count = across * down
        // A block takes eight bytes of the directory, so the file bounds the arrays made here.
        guard count <= bytes.count / 2,
            let offsets = try directory.numbers(
                isTiled ? TIFFTag.tileOffsets : TIFFTag.stripOffsets,
                in: bytes,
                limit: count
            ),
            let byteCounts = try directory.numbers(
                isTiled ? TIFFTag.tileByteCounts : TIFFTag.stripByteCounts,
                in: bytes,
                limit: count
            ), offsets.count == count, byteCounts.count == count
        else { throw ImagingError(.corrupt, "the TIFF does not tell where its pixels are") }
        for index in 0..<count {
            guard offsets[index] <= bytes.count, byteCounts[index] <= bytes.count - offsets[index]
            else { throw ImagingError(.truncated, "the TIFF ends before its pixels do") }
            let rows = isTiled ? height : min(height, imageHeight - index * height)
            guard byteCounts[index] >= max(1, pixelBytes * width * rows) else {
                throw ImagingError(.truncated, "the TIFF has too little data for its size")
            }
        }
        guard Self.areApart(offsets, byteCounts) else {
            throw ImagingError(.corrupt, "the TIFF has pixels that share their bytes")
        }
        self.offsets = offsets
        self.byteCounts = byteCounts
    }

    /// Whether no two blocks have a byte in common.
    ///
    /// Sixteen thousand strips of one megabyte would have a decoder read 16 GB of a small file.
    private static func areApart(_ offsets: [Int], _ byteCounts: [Int]) -> Bool {
        let order = offsets.indices.sorted { offsets[$0] < offsets[$1] }
        return zip(order, order.dropFirst()).allSatisfy { first, second in
            byteCounts[first] <= offsets[second] - offsets[first]
        }
    }
}
