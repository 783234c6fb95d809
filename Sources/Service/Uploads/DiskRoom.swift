// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// The disk's room for uploads: declared lengths are reserved before a byte of them comes.
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

    /// - Parameter floor: the bytes that stay free.
    /// - Throws: `SystemError` when the disk cannot be asked.
    init(of directory: Directory, floor: UInt64) throws(SystemError) {
        self.directory = directory
        ledger = Locked(DiskLedger(floor: floor))
        try refresh()
    }

    /// Whether the disk still has the bytes free that are to stay so.
    var isAboveFloor: Bool { ledger.withLock { $0.isAboveFloor } }

    /// The bytes that are free, as far as is known.
    var free: UInt64 { ledger.withLock { $0.free } }

    /// The bytes that stay free.
    var floor: UInt64 { ledger.withLock { $0.floor } }

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
