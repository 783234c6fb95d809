// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// A part of a file in memory, for small reads at rising offsets.
struct FileWindow {
    private let file: File
    private let end: UInt64
    private let blockByteCount: Int
    private var start: UInt64 = 0

    /// The bytes that ranges given by ``load(_:count:)`` refer to.
    private(set) var bytes: [UInt8] = []

    /// Prepares a window that holds nothing yet.
    ///
    /// - Parameters:
    ///   - end: where the readable part of the file ends.
    ///   - blockByteCount: bytes to read at once, where more is not asked for.
    init(file: File, end: UInt64, blockByteCount: Int) {
        self.file = file
        self.end = end
        self.blockByteCount = blockByteCount
    }

    /// Makes `count` bytes from `offset` on available; they must lie in front of the end.
    ///
    /// - Returns: their range in ``bytes``, good until the next call.
    mutating func load(_ offset: UInt64, count: Int) throws(ZipError) -> Range<Int> {
        precondition(offset <= end && UInt64(count) <= end - offset)
        let isInside =
            offset >= start && offset - start <= UInt64(bytes.count)
            && bytes.count - Int(offset - start) >= count
        if !isInside {
            let wanted = min(UInt64(max(count, blockByteCount)), end - offset)
            bytes = try file.bytes(at: offset, count: Int(wanted))
            start = offset
        }
        let first = Int(offset - start)
        return first..<(first + count)
    }
}
