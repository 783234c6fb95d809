// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The one thing of EXIF that is used; the rest never reaches what we write.
enum EXIF {
    /// The orientation 1 to 8 in an EXIF block that begins with its TIFF header.
    ///
    /// - Returns: 1 when there is none or the block is damaged: it is not the image.
    static func orientation(_ block: Span<UInt8>) -> Int {
        guard let directory = try? TIFFDirectory(block),
            let value = try? directory.number(TIFFTag.orientation, in: block),
            (1...8).contains(value)
        else { return 1 }
        return value
    }
}
