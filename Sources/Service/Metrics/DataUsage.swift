// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// How much of the disk the data folder takes up, by kind; looked at now and then.
final class DataUsage: Sendable {
    /// Nanoseconds that a reading holds: to count the files takes a while where there are many.
    private static let patience: UInt64 = 15_000_000_000

    let root: Directory
    private let folders: [(kind: String, Directory)]
    private let last = Locked<(time: UInt64, kinds: [(String, UInt64)])?>(nil)

    init(_ blobs: Blobs) {
        root = blobs.root
        folders = [
            ("archives", blobs.archives), ("datasets", blobs.datasets), ("labels", blobs.labels),
            ("store", blobs.root),
        ]
    }

    /// Bytes by kind; a folder that cannot be read is left out.
    ///
    /// - Parameter now: nanoseconds of the monotonic clock.
    func read(now: UInt64) -> [(kind: String, bytes: UInt64)] {
        if let last = last.withLock({ $0 }), now &- last.time < Self.patience { return last.kinds }
        let kinds = folders.compactMap { kind, folder in
            (try? folder.usedBytes()).map { (kind, $0) }
        }
        last.withLock { $0 = (now, kinds) }
        return kinds
    }
}
