// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The Info-ZIP Unicode path extra field, 0x7075 (APPNOTE 4.6.9).
struct UnicodePath {
    /// The name, meant to be UTF-8.
    let text: [UInt8]

    /// Takes the payload of the field; nil when it is none or was made for another name.
    ///
    /// A tool that renames an entry without knowing the field leaves a stale one behind: the
    /// CRC-32 of the name it was made for tells.
    init?(_ payload: Span<UInt8>, rawName: Span<UInt8>) {
        guard payload.count >= 5, payload[0] == 1,
            payload.uint32(at: 1) == ZipWriter.crc32(of: rawName)
        else { return nil }
        text = [UInt8](copying: payload.extracting(5...))
    }
}
