// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import POSIX

/// What a former process was at when it died, as a value.
struct FormerNotes: Hashable, Sendable {
    let work: CrashNotes.Work
    /// The rows of the archive that were durable.
    let checkpoint: Int64
    /// The images that were in the archive.
    let written: UInt64
    /// The fault that it died of, if it said so.
    let fault: FaultMark?
    /// Which start of the machine it ran in, and what the kernel had killed for want of memory
    /// when the work began; see ``ThisMachine``.
    private let startID: UInt64
    private let memoryKills: UInt64
    /// The entries that the workers had in hand, ascending; none is to blame yet.
    let suspects: [Int]

    /// Reads the words of a file; nil where no work was under way, or they are none of ours.
    init?(_ words: [UInt64]) {
        typealias Place = CrashNotes.Place
        guard words.count == Place.count, words[Place.format] == CrashNotes.format else {
            return nil
        }
        let bytes = words[Place.id].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
        }
        let id = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        switch words[Place.kind] {
        case 1: work = .job(id, fence: Int64(bitPattern: words[Place.fence]))
        case 2: work = .inspection(ofDataset: id)
        default: return nil
        }
        checkpoint = Int64(clamping: words[Place.checkpoint])
        written = words[Place.written]
        fault = FaultMark(words[Place.fault])
        startID = words[Place.startID]
        memoryKills = words[Place.memoryKills]
        let inHand = words[Place.workers].filter { $0 != 0 }
        suspects = Set(inHand.map { Int(clamping: $0 - 1) }).sorted()
    }

    /// What the process died of where no image is to blame.
    ///
    /// The work is where it ran into a fault itself, or where the kernel has killed for want of
    /// memory since it began. Whoever sends a SIGKILL or pulls the plug tells nothing of the work,
    /// however often.
    ///
    /// - Parameters:
    ///   - startID: the machine's present start.
    ///   - memoryKills: what the kernel has killed by now.
    func cause(startID: UInt64?, memoryKills: UInt64?) -> DeathCount.Cause {
        guard let startID, startID == self.startID else { return .other }
        if let fault { return fault.isOfWork ? .work : .other }
        return (memoryKills ?? 0) > self.memoryKills ? .work : .other
    }
}
