// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which bytes of the disk are promised to whom, as a value.
///
/// ```
/// free, as last read
/// ├── floor      stays free
/// ├── unseen     written since it was read
/// ├── reserved   promised to uploads that have not brought them yet
/// ├── promised   to archives of jobs that are not done
/// └── room       what may be promised
/// ```
struct DiskLedger: Sendable, Hashable {
    /// Bytes that stay free.
    let floor: UInt64
    /// Bytes below which no work begins, at most ``floor``.
    let stop: UInt64
    private var lastFree: UInt64 = 0
    private(set) var reserved: UInt64 = 0
    private(set) var unseen: UInt64 = 0
    private(set) var promised: UInt64 = 0
    private var begun: UInt64 = 0

    /// A ledger of a disk that has not been looked at: it has no room.
    init(floor: UInt64, stop: UInt64 = 0) {
        self.floor = floor
        self.stop = stop
    }

    /// What may be promised.
    var room: UInt64 { left(after: floor, unseen, reserved, promised) }

    /// What is free now, as far as is known.
    var free: UInt64 { left(after: unseen) }

    /// Whether what is written still leaves the floor.
    var isAboveFloor: Bool { free >= floor }

    /// What hangs on that.
    var level: DiskLevel {
        if isAboveFloor { return .ample }
        return free >= stop ? .low : .exhausted
    }

    /// Takes a reading of the disk.
    ///
    /// - Parameters:
    ///   - free: the bytes that are free.
    ///   - seen: ``unseen`` as it was just before the disk was asked; a later write may be in the
    ///     reading or not, and counts as not.
    mutating func read(free: UInt64, seen: UInt64) {
        lastFree = free
        unseen -= min(seen, unseen)
    }

    /// Promises bytes; false, and nothing happens, when there is no room for all of them.
    mutating func reserve(_ bytes: UInt64) -> Bool {
        if bytes > room { return false }
        reserved += bytes
        return true
    }

    /// Promises bytes to an archive; false, and nothing happens, when there is no room for them.
    mutating func promise(_ bytes: UInt64) -> Bool {
        if bytes > room { return false }
        promised += bytes
        return true
    }

    /// Takes a reading of all archives together.
    ///
    /// - Parameters:
    ///   - bytes: what they are promised and have not used.
    ///   - begun: what there is of archives that are not whole.
    mutating func setPromised(_ bytes: UInt64, begun: UInt64) {
        promised = bytes
        self.begun = begun
    }

    /// What the archive of a job may come to that begins or goes on now.
    var workRoom: UInt64 {
        let (room, overflow) = left(after: stop, unseen).addingReportingOverflow(begun)
        return overflow ? .max : room
    }

    /// Takes note that promised bytes are about to be written.
    mutating func spend(_ bytes: UInt64) {
        precondition(bytes <= reserved, "only what is reserved is written")
        reserved -= bytes
        unseen += bytes
    }

    /// Takes back promised bytes that are not wanted any more.
    mutating func release(_ bytes: UInt64) {
        precondition(bytes <= reserved, "only what is reserved is released")
        reserved -= bytes
    }

    private func left(after parts: UInt64...) -> UInt64 {
        parts.reduce(lastFree) { $0 - min($0, $1) }
    }
}
