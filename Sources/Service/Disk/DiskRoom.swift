// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// The disk's room for uploads and archives: declared lengths are reserved before a byte of them
/// comes.
///
/// Two uploads that fit one by one, but not together, would otherwise both fail at their ends. The
/// disk is asked once a second by the ``Pulse``, as statvfs may wait and the event loop must not.
final class DiskRoom: Sendable {
    /// Room that one upload has, written to or not; what is left is given back with it.
    final class Reservation: Sendable {
        /// What an upload of unknown length reserves ahead.
        private static let step: UInt64 = 32 << 20

        private let room: DiskRoom
        private let left: Locked<UInt64>

        fileprivate init(_ room: DiskRoom, _ bytes: UInt64) {
            self.room = room
            left = Locked(bytes)
        }

        /// Takes note of bytes about to be written, reserving more where they were not announced.
        ///
        /// - Returns: false when the disk has no room for them.
        func write(_ bytes: UInt64) -> Bool {
            left.withLock { left in
                if bytes > left {
                    let missing = bytes - left
                    let isGiven = [max(missing, Self.step), missing].first(where: room.take)
                    guard let isGiven else { return false }
                    left += isGiven
                }
                left -= bytes
                return room.spend(bytes)
            }
        }

        deinit {
            room.give(back: left.withLock { $0 })
        }
    }

    private let directory: Directory
    private let ledger: Locked<DiskLedger>

    /// - Parameters:
    ///   - floor: the bytes that stay free.
    ///   - stop: the bytes below which no work begins.
    /// - Throws: `SystemError` when the disk cannot be asked.
    init(of directory: Directory, floor: UInt64, stop: UInt64 = 0) throws(SystemError) {
        self.directory = directory
        ledger = Locked(DiskLedger(floor: floor, stop: stop))
        try refresh()
    }

    /// Whether the disk still has the bytes free that are to stay so.
    var isAboveFloor: Bool { ledger.withLock { $0.isAboveFloor } }

    /// The bytes that are free, as far as is known.
    var free: UInt64 { ledger.withLock { $0.free } }

    /// The bytes that stay free.
    var floor: UInt64 { ledger.withLock { $0.floor } }

    /// The bytes below which no work begins.
    var stop: UInt64 { ledger.withLock { $0.stop } }

    /// What hangs on the bytes that are free.
    var level: DiskLevel { ledger.withLock { $0.level } }

    /// The bytes that may be promised.
    var room: UInt64 { ledger.withLock { $0.room } }

    /// The bytes that archives are promised and have not used.
    var promised: UInt64 { ledger.withLock { $0.promised } }

    /// Promises bytes to an archive; false when there is no room for them.
    func promise(_ bytes: UInt64) -> Bool {
        ledger.withLock { ledger in ledger.isAboveFloor && ledger.promise(bytes) }
    }

    /// Takes note of what all archives together are promised, and of what there is of them.
    func setPromised(_ bytes: UInt64, begun: UInt64) {
        ledger.withLock { $0.setPromised(bytes, begun: begun) }
    }

    /// The bytes that the archive of a job may come to that begins now.
    var workRoom: UInt64 { ledger.withLock { $0.workRoom } }

    /// Room for an upload of so many bytes; nil when there is none.
    func reserve(_ bytes: UInt64) -> Reservation? {
        take(bytes) ? Reservation(self, bytes) : nil
    }

    /// Asks the disk, which may wait.
    func refresh() throws(SystemError) {
        let seen = ledger.withLock { $0.unseen }
        let free = try directory.freeBytes()
        ledger.withLock { $0.read(free: free, seen: seen) }
    }

    private func take(_ bytes: UInt64) -> Bool {
        ledger.withLock { ledger in ledger.isAboveFloor && ledger.reserve(bytes) }
    }

    private func spend(_ bytes: UInt64) -> Bool {
        ledger.withLock { ledger in
            ledger.spend(bytes)
            return ledger.isAboveFloor
        }
    }

    private func give(back bytes: UInt64) {
        ledger.withLock { $0.release(bytes) }
    }
}
